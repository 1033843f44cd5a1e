"""The facts of a record as a page shows them: a name, a value, places in the text, who made it, everything else.

Kinds and details are taken from the models of `records`, so that a new kind of fact or a new field is shown without a
change here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from diplo_extract.records import Attendance, Date, Event, Fact, Model, Position, Record, Span

View = dict[str, Any]
Range = tuple[int, int]
_REFERENCES = frozenset({"speaker", "on_behalf_of", "event", "participants"})
"""Fields that hold ids of other facts of the record."""
_SHOWN_ELSEWHERE = frozenset({*Fact.model_fields, "id", "name", "text", "start", "end", "mentions"})


def facts_of(record: Record) -> list[View]:
    """Give every fact of the record, offices right behind their people."""
    names = _names(record)
    views: list[View] = []
    for kind, items in record:
        if isinstance(items, list):
            for item in items:
                if isinstance(item, Fact):
                    views += _views(kind, item, record, names)
    return views


def number_range(fact: Attendance) -> str:
    """Give the number of an attendance as people write it: 300, 120–150, 500+."""
    low, high = (None if bound is None else f"{bound:,.10g}" for bound in (fact.low, fact.high))
    if low == high:
        return low or ""
    if high is None:
        return f"{low}+"
    return f"{low}–{high}" if low is not None else f"up to {high}"


def when(event: Event) -> str:
    """Give the time of an event: its day, its first and last day, or how long it takes."""
    if event.start and event.end and event.start != event.end:
        return f"{event.start}/{event.end}"
    return event.start or event.end or event.duration or ""


def _names(record: Record) -> dict[str, str]:
    """Give what the ids of the record stand for."""
    named = (item for _, items in record if isinstance(items, list) for item in items)
    return {item.id: item.name for item in named if hasattr(item, "id") and hasattr(item, "name")}


def _views(kind: str, fact: Fact, record: Record, names: Mapping[str, str]) -> Iterator[View]:
    parts = [(name, value) for name, value in fact if _facts_in(value)]
    yield _view(kind, fact, _places(fact), record, names)
    for name, inner in parts:
        for part in inner:
            yield _view(name, part, _places_of_part(part, record.text), record, names) | {"of": _name(fact)}


def _view(kind: str, fact: Fact, places: list[Range], record: Record, names: Mapping[str, str]) -> View:
    view: View = {
        "kind": kind,
        "name": _name(fact),
        "value": _value(fact),
        "places": places,
        "evidence": [(span.start, span.end) for span in fact.evidence],
        "by": fact.rule or fact.model,
        "model": fact.rule is None,
        "confidence": fact.confidence,
        "details": list(_details(fact, record, names)),
    }
    return {key: value for key, value in view.items() if value not in (None, "", [], False)}


def _name(fact: Fact) -> str:
    if isinstance(fact, Position):
        return fact.title
    return str(getattr(fact, "name", None) or getattr(fact, "text", None) or getattr(fact, "value", ""))


def _value(fact: Fact) -> str:
    """Give the one thing that a reader wants to see beside the name."""
    if isinstance(fact, Attendance):
        return number_range(fact)
    if isinstance(fact, Date):
        return fact.value or ""
    if isinstance(fact, Event):
        return when(fact)
    if isinstance(fact, Position):
        return ", ".join(part for part in (fact.organization, fact.jurisdiction) if part)
    return ""


def _places(fact: Fact) -> list[Range]:
    mentions: list[Span] = getattr(fact, "mentions", [])
    if mentions:
        return [(span.start, span.end) for span in mentions]
    start, end = getattr(fact, "start", None), getattr(fact, "end", None)
    return [(start, end)] if isinstance(start, int) and isinstance(end, int) else []


def _places_of_part(part: Fact, text: str) -> list[Range]:
    """Find the words of an office in the sentences it was read from: positions keep words and sentences apart."""
    words = getattr(part, "text", "")
    for span in part.evidence if words else []:
        start = text.find(words, span.start, span.end)
        if start >= 0:
            return [(start, start + len(words))]
    return []


def _facts_in(value: Any) -> list[Fact]:
    return value if isinstance(value, list) and value and isinstance(value[0], Fact) else []


def _details(fact: Fact, record: Record, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give every other field that says something, as (name, words)."""
    for name, value in fact:
        if name in _SHOWN_ELSEWHERE or value is None or value == [] or value is False or _facts_in(value):
            continue
        if name in _REFERENCES:
            words = _listed(names.get(one, one) for one in (value if isinstance(value, list) else [value]))
        elif isinstance(fact, Event) and name == "attendance":
            words = _listed(record.attendance[i].text for i in value if i < len(record.attendance))
        else:
            words = _words(value)
        if words:
            yield name.replace("_", " "), words


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return _listed(map(_words, value))
    if isinstance(value, Model):
        parts = {name: part for name, part in value if name not in Fact.model_fields and part is not None}
        return str(parts["value"]) if set(parts) == {"value"} else _listed(f"{n}: {p}" for n, p in parts.items())
    return str(value)


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)
