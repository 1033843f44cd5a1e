"""From what is written to when it is: nodes resolved against the day of publication and the mention before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from diplo_extract.dates import holidays, periods
from diplo_extract.dates.context import UNKNOWN, Context, Value, chosen_of, known, other_side, side_of
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
from diplo_extract.dates.periods import Period
from diplo_extract.dates.ranges import date_range
from diplo_extract.dates.written import calendar

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


def value_of(reading: Reading, context: Context) -> Value:
    """Give the value of a reading; a date that the calendar does not hold has none."""
    try:
        return _value(reading.node, context)
    except (ValueError, OverflowError):
        return UNKNOWN


def _value(node: Node, context: Context) -> Value:
    match node:
        case Calendar():
            return calendar(node, context)
        case Era():
            return known(periods.century(node.number) if node.unit == "century" else periods.decade(node.number))
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
            return date_range(node, context, _value)
        case Slice():
            return _slice(node, context)
        case Lasting():
            return _lasting(node, context)
        case Holiday():
            return _holiday(node, context)
    return UNKNOWN


def _unit(node: Unit, context: Context) -> Value:
    if node.unit == "fiscal year":
        return UNKNOWN
    if node.from_mention:
        if context.mention is None:
            return _unit(replace(node, from_mention=False), context) if node.shift > 0 else UNKNOWN
        mention = (context.day if node.unit == "day" else None) or context.mention
        base, anchor = mention.first, "mention"
        if COARSENESS.get(mention.precision, 6) > COARSENESS.get(node.unit, 6):
            return UNKNOWN
    elif context.reference is None:
        return UNKNOWN
    else:
        base, anchor = context.reference, "publication"
    unit = "day" if node.unit == "workday" else node.unit
    shift = node.shift
    if unit == "weekend" and not shift and context.side == "past" and base.isoweekday() < 6:
        shift = -1
    return known(periods.around(periods.moved(base, shift, unit), unit), anchor)


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
        return known(periods.around(exact, "day"), anchor)
    unit = max(node.unit, base.precision, key=lambda name: COARSENESS.get(name, 0))
    period = periods.around(exact, "year" if unit in ("decade", "century") else unit)
    if base.precision != "day" or period.first == period.last:
        return known(period, anchor)
    return known(period, anchor, (exact.isoformat(),))


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
        return known(periods.around(period.first, node.unit), inside.anchor)
    if node.unit in ("weekday", "week"):
        weekday = node.weekday or 4
        moment = _nth_weekday(period, weekday, node.number)
        if moment is None:
            return UNKNOWN
        return known(periods.around(moment, "day" if node.unit == "weekday" else "week"), inside.anchor)
    start = period.first if node.number > 0 else period.last
    moment = periods.moved(start, node.number - 1 if node.number > 0 else node.number + 1, node.unit)
    part = periods.around(moment, node.unit)
    return known(part, inside.anchor) if period.first <= part.first and part.last <= period.last else UNKNOWN


def _slice(node: Slice, context: Context) -> Value:
    inside = _value(node.inside, context)
    if inside.period is None:
        return UNKNOWN
    first, last = inside.period.first, inside.period.last
    if node.count > 0:
        last = min(last, periods.moved(first, node.count, node.unit) - timedelta(1))
    else:
        first = max(first, periods.moved(last + timedelta(1), node.count, node.unit))
    return known(Period(first, last, "range"), inside.anchor)


def _lasting(node: Lasting, context: Context) -> Value:
    begin = _value(node.first, context)
    if begin.period is None:
        return UNKNOWN
    first = begin.period.first
    return known(Period(first, periods.moved(first, node.count, node.unit) - timedelta(1), "range"), begin.anchor)


def _holiday(node: Holiday, context: Context) -> Value:
    if node.year:
        return known(holidays.day_of(node.rule, node.year))
    if context.reference is None:
        return UNKNOWN
    around = context.reference.year
    candidates = [holidays.day_of(node.rule, year) for year in range(around - 1, around + 2)]
    chosen = chosen_of(candidates, context.reference, side_of(node.direction, context.side), node.direction)
    return known(chosen, "publication", () if node.direction else other_side(candidates, chosen, context.reference))


def _nth_weekday(period: Period, weekday: int, number: int) -> date | None:
    """Give the nth such weekday of a period; weeks are counted by their Thursdays, as ISO 8601 does."""
    if number > 0:
        moment = period.first + timedelta((weekday - period.first.isoweekday()) % 7 + 7 * (number - 1))
    else:
        moment = period.last - timedelta((period.last.isoweekday() - weekday) % 7 + 7 * (-number - 1))
    return moment if period.first <= moment <= period.last else None
