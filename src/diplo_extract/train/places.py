"""Tells the two kinds of places apart where a corpus has one label for both: governed ones (GPE) and the rest (LOC)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from diplo_extract.train.passages import split_words
from diplo_extract.train.words import table

GOVERNED, LAND = ("GPE",), ("LOC",)
EITHER = ("GPE", "LOC")


@dataclass(frozen=True, slots=True)
class _Known:
    choices: dict[tuple[str, ...], tuple[str, ...]]
    nature_ends: frozenset[str]
    nature_begins: frozenset[str]
    governed_ends: frozenset[str]
    governed_begins: frozenset[str]


@cache
def _known() -> _Known:
    places = table("places")
    choices: dict[tuple[str, ...], tuple[str, ...]] = {}
    for kind, label in (("region", LAND), ("nature", LAND), ("city", GOVERNED), ("country", GOVERNED)):
        choices |= dict.fromkeys(map(_folded, places[kind]), label)
    for kind in ("province", "more_governed"):
        choices |= dict.fromkeys(map(_folded, places[kind]), GOVERNED)
    ends = (frozenset(places[name]) for name in _Known.__slots__[1:])
    return _Known(choices, *ends)


def _folded(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in split_words(name))


def place_choices(words: Sequence[str]) -> tuple[str, ...]:
    """Give the labels a place may have: one when its words tell, else both."""
    known = _known()
    found = known.choices.get(tuple(word.casefold() for word in words))
    if found:
        return found
    if len(words) > 1:
        if words[-1] in known.nature_ends or words[0] in known.nature_begins:
            return LAND
        if words[-1] in known.governed_ends or words[0] in known.governed_begins:
            return GOVERNED
    return EITHER
