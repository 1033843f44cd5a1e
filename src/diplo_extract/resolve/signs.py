"""What the confidence of a fact hangs on: kind, rule, and how sure the tagger was of the names in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from diplo_extract.records import (
    Attendance,
    Date,
    Event,
    Fact,
    Group,
    Organization,
    PageFact,
    Person,
    Place,
    Position,
    Presence,
    Published,
    Quote,
    Record,
    Span,
)

_UNASKED_DATES = ("set", "vague")


class Sign(NamedTuple):
    """Facts with the same sign are equally sure, as far as we can tell."""

    kind: str
    rule: str
    trust: float | None = None
    """Confidence of the tagger in the best mention of the name; None where no tagged name is involved."""


class Trust:
    """The tagger's confidence in the names of one text."""

    def __init__(self, marked: Iterable[tuple[int, int, float]] = ()) -> None:
        self._marked = sorted(marked)
        self._starts = [start for start, _, _ in self._marked]

    def of(self, mentions: Iterable[Span]) -> float | None:
        """Give the highest confidence of a tagged name that one of the mentions shares characters with."""
        return max((score for span in mentions for score in self._at(span.start, span.end)), default=None)

    def _at(self, start: int, end: int) -> Iterator[float]:
        at = bisect_right(self._starts, end - 1) - 1
        while at >= 0 and self._marked[at][1] > start:
            yield self._marked[at][2]
            at -= 1


def trust_in(doc: Doc) -> Trust:
    """Give what the tagger thought of the names of a Doc; nothing where nobody calibrated it."""
    return Trust(
        (span.start_char, span.end_char, float(span._.confidence)) for span in doc.ents if span._.confidence is not None
    )


class Signs:
    """The signs of the facts of one record."""

    def __init__(self, record: Record, trust: Trust) -> None:
        self._record = record
        self._trust = trust
        self._holders = {id(position): person for person in record.people for position in person.positions}

    def facts(self) -> Iterator[Fact | PageFact | Published]:
        """Give every fact of the record that may have a confidence."""
        record = self._record
        yield from (fact for fact in (record.title, record.published) if fact is not None)
        for person in record.people:
            yield person
            yield from person.positions
            if person.presence is not None:
                yield person.presence
        for facts in (record.organizations, record.places, record.dates, record.attendance, record.groups):
            yield from facts
        yield from record.events
        yield from record.quotes

    def of(self, fact: Fact | PageFact | Published) -> Sign | None:
        """Give the sign of a fact; None for what no guidelines ask for, so that nobody can have measured it."""
        match fact:
            case PageFact():
                return Sign("title", fact.reason)
            case Published():
                return Sign("published", fact.reason)
            case Person():
                office = ", with an office" if fact.positions else ""
                return Sign("people", _length(fact.name) + office, self._trust.of(fact.mentions))
            case Position():
                holder = self._holders.get(id(fact))
                return Sign("positions", _first(fact.rule), self._trust.of(holder.mentions) if holder else None)
            case Presence():
                return Sign("presence", _first(fact.rule))
            case Organization():
                return Sign("organizations", _length(fact.name), self._trust.of(fact.mentions))
            case Place():
                return Sign("places", _length(fact.name), self._trust.of(fact.mentions))
            case Date():
                return None if fact.kind in _UNASKED_DATES else Sign("dates", _first(fact.rule))
            case Attendance():
                return Sign("attendance", _first(fact.rule))
            case Group():
                return Sign("groups", _first(fact.rule))
            case Event():
                return Sign("events", _first(fact.rule))
            case Quote():
                return Sign("quotes", _first(fact.rule) + ("" if fact.speaker else ", speaker unknown"))
            case _:
                return None


def _length(name: str) -> str:
    return "several words" if " " in name.strip() else "one word"


def _first(rule: str | None) -> str:
    """Give what a rule begins with: "after" of "attendance: after attended by", "year" of "year, until"."""
    name, colon, words = (rule or "").partition(": ")
    return words.partition(" ")[0] if colon else name.partition(",")[0].partition(" (")[0]
