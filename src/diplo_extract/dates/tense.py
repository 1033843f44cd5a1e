"""Where a sentence points: the past or the future, told by the verb nearest to the date."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

REACH = 300
_SENTENCE_START = re.compile(r"[.!?]\s+(?=[\"“«‘(]?[^\W\d_a-z])|\n")


@cache
def _verbs(future: str, past: str, suffix: str, present: str) -> re.Pattern[str]:
    endings = rf"|\w{{2,20}}(?:{suffix})" if suffix else ""
    following = r"\b(?:\s\w{1,15}){0,2}"
    now = rf"|(?P<present>(?:{present}){following})" if present else ""
    return re.compile(rf"\b(?:(?P<future>(?:{future}){following}){now}|(?P<past>(?:{past}){endings})\b)", re.IGNORECASE)


def side(text: str, start: int, end: int, table: dict[str, Any]) -> str | None:
    """Give past, future or None for the date at text[start:end]."""
    if not table:
        return None
    verbs = _verbs(table["future"], table["past"], table.get("past_suffix", ""), table.get("present", ""))
    left, right = sentence(text, start, end)
    nearest: tuple[int, str] | None = None
    for match in verbs.finditer(text, left, right):
        if start <= match.start() < end:
            continue
        # a verb after the date is less likely to be its own than the one before
        distance = max(0, start - match.end()) if match.start() < start else 2 * (match.start() - end)
        if nearest is None or distance < nearest[0]:
            nearest = (distance, match.lastgroup or "past")
    return nearest[1] if nearest else None


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the borders of the sentence around text[start:end], looked for within reach."""
    left = max(0, start - REACH)
    for match in _SENTENCE_START.finditer(text, left, start):
        left = match.end()
    after = _SENTENCE_START.search(text, end, min(len(text), end + REACH))
    return left, after.start() if after else min(len(text), end + REACH)
