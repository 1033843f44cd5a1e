"""Where a sentence points: the past or the future, told by the verb nearest to the date."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property
from typing import Any, NamedTuple

REACH = 300
OPENING = 3
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[\"“«‘(]?[^\W\d_a-z])|\n")


class Verb(NamedTuple):
    """A verb with what it tells: past, present or future."""

    start: int
    end: int
    tells: str


@cache
def _verbs(future: str, past: str, suffix: str, present: str) -> re.Pattern[str]:
    endings = rf"|\w{{2,20}}(?:{suffix})" if suffix else ""
    following = r"\b(?:\s\w{1,15}){0,2}"
    now = rf"|(?P<present>(?:{present}){following})" if present else ""
    return re.compile(rf"\b(?:(?P<future>(?:{future}){following}){now}|(?P<past>(?:{past}){endings})\b)", re.IGNORECASE)


class Tense:
    """The verbs and sentence ends of one text, looked up when the first date asks."""

    def __init__(self, text: str, table: dict[str, Any]) -> None:
        self._text = text
        self._table = table

    @cached_property
    def _found(self) -> list[Verb]:
        if not self._table:
            return []
        table = self._table
        pattern = _verbs(table["future"], table["past"], table.get("past_suffix", ""), table.get("present", ""))
        return [Verb(*match.span(), match.lastgroup or "past") for match in pattern.finditer(self._text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [verb.start for verb in self._found]

    @cached_property
    def _ends_of_sentences(self) -> list[int]:
        return [match.end() for match in _SENTENCE_END.finditer(self._text)]

    def side(self, start: int, end: int) -> str | None:
        """Give past, present, future or None for the date at text[start:end]."""
        left, right = self.sentence(start, end)
        place = bisect_left(self._starts, start)
        before = self._found[place - 1] if place and self._starts[place - 1] >= left else None
        place = bisect_left(self._starts, end)
        after = self._found[place] if place < len(self._found) and self._starts[place] < right else None
        if before and after:
            # a verb after the date is less likely to be its own than the one before
            nearer_after = 2 * (after.start - end) < max(0, start - before.end)
            return after.tells if nearer_after else before.tells
        verb = before or after
        return verb.tells if verb else None

    def side_before(self, start: int, end: int) -> str | None:
        """Give what the nearest verb before the date tells; the next one where the date opens its sentence."""
        left, _ = self.sentence(start, end)
        if start - left <= OPENING:
            return self.side(start, end)
        place = bisect_left(self._starts, start)
        return self._found[place - 1].tells if place and self._starts[place - 1] >= left else None

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Give the borders of the sentence around text[start:end], within reach."""
        ends = self._ends_of_sentences
        place = bisect_left(ends, start + 1)
        left = ends[place - 1] if place else 0
        place = bisect_left(ends, end + 1)
        right = ends[place] if place < len(ends) else len(self._text)
        return max(left, start - REACH), min(right, end + REACH)
