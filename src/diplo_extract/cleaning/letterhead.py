"""The name of the office that sends a release: it stands above the headline, or where one looks for it."""

from __future__ import annotations

import re
from functools import cache

from diplo_extract import lexicon
from diplo_extract.cleaning.sitename import SEPARATOR

_MOST_WORDS = 12
_PAGE = re.compile(r"\s{0,9}\bpage \d{1,4}(?: (?:of|/) \d{1,4})?$", re.I)
_NUMBER = re.compile(
    r"(?:(?:press|news|media) release )?(?:no|nr|n°|ref|reference|number|sayı)\b[.:]?\s?[\w./-]{0,30}\d[\w./-]{0,30}$",
    re.I,
)


@cache
def _table(name: str) -> tuple[str, ...]:
    return tuple(lexicon.load("page", "letterhead")[name])


@cache
def _small() -> frozenset[str]:
    return frozenset(_table("small")).union(*(name.split() for name in _table("ends")))


def names_office(line: str) -> bool:
    """Tell whether a line is but the name of an office, with its section or page: "Embassy of Peru in Oslo - News"."""
    name = _PAGE.sub("", line.strip())
    *before, last = SEPARATOR.split(name)
    if before and last.strip().casefold() in _table("sections"):
        name = name[: -len(last)].rstrip(" |»›·•:-–—\\/<>")
    words = name.split()
    if (
        not 2 <= len(words) <= _MOST_WORDS
        or any(char.isdigit() for char in name)
        or name.endswith((".", "!", "?", ":"))
    ):
        return False
    if any(word[0].islower() and word not in _small() for word in words):
        return False
    folded = name.casefold()
    return folded.startswith(_table("begins")) or folded.endswith(_table("ends"))


def is_number(line: str) -> bool:
    """Tell whether a line is but the number of the release: "No. 14/2023"."""
    return _NUMBER.match(line.strip()) is not None
