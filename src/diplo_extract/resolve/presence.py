"""Whether a person took part in what the release tells: present, represented, or only mentioned.

A release names people because they took part; so that is the default, and words around every mention speak against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from diplo_extract import lexicon
from diplo_extract.resolve.surface import fold

Value = Literal["present", "represented", "mentioned"]
_WINDOW = 70
_STOP = re.compile(r"[.!?;:]\s|\n")


class Seen(NamedTuple):
    """What tells about the presence of a person, and where."""

    value: Value
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A mention with its courtesy words and titles around it."""

    start: int
    """Where the title or courtesy word before the name begins."""
    end: int
    """Where the title behind the name ends."""
    name_start: int
    name_end: int


@cache
def _table(key: str) -> re.Pattern[str]:
    """Compile the phrases of a list: at the end of what stands before, or at the beginning of what stands behind."""
    phrases = sorted(lexicon.load("en", "people")["presence"][key], key=lambda phrase: (-len(phrase), phrase))
    choice = "|".join(re.escape(fold(phrase)) for phrase in phrases)
    if key.endswith("before"):
        return re.compile(rf"(?:^|[^\w])({choice})(?: (?:the|his|her|its|their))?[\s,]*\Z")
    return re.compile(rf"\A[\s,]*(?:who )?({choice})(?![\w])")


def read_presence(text: str, places: Sequence[Place], speaks: bool, past_only: bool) -> Seen:
    """Give the presence of the person whose mentions are `places`.

    speaks: a quote of this release is the person's; then nobody stood in for her.
    past_only: every title that the text gives the person is of the past.
    """
    found = [seen for place in places if (seen := _at(text, place)) is not None]
    for seen in found:
        if seen.value == "represented":
            return seen
    first = places[0]
    if found and not speaks and len(found) * 2 >= len(places):
        return found[0]
    if past_only and not speaks:
        return Seen("mentioned", "past-office", first.name_start, first.name_end)
    return Seen("present", "speaks" if speaks else "named", first.name_start, first.name_end)


def _at(text: str, place: Place) -> Seen | None:
    before, before_start = _before(text, place.start)
    for value, key in (("represented", "represented_before"), ("mentioned", "mentioned_before")):
        if match := _table(key).search(before):
            start = before_start + match.start(1)
            return _seen(value, key, min(start, place.start), place.name_end)
    behind = _behind(text, place.end)
    for value, key in (("represented", "represented_behind"), ("mentioned", "mentioned_behind")):
        if match := _table(key).match(behind):
            return _seen(value, key, place.name_start, place.end + match.end())
    return None


def _seen(value: str, key: str, start: int, end: int) -> Seen:
    kind: Value = "represented" if value == "represented" else "mentioned"
    return Seen(kind, key.replace("_", "-"), start, end)


def _same_length(text: str) -> str:
    """Fold a text without moving its characters."""
    low = text.replace("’", "'").lower()
    return low if len(low) == len(text) else text


def _before(text: str, start: int) -> tuple[str, int]:
    begin = max(0, start - _WINDOW)
    window = text[begin:start]
    for stop in _STOP.finditer(window):
        begin = max(begin, start - len(window) + stop.end())
    return _same_length(text[begin:start]), begin


def _behind(text: str, end: int) -> str:
    window = text[end : end + _WINDOW]
    stop = _STOP.search(window)
    return _same_length(window[: stop.start()] if stop else window)
