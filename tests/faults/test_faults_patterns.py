"""Case 15: no regular expression of the package takes more than linear time, on texts made to slow it down."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fault_patterns import patterns, prefixes

from growth import LINEAR, growth

# these never search a page: what they read is one line, the head of a file, or a table of our own
ONLY_MATCHED = {
    "diplo_extract.cleaning.mail._FIELD",
    "diplo_extract.cleaning.scrape._ADDRESS",
    "diplo_extract.archive.formats._HTML",
    "diplo_extract.dates.patterns._LEXEME",
}


def steep(size: int) -> list[tuple[str, str, float]]:
    """Give (where, text, growth) of the patterns whose time grows faster than the text, from `size` characters on."""
    found = []
    count = 0
    for where, pattern in patterns():
        count += 1
        use = pattern.match if where in ONLY_MATCHED else pattern.search
        for prefix in prefixes(pattern):
            grown = growth(lambda size, prefix=prefix, pattern=pattern: hostile(pattern, prefix, size), use, size)
            if grown >= LINEAR:
                found.append((where, prefix, grown))
    assert count > 100
    return found


def hostile(pattern: re.Pattern[Any], prefix: str, size: int) -> str | bytes:
    text = (prefix * (size // len(prefix) + 1))[:size]
    return text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text


def test_15_the_time_of_patterns_grows_with_the_length_of_texts_made_of_their_own_prefixes() -> None:
    assert steep(2_500) == []


@pytest.mark.slow
def test_15_patterns_are_linear_on_100_kilobytes() -> None:
    assert steep(12_500) == []
