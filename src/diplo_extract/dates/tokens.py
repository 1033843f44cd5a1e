"""Text -> the stretches in which a date can stand, as items with the categories of each word.

Light on purpose: a word that no rule knows ends the stretch, and a stretch without a number, a month or another
word that makes a date is dropped before any rule is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from diplo_extract.dates.nodes import Reading
from diplo_extract.dates.words import Words

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_WRAPPED_LINE = 60


class Item:
    """A word, a number or a mark, or what a rule has made of several of them."""

    __slots__ = ("end", "glued", "meaning", "reading", "start", "symbol")

    def __init__(self, start: int, end: int, glued: bool, meaning: dict[str, Any], reading: Reading | None = None):
        self.start = start
        self.end = end
        self.glued = glued
        self.meaning = meaning
        self.reading = reading
        self.symbol = ""


@lru_cache(maxsize=8192)
def number_meaning(digits: str) -> dict[str, Any]:
    """Give the categories that a row of digits may have in a date."""
    if len(digits) > 8:
        return {}
    value = int(digits)
    meaning: dict[str, Any] = {"digits": value}
    if len(digits) <= 6 and (digits[0] != "0" or len(digits) <= 2):
        meaning["num"] = value
    if len(digits) <= 2:
        meaning["n2"] = value
        if 1 <= value <= 31:
            meaning["day"] = value
        if 1 <= value <= 12:
            meaning["mm"] = value
        if value <= 24:
            meaning["hour"] = value
        if len(digits) == 2:
            meaning["yy"] = value
            if value < 60:
                meaning["minute"] = value
    elif len(digits) == 4 and 1000 <= value <= 2199:
        meaning["year"] = value
    elif len(digits) == 8:
        meaning["compact"] = digits if digits.isascii() else str(value)
    return meaning


def number_categories() -> set[frozenset[str]]:
    """Give every set of categories that `number_meaning` makes."""
    samples = [f"{n:0{width}}" for width in (1, 2) for n in range(100) if len(f"{n:0{width}}") == width]
    samples += ["0999", "1000", "9999", "100", "099", "12345", "01234", "123456", "1234567", "20240603"]
    return {frozenset(number_meaning(sample)) for sample in samples}


def stretches(text: str, words: Words) -> Iterator[list[Item]]:
    """Give the rows of neighbouring items that hold at least one word that makes a date."""
    known = words.meaning
    row: list[Item] = []
    core = False
    before = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        meaning: dict[str, Any] | None
        if token[0].isdecimal():
            meaning = number_meaning(token)
        else:
            meaning = known.get(token)
            if meaning is None:
                meaning = words.look_up(token)
        if row and (not meaning or (start > before and _breaks(text, before, start))):
            if core:
                yield _fused(row, words)
            row, core = [], False
        if meaning:
            row.append(Item(start, end, start == before, meaning))
            core = core or "core" in meaning or "digits" in meaning
        before = end
    if core:
        yield _fused(row, words)


def _breaks(text: str, before: int, start: int) -> bool:
    """Tell whether the white space ends a line; a long line may only be wrapped."""
    gap = text[before:start]
    if "\n" not in gap:
        return False
    return (
        gap.count("\n") > 1 or text.rfind("\n", max(0, before - _WRAPPED_LINE), before) >= 0 or before < _WRAPPED_LINE
    )


def _fused(row: list[Item], words: Words) -> list[Item]:
    """Join "twenty - five" and "14 th" into one item each."""
    fused: list[Item] = []
    for item in row:
        last = fused[-1] if fused else None
        if last and item.glued and "suffix" in item.meaning and "digits" in last.meaning:
            value = last.meaning["digits"]
            meaning = {"ord": value} | ({"day": value, "oday": value} if 1 <= value <= 31 else {})
            fused[-1] = Item(last.start, item.end, last.glued, meaning)
        elif "ones" in item.meaning and (tens := _tens_before(fused, words)):
            first = fused[-tens]
            value = first.meaning["tens"] + item.meaning["ones"]
            ordinal = "ord" in item.meaning
            del fused[-tens:]
            fused.append(Item(first.start, item.end, first.glued, words.number(value, ordinal)))
            _speak_year(fused)
        elif "wnum" in item.meaning and fused and ("wnum" in fused[-1].meaning or "spoken" in fused[-1].meaning):
            fused.append(item)
            _speak_year(fused)
        else:
            fused.append(item)
    return fused


def _speak_year(fused: list[Item]) -> None:
    """Join "nineteen" and "eighty-six"."""
    if len(fused) < 2:
        return
    spoken, ones = fused[-2].meaning.get("spoken", 1), fused[-1].meaning.get("ones", 0)
    if spoken % 10 == 0 and ones and "wnum" in fused[-1].meaning:
        year = {"year": spoken + ones}
        fused[-2:] = [Item(fused[-2].start, fused[-1].end, fused[-2].glued, year)]
        return
    hundreds, rest = fused[-2].meaning.get("wnum", 0), fused[-1].meaning.get("wnum", 0)
    if 11 <= hundreds <= 20 and 10 <= rest <= 99:
        fused[-2:] = [
            Item(
                fused[-2].start,
                fused[-1].end,
                fused[-2].glued,
                {"year": hundreds * 100 + rest, "spoken": hundreds * 100 + rest},
            )
        ]


def _tens_before(fused: list[Item], words: Words) -> int:
    """Tell how many items before belong to a number word: 1 for "twenty", 2 for "twenty-" or "treinta y"."""
    if fused and "tens" in fused[-1].meaning:
        return 1
    if len(fused) > 1 and "joiner" in fused[-1].meaning and "tens" in fused[-2].meaning:
        return 2
    return 0
