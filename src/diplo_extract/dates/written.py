"""Resolves calendar dates as far as they are written: the year of "3 May", the day of "Friday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from diplo_extract.dates import periods
from diplo_extract.dates.context import UNKNOWN, Context, Value, chosen_of, distance, known, other_side, side_of
from diplo_extract.dates.nodes import Calendar
from diplo_extract.dates.periods import Period

NEAR_DAYS = 60
NARRATIVE_YEARS = 2
"""A text whose last full date lies further back than this tells a story of that time: "on 30 May" is in its year."""


def calendar(node: Calendar, context: Context) -> Value:
    """Give the value of a calendar date."""
    if node.other:
        return _either(node, replace(node.other, weekday=node.weekday), context)
    if node.year:
        return known(written(node, node.year))
    if node.month or node.season or node.quarter or node.half:
        return without_year(node, context)
    if node.weekday and node.day:
        return _weekday_number(node, context)
    if node.weekday:
        return _weekday(node, context)
    return _day_alone(node, context) if node.day else UNKNOWN


def _either(node: Calendar, other: Calendar, context: Context) -> Value:
    """Give the reading of 05/06/2024 that lies nearer to the publication, with the other as alternative."""
    first, second = calendar(replace(node, other=None), context), calendar(other, context)
    if node.weekday and second.period and second.period.first.isoweekday() == node.weekday:
        first, second = second, first
    elif first.period and second.period and context.reference:
        nearness = distance(first.period, context.reference), distance(second.period, context.reference)
        if nearness[1] < nearness[0]:
            first, second = second, first
    others = (*((second.edtf,) if second.edtf else ()), *first.alternatives)
    return first._replace(alternatives=others)


def _day_alone(node: Calendar, context: Context) -> Value:
    """Give "the 18th" in the month of the day told before, where that is of this time, else by tense."""
    told = context.day.first if context.day else None
    near = told is not None and context.reference is not None and abs((told - context.reference).days) <= NEAR_DAYS
    moment = told if near else context.reference
    if moment is None:
        return UNKNOWN
    candidates = []
    for months in (-1, 0, 1):
        month = periods.moved(moment.replace(day=1), months, "month")
        try:
            candidates.append(periods.around(month.replace(day=node.day or 1), "day"))
        except ValueError:
            continue
    if near:
        return known(min(candidates, key=lambda period: distance(period, moment)), "mention")
    return known(chosen_of(candidates, moment, context.side, None), "publication")


def _weekday_number(node: Calendar, context: Context) -> Value:
    reference = context.reference
    if reference is None:
        return UNKNOWN
    candidates = []
    for months in range(-12, 13):
        month = periods.moved(reference.replace(day=1), months, "month")
        try:
            moment = month.replace(day=node.day or 1)
        except ValueError:
            continue
        if moment.isoweekday() == node.weekday:
            candidates.append(periods.around(moment, "day"))
    if not candidates:
        return UNKNOWN
    chosen = chosen_of(candidates, reference, context.side, None)
    return known(chosen, "publication", other_side(candidates, chosen, reference))


def written(node: Calendar, year: int) -> Period:
    """Give the period that the written parts name, in a year; raises ValueError for 31 February."""
    if node.day and node.month:
        return periods.day(year, node.month, node.day)
    if node.month:
        return periods.month(year, node.month)
    if node.season:
        return periods.season(node.season, year)
    if node.quarter:
        return periods.quarter(node.quarter, year)
    if node.half:
        return periods.half(node.half, year)
    return periods.year(year)


def without_year(node: Calendar, context: Context) -> Value:
    """Give the value of a date whose year is not written: by tense, by the story, by nearness."""
    reference = context.reference
    if node.year_shift is not None:
        return known(written(node, reference.year + node.year_shift), "publication") if reference else _unknown(node)
    if (story := _story_year(node, context)) is not None:
        return known(written(node, story), "mention")
    if reference is None:
        return _unknown(node)
    candidates = _candidates(node, reference.year)
    if node.weekday and node.day:
        fitting = [period for period in candidates if period.first.isoweekday() == node.weekday]
        near = [period for period in fitting if abs(period.first.year - reference.year) <= 1]
        candidates = near or [period for period in candidates if abs(period.first.year - reference.year) <= 1]
    # "the roof was mended before the winter": the tense of the verb says nothing about a season
    tense = None if node.season else context.side
    if node.season and node.direction == 0 and (this := _this_season(candidates, reference, context.side)):
        return known(this, "publication")
    chosen = chosen_of(candidates, reference, side_of(node.direction, tense), node.direction)
    others = () if node.direction is not None or context.side else other_side(candidates, chosen, reference)
    return known(chosen, "publication", others)


def _this_season(candidates: list[Period], reference: date, side: str | None) -> Period | None:
    """Give the season of this year: "runs through this fall", said in January; of a winter the year says nothing."""
    year = reference.year
    by_year = {period.first.year: period for period in candidates if period.first.year == period.last.year}
    over = side == "past" and year in by_year and by_year[year].first > reference
    return by_year.get(year - 1 if over else year)


def _story_year(node: Calendar, context: Context) -> int | None:
    """Give the year that the text was speaking of, where the date belongs to it and not to the publication."""
    reference, story = context.reference, context.story_year
    told = node.direction is None and context.side != "future" and (node.month or node.season)
    if not (story and told):
        return None
    if reference is None:
        return story
    if reference.year - story < NARRATIVE_YEARS:
        return None
    # "the landslide of 3 May 2010 ... The summit opened on Thursday 10 September": the weekday is of this year
    near = [story] if not (node.weekday and node.day and node.month) else _fitting_years(node, reference.year)
    return story if story in near or not near else None


def _fitting_years(node: Calendar, around: int) -> list[int]:
    found = [period for period in _candidates(node, around) if abs(period.first.year - around) <= 1]
    return [period.first.year for period in found if period.first.isoweekday() == node.weekday]


def unknown_year(node: Calendar) -> str:
    """Give what EDTF can say of a date without year; raises ValueError for 31 February."""
    leap = written(node, 2000).edtf
    return f"XXXX{leap[4:]}"


def _unknown(node: Calendar) -> Value:
    return Value(None, unknown_year(node)) if node.month else UNKNOWN


def _candidates(node: Calendar, around: int) -> list[Period]:
    reach = 6 if node.weekday else 4 if (node.month, node.day) == (2, 29) else 1
    found = []
    for year in range(max(1, around - reach), around + reach + 1):
        try:
            found.append(written(node, year))
        except ValueError:
            continue
    return found


def _weekday(node: Calendar, context: Context) -> Value:
    reference = context.reference
    if reference is None or node.weekday is None:
        return UNKNOWN
    ahead = (node.weekday - reference.isoweekday()) % 7
    coming = reference + timedelta(ahead)
    past = coming - timedelta(7) if ahead else reference
    this_week = periods.week(reference).first + timedelta(node.weekday - 1)
    match node.direction:
        case -1:
            moment, other = (past if ahead else past - timedelta(7)), this_week - timedelta(7)
        case 1:
            moment, other = this_week + timedelta(7), (coming if ahead else coming + timedelta(7))
        case 0:
            moment = other = coming if this_week < reference and context.side == "future" else this_week
        case 2:
            moment = other = coming if ahead else coming + timedelta(7)
        case -2:
            moment = other = past if ahead else past - timedelta(7)
        case _:
            moment, other = (coming, past) if context.side == "future" else (past, coming)
    alternatives = () if other == moment else (other.isoformat(),)
    return known(periods.around(moment, "day"), "publication", alternatives)
