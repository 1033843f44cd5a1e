"""The text around a date, with the words of the language that decide whether it is one."""

from __future__ import annotations

import re
from functools import cache

from diplo_extract.dates.nodes import Reading
from diplo_extract.dates.tense import Tense

_BEFORE = re.compile(r"(?:([^\W_][\w.’'-]{0,30})|([^\w\s]))(\s*)$")
_AFTER = re.compile(r"([-–]?)(\s*)([^\W\d_][\w’'-]{0,30})?")
REACH = 34


class Place:
    """The text around the dates, with the words of the language that decide."""

    def __init__(self, text: str, context: dict[str, str], tense: Tense) -> None:
        self.text = text
        self.tense = tense
        self._context = context

    def words(self, name: str) -> frozenset[str]:
        """Give a list of words of [context]."""
        return _word_set(self._context.get(name, ""))

    def pattern(self, name: str) -> re.Pattern[str] | None:
        """Give an expression of [context]."""
        return _compiled(self._context[name]) if name in self._context else None

    @property
    def known(self) -> bool:
        """Tell whether the language has such words."""
        return bool(self._context)


def around(reading: Reading, place: Place) -> tuple[str, str, str]:
    """Give the word or mark before, the word after, and what joins it ("-" or nothing)."""
    before = _BEFORE.search(place.text[max(0, reading.outer[0] - REACH) : reading.outer[0]])
    after = _AFTER.match(place.text, reading.outer[1])
    word = (before[1] or before[2]) if before else ""
    return word, (after[3] or "") if after else "", after[1] if after else ""


@cache
def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
