"""Leaves out of a record the facts that are less sure than its reader wants, and whatever points at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from diplo_extract.records import Event, Fact, PageFact, Person, Published, Record

AnyFact = TypeVar("AnyFact", bound=Fact)
_LISTS = ("people", "organizations", "places", "dates", "attendance", "groups", "events", "quotes")


def without_doubtful(record: Record, least: Mapping[str, float], *, drop_unmeasured: bool = False) -> Record:
    """Give the record without facts under the bound of their field; a warning tells how many were left out.

    A fact whose confidence nobody measured stays, unless drop_unmeasured asks otherwise.
    """
    return _Sieve(record, least, drop_unmeasured).sifted() if least else record


class _Sieve:
    def __init__(self, record: Record, least: Mapping[str, float], drop_unmeasured: bool) -> None:
        self._record = record
        self._least = least
        self._drop_unmeasured = drop_unmeasured
        self._dropped: Counter[str] = Counter()

    def sifted(self) -> Record:
        record = self._record
        people = [self._person(person) for person in self._kept("people", record.people)]
        kept = {field: self._kept(field, getattr(record, field)) for field in _LISTS if field != "people"}
        number = {id(fact): i for i, fact in enumerate(kept["attendance"])}
        known = {fact.id for facts in (people, kept["organizations"], kept["events"]) for fact in facts}
        kept["events"] = [_event(event, record, number, known) for event in kept["events"]]
        for field in ("attendance", "groups"):
            kept[field] = [_pointing(fact, "event", known) for fact in kept[field]]
        kept["quotes"] = [_pointing(quote, "speaker", known) for quote in kept["quotes"]]
        return record.model_copy(
            update={
                **kept,
                "title": self._one("title", record.title),
                "published": self._one("published", record.published),
                "people": [_on_known_behalf(person, known) for person in people],
                "warnings": [*record.warnings, *self._warning()],
            }
        )

    def _is_kept(self, field: str, confidence: float | None) -> bool:
        if field not in self._least:
            return True
        kept = not self._drop_unmeasured if confidence is None else confidence >= self._least[field]
        self._dropped[field] += not kept
        return kept

    def _kept(self, field: str, facts: Sequence[AnyFact]) -> list[AnyFact]:
        return [fact for fact in facts if self._is_kept(field, fact.confidence)]

    def _one(self, field: str, fact: PageFact | Published | None) -> PageFact | Published | None:
        return fact if fact is not None and self._is_kept(field, fact.confidence) else None

    def _person(self, person: Person) -> Person:
        presence = person.presence
        if presence is not None and not self._is_kept("presence", presence.confidence):
            presence = None
        return person.model_copy(update={"positions": self._kept("positions", person.positions), "presence": presence})

    def _warning(self) -> list[str]:
        told = ", ".join(f"{count} of {field}" for field, count in self._dropped.items() if count)
        return [f"left-out: {told} under min-confidence"] if told else []


def _event(event: Event, record: Record, number: Mapping[int, int], known: set[str]) -> Event:
    counted = (record.attendance[index] for index in event.attendance)
    return event.model_copy(
        update={
            "attendance": [number[id(fact)] for fact in counted if id(fact) in number],
            "participants": [someone for someone in event.participants if someone in known],
        }
    )


def _pointing(fact: AnyFact, key: str, known: set[str]) -> AnyFact:
    """Give the fact without a reference to what was left out."""
    return fact if getattr(fact, key) in known else fact.model_copy(update={key: None})


def _on_known_behalf(person: Person, known: set[str]) -> Person:
    positions = [_pointing(position, "on_behalf_of", known) for position in person.positions]
    return person.model_copy(update={"positions": positions})
