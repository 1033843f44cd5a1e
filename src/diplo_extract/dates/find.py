"""Finds the dates of a text and says when they are."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from diplo_extract.dates.context import Context, Value
from diplo_extract.dates.grammar import readings
from diplo_extract.dates.nodes import Calendar, Length, Node, Offset, Range, Reading, Repeated, Unit, Window
from diplo_extract.dates.numeric import order_of, ordered
from diplo_extract.dates.place import REACH, Place
from diplo_extract.dates.refuse import reason
from diplo_extract.dates.resolve import value_of
from diplo_extract.dates.tense import Tense
from diplo_extract.dates.words import language

Kind = Literal["point", "interval", "duration", "set", "vague"]
Anchor = Literal["publication", "mention"]


class DateMention(NamedTuple):
    """One date expression; `text[start:end]` are its characters."""

    start: int
    end: int
    kind: Kind
    value: str | None
    """EDTF, or an ISO 8601 duration; None when nothing fixes it."""
    precision: str | None = None
    qualifier: str | None = None
    anchor: Anchor | None = None
    alternatives: tuple[str, ...] = ()
    time: str | None = None
    rule: str = ""
    parts: tuple[DateMention, ...] = ()
    """The two ends of a range."""
    refused: str | None = None
    """Why it is no date after all; `find_dates` leaves such mentions out."""
    outer: tuple[int, int] = (0, 0)
    """The characters with the preposition or clock time around it."""


def find(text: str, reference: str | None, code: str, order: str | None) -> list[DateMention]:
    """Give every date expression, with those that were refused and why."""
    grammar = language(code)
    found = readings(text, grammar)
    context = Context(_day(reference))
    place = Place(text, grammar.table.get("context", {}), Tense(text, grammar.table.get("tense", {})))
    how = order_of(found, order, context.reference, grammar.table)
    mentions: list[DateMention] = []
    before, current = 0, any(_speaks_of_now(reading.node, context.reference) for reading in found)
    for reading in found:
        if current and "\n" in text[before : reading.start]:
            # a year of the background in the paragraph before says nothing of "Oct. 31" in a list after it
            context.story_year = None
        before = reading.end
        reading = ordered(reading, how)
        mention = _mention(reading, place, context)
        mentions.extend(mention.parts if _is_apart(reading, context) and mention.parts else [mention])
    return mentions


def _speaks_of_now(node: Node, reference: date | None) -> bool:
    """Tell whether the date ties the text to its publication: news does so somewhere, a life of Galois does not."""
    if reference is None:
        return False
    if isinstance(node, Range):
        return _speaks_of_now(node.first, reference) or _speaks_of_now(node.last, reference)
    if isinstance(node, Calendar):
        return bool(node.weekday or node.direction is not None or (node.year or 0) >= reference.year - 1)
    return isinstance(node, Unit) and node.unit == "day" and node.shift != 0 and not node.from_mention


def _is_apart(reading: Reading, context: Context) -> bool:
    """Tell whether the days of a list do not follow each other: "7 and 9 June" are two dates."""
    listed = reading.node.listed if isinstance(reading.node, Range) else 0
    return bool(listed and context.mention and (context.mention.last - context.mention.first).days != listed - 1)


def _day(reference: str | None) -> date | None:
    try:
        return date.fromisoformat(reference[:10]) if reference else None
    except ValueError:
        return None


def _mention(reading: Reading, place: Place, context: Context) -> DateMention:
    refused = reason(reading, place)
    context.side = _side(reading, place)
    value = value_of(reading, context)
    if value.period and refused is None:
        context.mention = value.period
        context.day = value.period if value.period.precision == "day" else context.day
        if value.anchor is None and value.period.precision in ("day", "month"):
            context.story_year = value.period.first.year
    return _described(reading, value, refused, _parts(reading, value))


def _side(reading: Reading, place: Place) -> str | None:
    if not _needs_side(reading):
        return None
    if reading.qualifier == "since":
        return "past"
    # "can travel to the sea in three months, a sack should not need four": the verb after is another clause's
    if isinstance(reading.node, Offset) and reading.node.or_length:
        words = place.text[max(0, reading.outer[0] - REACH) : reading.outer[0]].lower().split()[-3:]
        compared = not place.words("length_before").isdisjoint(words)  # "the first visit in nine years"
        told = None if compared else place.tense.side_before(*reading.outer)
    else:
        told = place.tense.side(*reading.outer)
    if reading.qualifier == "until" and told != "past":
        return "future"
    return told if told != "present" else None


def _needs_side(reading: Reading) -> bool:
    node = reading.node.first if isinstance(reading.node, Range) else reading.node
    return not isinstance(node, Calendar) or node.year is None


def _parts(reading: Reading, value: Value) -> tuple[DateMention, ...]:
    if not (isinstance(reading.node, Range) and value.period and reading.parts):
        return ()
    first, last = reading.parts[0], reading.parts[-1]
    begin, _, end = (value.edtf or "").partition("/")
    return (
        _described(first, Value(None, begin, value.anchor), None),
        _described(last, Value(None, end or begin, value.anchor), None),
    )


def _described(reading: Reading, value: Value, refused: str | None, parts: tuple[DateMention, ...] = ()) -> DateMention:
    kind: Kind = "point"
    if isinstance(reading.node, Length | Window) or (
        isinstance(reading.node, Offset) and value.edtf and value.edtf[0] == "P"
    ):
        kind = "duration"
    elif isinstance(reading.node, Repeated):
        kind = "set"
    elif isinstance(reading.node, Range) or (value.edtf and "/" in value.edtf):
        kind = "interval"
    precision = value.period.precision if value.period else None
    return DateMention(
        start=reading.start,
        end=reading.end,
        kind=kind,
        value=value.edtf,
        precision=_precision(precision),
        qualifier=reading.qualifier,
        anchor=value.anchor,  # type: ignore[arg-type]
        alternatives=tuple(dict.fromkeys(other for other in value.alternatives if other != value.edtf)),
        time=reading.time,
        rule=reading.rule,
        parts=parts,
        refused=refused,
        outer=reading.outer,
    )


def _precision(precision: str | None) -> str | None:
    return {"weekend": "day", "half": "month", "range": "day"}.get(precision or "", precision)
