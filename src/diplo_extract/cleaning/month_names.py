"""Dates in languages without a grammar of their own: day, month name, year; year, month, day with their signs."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from diplo_extract import lexicon
from diplo_extract.edtf import is_point

# 2024年6月3日, 2024년 6월 3일
_SIGNED = re.compile(r"((?:19|20)\d\d)\s?[年년.]\s?(\d{1,2})\s?[月월.]\s?(\d{1,2})\s?[日일]?")
_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|º|°)?\s{1,3}(?:de\s|di\s)?([^\W\d_]{2,14}(?:\s[^\W\d_]{4,6})?)\.?,?\s{1,3}(?:de\s|del\s)?((?:19|20)\d\d)(?!\d)"
)


class Dated(NamedTuple):
    """A date and the characters that gave it."""

    value: str
    text: str


def named_date(text: str, language: str) -> Dated | None:
    """Give the first date with a month name, or with the signs of East Asia."""
    match = _SIGNED.search(text)
    if match:
        return _dated(match[1], int(match[2]), int(match[3]), match[0])
    for match in _NAMED.finditer(text):
        month = _month(match[2].casefold(), language)
        if month:
            return _dated(match[3], month, int(match[1]), match[0])
    return None


def _dated(year: str, month: int, day: int, text: str) -> Dated | None:
    value = f"{year}-{month:02}-{day:02}"
    return Dated(value, text) if is_point(value) else None


def _month(word: str, language: str) -> int | None:
    return next((month for beginning, month in _beginnings(language) if word.startswith(beginning)), None)


@cache
def _beginnings(language: str) -> list[tuple[str, int]]:
    """Give (beginning, month), the longest first: "července" is July, "červ" June."""
    table = lexicon.load("page", "months").get(language, [])
    pairs = [(beginning, month) for month, forms in enumerate(table, 1) for beginning in forms]
    return sorted(pairs, key=lambda pair: -len(pair[0]))
