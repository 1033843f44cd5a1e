"""Case 15: no regular expression of the package takes more than linear time, on texts made to slow it down."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from fault_patterns import patterns, prefixes

# these never search a page: what they read is one line, the head of a file, or a table of our own
ONLY_MATCHED = {
    "diplo_extract.cleaning.mail._FIELD",
    "diplo_extract.archive.formats._HTML",
    "diplo_extract.dates.patterns._LEXEME",
}


def seconds(where: str, pattern: re.Pattern[Any], text: str) -> float:
    data = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    use = pattern.match if where in ONLY_MATCHED else pattern.search
    begun = time.process_time()
    use(data)
    return time.process_time() - begun


def slow(size: int, limit: float) -> list[tuple[str, str, float]]:
    """Give (where, text, seconds) of the patterns that take longer than the limit for `size` characters."""
    found = []
    count = 0
    for where, pattern in patterns():
        count += 1
        for prefix in prefixes(pattern):
            text = (prefix * (size // len(prefix) + 1))[:size]
            spent = min(seconds(where, pattern, text) for _ in range(2))
            if spent > limit:
                found.append((where, prefix, spent))
    assert count > 100
    return found


def test_15_patterns_are_fast_on_their_own_prefixes() -> None:
    assert slow(5_000, 0.1) == []


@pytest.mark.slow
def test_15_patterns_are_linear_on_100_kilobytes() -> None:
    found = slow(100_000, 0.1)
    print("\nover 0.1 s:", found)
    by_name = {where: pattern for where, pattern in patterns()}
    for where, prefix, spent in found:
        half = seconds(where, by_name[where], (prefix * (50_000 // len(prefix) + 1))[:50_000])
        assert spent / half < 3, f"{where} on {prefix!r}: {half:.2f} s, then {spent:.2f} s for twice as much"
        assert spent < 1
