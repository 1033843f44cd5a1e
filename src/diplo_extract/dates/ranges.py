"""Resolves ranges: what one end lacks, the other may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diplo_extract.dates.context import UNKNOWN, Context, Value, chosen_of, distance, other_side
from diplo_extract.dates.nodes import Calendar, Node, Offset, Range, Unit
from diplo_extract.dates.numeric import settled
from diplo_extract.dates.periods import Period
from diplo_extract.dates.written import unknown_year, without_year, written

Resolve = Callable[[Node, Context], Value]


def _either_range(node: Range, context: Context, resolve: Resolve) -> Value:
    """Read both ends in one order; where both orders give a range, the nearer one comes first."""
    shown = {end.order for end in (node.first, node.last) if isinstance(end, Calendar) and end.order}
    values = [date_range(settled(node, order), context, resolve) for order in (shown or ("dmy", "mdy"))]
    known = [value for value in values if value.period]
    if context.reference:
        reference = context.reference
        known.sort(key=lambda value: distance(value.period, reference) if value.period else 0)
    if not known:
        return UNKNOWN
    return known[0]._replace(alternatives=tuple(value.edtf for value in known[1:] if value.edtf))


def date_range(node: Range, context: Context, resolve: Resolve) -> Value:
    """Give the value of a range; `resolve` gives that of its ends."""
    first, last = node.first, node.last
    if (isinstance(first, Calendar) and first.other) or (isinstance(last, Calendar) and last.other):
        return _either_range(node, context, resolve)
    if isinstance(first, Calendar) and isinstance(last, Calendar) and (first.month or first.season):
        first, last = with_common_year(first, last)
        if not first.year and not last.year and first.direction is None and context.reference and last.month:
            return _range_without_year(first, last, context)
    begin = resolve(first, context)
    if begin.period is None:
        return _without_reference(first, last, begin.edtf)
    later = replace(context, side="future", reference=begin.period.first, story_year=None)
    fixed = isinstance(last, Unit | Offset) or (isinstance(last, Calendar) and last.year is not None)
    end = resolve(last, context if fixed else later)
    if end.period is None or end.period.last < begin.period.first:
        return UNKNOWN
    edtf = f"{begin.period.edtf.split('/')[0]}/{end.period.edtf.split('/')[-1]}"
    if begin.edtf == end.edtf:
        edtf = begin.edtf or edtf
    whole = Period(begin.period.first, end.period.last, "range")
    return Value(whole, edtf, begin.anchor or end.anchor, _other_ranges(begin, end))


def _range_without_year(first: Calendar, last: Calendar, context: Context) -> Value:
    """Choose the year of the whole: "between August and October", said in September, is now."""
    begin = without_year(first, context)
    if begin.anchor == "mention" or (first.weekday and first.day) or begin.period is None or not context.reference:
        years = [begin.period.first.year] if begin.period else []
    else:
        years = [context.reference.year + offset for offset in (-1, 0, 1)]
    found: list[tuple[Period, str]] = []
    for year in years:
        opening, closing = with_common_year(replace(first, year=year, other=None), replace(last, other=None))
        try:
            start, end = written(opening, opening.year or year), written(closing, closing.year or year)
        except ValueError:
            continue
        found.append((Period(start.first, end.last, "range"), f"{start.edtf}/{end.edtf}"))
    if not found or not context.reference:
        return UNKNOWN
    wholes = [period for period, _ in found]
    chosen = chosen_of(wholes, context.reference, context.side, None)
    names = dict(found)
    other = () if context.side else other_side(wholes, chosen, context.reference)
    return Value(chosen, names[chosen], begin.anchor, tuple(names[period] for period in wholes if period.edtf in other))


def _other_ranges(begin: Value, end: Value) -> tuple[str, ...]:
    if len(begin.alternatives) == len(end.alternatives) == 1:
        return (f"{begin.alternatives[0]}/{end.alternatives[0]}",)
    return ()


def with_common_year(first: Calendar, last: Calendar) -> tuple[Calendar, Calendar]:
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
        return Value(None, f"{begin}/{unknown_year(last)}")
    return UNKNOWN
