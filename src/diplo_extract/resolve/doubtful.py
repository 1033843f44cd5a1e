"""Leaves out of a record the facts that are less sure than its reader wants, and whatever points at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from diplo_extract.records import Event, Fact, PageFact, Person, Published, Record

AnyFact = TypeVar("AnyFact", bound=Fact)
_LISTS = ("people", "organizations", "places", "dates", "attendance", "groups", "events", "quotes")


class Doubt:
    """What a reader takes for too doubtful."""

    def __init__(self, least: Mapping[str, float], *, drop_unmeasured: bool = False) -> None:
        self._least = least
        self._drop_unmeasured = drop_unmeasured
        self._dropped: dict[str, int] = {}

    def without_doubtful(self, record: Record) -> Record:
        """Give the record without facts under their bound; a warning tells how many, and of which field."""
        if not self._least:
            return record
        self._dropped = {}
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
        if not kept:
            self._dropped[field] = self._dropped.get(field, 0) + 1
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
        if not self._dropped:
            return []
        told = ", ".join(f"{count} of {field}" for field, count in self._dropped.items())
        return [f"left-out: {told} under min-confidence"]


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
