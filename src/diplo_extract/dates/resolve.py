"""From what is written to when it is: nodes resolved against the day of publication and the mention before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from diplo_extract.dates import holidays, periods
from diplo_extract.dates.nodes import (
    Calendar,
    Era,
    Holiday,
    Lasting,
    Length,
    Node,
    Offset,
    Range,
    Reading,
    Slice,
    Unit,
    Window,
    Within,
)
from diplo_extract.dates.numeric import settled
from diplo_extract.dates.periods import Period

NARRATIVE_YEARS = 2
"""A text whose last full date lies further back than this tells a story of that time: "on 30 May" is in its year."""
COARSENESS = {
    "range": 0,
    "day": 0,
    "weekend": 1,
    "week": 1,
    "month": 2,
    "quarter": 3,
    "season": 3,
    "half": 3,
    "year": 4,
    "decade": 5,
}


class Value(NamedTuple):
    """When something is: the period, its EDTF (or duration), and what it was resolved against."""

    period: Period | None
    edtf: str | None
    anchor: str | None = None
    alternatives: tuple[str, ...] = ()


UNKNOWN = Value(None, None)


@dataclass(slots=True)
class Context:
    """What relative expressions are resolved against."""

    reference: date | None
    side: str | None = None
    """Where the sentence's tense points: past, future or None."""
    mention: Period | None = None
    """The last date mentioned before."""
    story_year: int | None = None
    """The year of the last day or month that was written with its year."""


def value_of(reading: Reading, context: Context) -> Value:
    """Give the value of a reading; a date that the calendar does not hold has none."""
    try:
        return _value(reading.node, context)
    except (ValueError, OverflowError):
        return UNKNOWN


def _value(node: Node, context: Context) -> Value:
    match node:
        case Calendar():
            return _calendar(node, context)
        case Era():
            return _known(periods.century(node.number) if node.unit == "century" else periods.decade(node.number))
        case Unit():
            return _unit(node, context)
        case Offset():
            return _offset(node, context)
        case Length():
            return Value(None, periods.length(node.count, node.unit))
        case Window():
            return _window(node, context)
        case Within():
            return _within(node, context)
        case Range():
            return _range(node, context)
        case Slice():
            return _slice(node, context)
        case Lasting():
            return _lasting(node, context)
        case Holiday():
            return _holiday(node, context)
    return UNKNOWN


def _known(period: Period, anchor: str | None = None, alternatives: tuple[str, ...] = ()) -> Value:
    return Value(period, period.edtf, anchor, alternatives)


def _calendar(node: Calendar, context: Context) -> Value:
    if node.other:
        return _either(node, replace(node.other, weekday=node.weekday), context)
    if node.year:
        return _known(_written(node, node.year))
    if node.month or node.season or node.quarter or node.half:
        return _without_year(node, context)
    if node.weekday and node.day:
        return _weekday_number(node, context)
    if node.weekday:
        return _weekday(node, context)
    return UNKNOWN


def _either(node: Calendar, other: Calendar, context: Context) -> Value:
    """Give the reading of 05/06/2024 that lies nearer to the publication, with the other as alternative."""
    first, second = _calendar(replace(node, other=None), context), _calendar(other, context)
    if node.weekday and second.period and second.period.first.isoweekday() == node.weekday:
        first, second = second, first
    elif first.period and second.period and context.reference:
        if _distance(second.period, context.reference) < _distance(first.period, context.reference):
            first, second = second, first
    others = (*((second.edtf,) if second.edtf else ()), *first.alternatives)
    return first._replace(alternatives=others)


def _either_range(node: Range, context: Context) -> Value:
    """Read both ends in one order; where both orders give a range, the nearer one comes first."""
    shown = {end.order for end in (node.first, node.last) if isinstance(end, Calendar) and end.order}
    values = [_range(settled(node, order), context) for order in (shown or ("dmy", "mdy"))]
    known = [value for value in values if value.period]
    if context.reference:
        reference = context.reference
        known.sort(key=lambda value: _distance(value.period, reference) if value.period else 0)
    if not known:
        return UNKNOWN
    return known[0]._replace(alternatives=tuple(value.edtf for value in known[1:] if value.edtf))


def _weekday_number(node: Calendar, context: Context) -> Value:
    reference = context.reference
    if reference is None:
        return UNKNOWN
    candidates = []
    for distance in range(-12, 13):
        month = periods.moved(reference.replace(day=1), distance, "month")
        try:
            moment = month.replace(day=node.day or 1)
        except ValueError:
            continue
        if moment.isoweekday() == node.weekday:
            candidates.append(periods.around(moment, "day"))
    if not candidates:
        return UNKNOWN
    chosen = _chosen(candidates, reference, context.side, None)
    return _known(chosen, "publication", _other_side(candidates, chosen, reference))


def _written(node: Calendar, year: int) -> Period:
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


def _without_year(node: Calendar, context: Context) -> Value:
    reference = context.reference
    story = context.story_year
    if story and node.direction is None and context.side != "future" and (node.month or node.season):
        if reference is None or reference.year - story >= NARRATIVE_YEARS:
            return _known(_written(node, story), "mention")
    if reference is None:
        return Value(None, _unknown_year(node)) if node.month else UNKNOWN
    candidates = _candidates(node, reference.year)
    if node.weekday and node.day:
        fitting = [period for period in candidates if period.first.isoweekday() == node.weekday]
        near = [period for period in fitting if abs(period.first.year - reference.year) <= 1]
        candidates = near or [period for period in candidates if abs(period.first.year - reference.year) <= 1]
    chosen = _chosen(candidates, reference, _side(node.direction, context.side), node.direction)
    others = () if node.direction is not None or context.side else _other_side(candidates, chosen, reference)
    return _known(chosen, "publication", others)


def _unknown_year(node: Calendar) -> str:
    return f"XXXX-{node.month:02}-{node.day:02}" if node.day else f"XXXX-{node.month:02}"


def _candidates(node: Calendar, around: int) -> list[Period]:
    reach = 6 if node.weekday else 4 if (node.month, node.day) == (2, 29) else 1
    found = []
    for year in range(max(1, around - reach), around + reach + 1):
        try:
            found.append(_written(node, year))
        except ValueError:
            continue
    return found


def _side(direction: int | None, tense: str | None) -> str | None:
    if direction:
        return "past" if direction < 0 else "future"
    return None if direction == 0 else tense


def _chosen(candidates: list[Period], reference: date, side: str | None, direction: int | None) -> Period:
    strict = bool(direction)
    past = [period for period in candidates if (period.last < reference if strict else period.first <= reference)]
    future = [period for period in candidates if (period.first > reference if strict else period.last >= reference)]
    if side == "past" and past:
        return past[-1]
    if side == "future" and future:
        return future[0]
    return min(candidates, key=lambda period: (_distance(period, reference), period.first > reference))


def _distance(period: Period, moment: date) -> int:
    if period.first <= moment <= period.last:
        return 0
    return min(abs((period.first - moment).days), abs((period.last - moment).days))


def _other_side(candidates: list[Period], chosen: Period, reference: date) -> tuple[str, ...]:
    if chosen.first <= reference <= chosen.last:
        return ()
    if chosen.first > reference:
        others = [period for period in candidates if period.last < reference][-1:]
    else:
        others = [period for period in candidates if period.first > reference][:1]
    return tuple(period.edtf for period in others)


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
    return _known(periods.around(moment, "day"), "publication", alternatives)


def _unit(node: Unit, context: Context) -> Value:
    if node.unit == "fiscal year":
        return UNKNOWN
    if node.from_mention:
        if context.mention is None:
            return _unit(replace(node, from_mention=False), context) if node.shift > 0 else UNKNOWN
        base, anchor = context.mention.first, "mention"
        if COARSENESS.get(context.mention.precision, 6) > COARSENESS.get(node.unit, 6):
            return UNKNOWN
    elif context.reference is None:
        return UNKNOWN
    else:
        base, anchor = context.reference, "publication"
    unit = "day" if node.unit == "workday" else node.unit
    shift = node.shift
    if unit == "weekend" and not shift and context.side == "past" and base.isoweekday() < 6:
        shift = -1
    if unit in ("month", "quarter", "half", "year", "decade", "century"):
        base = base.replace(day=1)
    return _known(periods.around(periods.moved(base, shift, unit), unit), anchor)


def _offset(node: Offset, context: Context) -> Value:
    if node.base is not None:
        value = _value(node.base, context)
        base, anchor = value.period, value.anchor
    elif node.from_mention:
        base, anchor = context.mention, "mention"
    else:
        base = periods.around(context.reference, "day") if context.reference else None
        anchor = "publication"
    if base is None:
        return UNKNOWN
    if node.or_length and context.side != "future":
        moment = periods.moved(base.first, node.count, node.unit)
        return Value(None, periods.length(node.count, node.unit), None, (moment.isoformat(),))
    exact = periods.moved(base.first if node.count < 0 or node.base else base.last, node.count, node.unit)
    if node.base is not None and base.precision == "day":
        return _known(periods.around(exact, "day"), anchor)
    unit = max(node.unit, base.precision, key=lambda name: COARSENESS.get(name, 0))
    period = periods.around(exact, "year" if unit in ("decade", "century") else unit)
    if base.precision != "day" or period.first == period.last:
        return _known(period, anchor)
    return _known(period, anchor, (exact.isoformat(),))


def _window(node: Window, context: Context) -> Value:
    duration = periods.length(node.count, node.unit)
    if context.reference is None:
        return Value(None, duration)
    if node.side < 0:
        first, last = periods.moved(context.reference, -node.count, node.unit), context.reference
    else:
        first = context.reference + timedelta(not node.from_today)
        last = periods.moved(context.reference, node.count, node.unit)
    return Value(None, duration, "publication", (f"{first.isoformat()}/{last.isoformat()}",))


def _within(node: Within, context: Context) -> Value:
    inside = _value(node.inside, context)
    if inside.period is None:
        return UNKNOWN
    period = inside.period
    if node.number == 0:
        return _known(periods.around(period.first, node.unit), inside.anchor)
    if node.unit in ("weekday", "week"):
        weekday = node.weekday or 4
        moment = _nth_weekday(period, weekday, node.number)
        if moment is None:
            return UNKNOWN
        return _known(periods.around(moment, "day" if node.unit == "weekday" else "week"), inside.anchor)
    start = period.first if node.number > 0 else period.last
    moment = periods.moved(start, node.number - 1 if node.number > 0 else node.number + 1, node.unit)
    part = periods.around(moment, node.unit)
    return _known(part, inside.anchor) if period.first <= part.first and part.last <= period.last else UNKNOWN


def _slice(node: Slice, context: Context) -> Value:
    inside = _value(node.inside, context)
    if inside.period is None:
        return UNKNOWN
    first, last = inside.period.first, inside.period.last
    if node.count > 0:
        last = min(last, periods.moved(first, node.count, node.unit) - timedelta(1))
    else:
        first = max(first, periods.moved(last + timedelta(1), node.count, node.unit))
    return _known(Period(first, last, "range"), inside.anchor)


def _lasting(node: Lasting, context: Context) -> Value:
    begin = _value(node.first, context)
    if begin.period is None:
        return UNKNOWN
    first = begin.period.first
    return _known(Period(first, periods.moved(first, node.count, node.unit) - timedelta(1), "range"), begin.anchor)


def _holiday(node: Holiday, context: Context) -> Value:
    if node.year:
        return _known(holidays.day_of(node.rule, node.year))
    if context.reference is None:
        return UNKNOWN
    around = context.reference.year
    candidates = [holidays.day_of(node.rule, year) for year in range(around - 1, around + 2)]
    chosen = _chosen(candidates, context.reference, _side(node.direction, context.side), node.direction)
    return _known(chosen, "publication", () if node.direction else _other_side(candidates, chosen, context.reference))


def _nth_weekday(period: Period, weekday: int, number: int) -> date | None:
    """Give the nth such weekday of a period; weeks are counted by their Thursdays, as ISO 8601 does."""
    if number > 0:
        moment = period.first + timedelta((weekday - period.first.isoweekday()) % 7 + 7 * (number - 1))
    else:
        moment = period.last - timedelta((period.last.isoweekday() - weekday) % 7 + 7 * (-number - 1))
    return moment if period.first <= moment <= period.last else None


def _range(node: Range, context: Context) -> Value:
    first, last = node.first, node.last
    if (isinstance(first, Calendar) and first.other) or (isinstance(last, Calendar) and last.other):
        return _either_range(node, context)
    if isinstance(first, Calendar) and isinstance(last, Calendar) and (first.month or first.season):
        first, last = _with_common_year(first, last)
        if not first.year and not last.year and first.direction is None and context.reference and last.month:
            return _range_without_year(first, last, context)
    begin = _value(first, context)
    if begin.period is None:
        return _without_reference(first, last, begin.edtf)
    later = replace(context, side="future", reference=begin.period.first, story_year=None)
    fixed = isinstance(last, Unit | Offset) or (isinstance(last, Calendar) and last.year is not None)
    end = _value(last, context if fixed else later)
    if end.period is None or end.period.last < begin.period.first:
        return UNKNOWN
    edtf = f"{begin.period.edtf.split('/')[0]}/{end.period.edtf.split('/')[-1]}"
    if begin.edtf == end.edtf:
        edtf = begin.edtf or edtf
    whole = Period(begin.period.first, end.period.last, "range")
    return Value(whole, edtf, begin.anchor or end.anchor, _other_ranges(begin, end))


def _range_without_year(first: Calendar, last: Calendar, context: Context) -> Value:
    """Choose the year of the whole: "between August and October", said in September, is now."""
    begin = _without_year(first, context)
    if begin.anchor == "mention" or (first.weekday and first.day) or begin.period is None or not context.reference:
        years = [begin.period.first.year] if begin.period else []
    else:
        years = [context.reference.year + offset for offset in (-1, 0, 1)]
    found: list[tuple[Period, str]] = []
    for year in years:
        opening, closing = _with_common_year(replace(first, year=year, other=None), replace(last, other=None))
        try:
            start, end = _written(opening, opening.year or year), _written(closing, closing.year or year)
        except ValueError:
            continue
        found.append((Period(start.first, end.last, "range"), f"{start.edtf}/{end.edtf}"))
    if not found or not context.reference:
        return UNKNOWN
    wholes = [period for period, _ in found]
    chosen = _chosen(wholes, context.reference, context.side, None)
    names = dict(found)
    other = () if context.side else _other_side(wholes, chosen, context.reference)
    return Value(chosen, names[chosen], begin.anchor, tuple(names[period] for period in wholes if period.edtf in other))


def _other_ranges(begin: Value, end: Value) -> tuple[str, ...]:
    if len(begin.alternatives) == len(end.alternatives) == 1:
        return (f"{begin.alternatives[0]}/{end.alternatives[0]}",)
    return ()


def _with_common_year(first: Calendar, last: Calendar) -> tuple[Calendar, Calendar]:
    """Give both ends the year that one of them has: "28 June to 2 July 2024", "November to February 2017"."""
    if last.year and not first.year and first.direction is None:
        before = (first.month or 0, first.day or 0) > (last.month or 12, last.day or 31)
        return replace(first, year=last.year - before), last
    if first.year and not last.year and last.month:
        after = (last.month, last.day or 31) < (first.month or 0, first.day or 0)
        return first, replace(last, year=first.year + after)
    return first, last


def _without_reference(first: Node, last: Node, begin: str | None) -> Value:
    """Give what is known of a range whose year nothing fixes: its months and days."""
    if begin and isinstance(last, Calendar) and last.month:
        return Value(None, f"{begin}/{_unknown_year(last)}")
    return UNKNOWN


Resolve = Callable[[Reading, Context], Value]
