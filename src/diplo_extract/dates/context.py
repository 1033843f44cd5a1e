"""What a date is resolved against, what comes of it, and the choice between years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from diplo_extract.dates.periods import Period


class Value(NamedTuple):
    """When something is: the period, its EDTF (or duration), and what it was resolved against."""

    period: Period | None
    edtf: str | None
    anchor: str | None = None
    alternatives: tuple[str, ...] = ()


UNKNOWN = Value(None, None)
GRACE_DAYS = 7
LONG_DAYS = 180


@dataclass(slots=True)
class Context:
    """What relative expressions are resolved against."""

    reference: date | None
    side: str | None = None
    """Where the sentence's tense points: past, future or None."""
    mention: Period | None = None
    """The last date mentioned before."""
    day: Period | None = None
    """The last day mentioned before: "the same day" passes over a year named since."""
    story_year: int | None = None
    """The year of the last day or month that was written with its year."""


def known(period: Period, anchor: str | None = None, alternatives: tuple[str, ...] = ()) -> Value:
    """Give the value of a period that is fixed."""
    return Value(period, period.edtf, anchor, alternatives)


def side_of(direction: int | None, tense: str | None) -> str | None:
    """Give past or future: by the word ("last May"), else by the tense."""
    if direction:
        return "past" if direction < 0 else "future"
    return None if direction == 0 else tense


def chosen_of(candidates: list[Period], reference: date, side: str | None, direction: int | None) -> Period:
    """Give the period on that side of the reference, the nearest one where no side is told."""
    strict = bool(direction)
    past = [period for period in candidates if (period.last < reference if strict else period.first <= reference)]
    future = [period for period in candidates if (period.first > reference if strict else period.last >= reference)]
    nearest = min(candidates, key=lambda period: (distance(period, reference), period.first > reference))
    told = past[-1] if side == "past" and past else future[0] if side == "future" and future else nearest
    # "ended on 5 June", on a page of 3 June: a page may be dated some days off, the tense does not mean a year
    off = not strict and distance(nearest, reference) <= GRACE_DAYS and distance(told, reference) > LONG_DAYS
    return nearest if off else told


def distance(period: Period, moment: date) -> int:
    """Give the days between a period and a day; none when it holds the day."""
    if period.first <= moment <= period.last:
        return 0
    return min(abs((period.first - moment).days), abs((period.last - moment).days))


def other_side(candidates: list[Period], chosen: Period, reference: date) -> tuple[str, ...]:
    """Give the period on the other side of the reference, as another reading."""
    if chosen.first <= reference <= chosen.last:
        return ()
    if chosen.first > reference:
        others = [period for period in candidates if period.last < reference][-1:]
    else:
        others = [period for period in candidates if period.first > reference][:1]
    return tuple(period.edtf for period in others)
