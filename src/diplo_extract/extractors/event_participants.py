"""Who took part in an event: people and organizations of the record, each on evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplo_extract.extractors.base import Context
from diplo_extract.extractors.event_scenes import Scene, words
from diplo_extract.records import Organization, Person

_JOINS = frozenset((",", ";", "and", "&", "as", "well", "the", "by"))


def participants(scenes: Sequence[Scene], context: Context, *, main: bool) -> list[str]:
    """Give the ids: of the main event everybody present, of another one whom its sentences name as taking part."""
    people: list[Person] = [fact for fact in context.facts.get("people", []) if _is_present(fact)]
    bodies: list[Organization] = context.facts.get("organizations", [])
    found = [person.id for person in people] if main else []
    for scene in scenes:
        if not main:
            found += _within(scene, people)
        found += _listed(scene, bodies if main else [*people, *bodies])
    return list(dict.fromkeys(found))


def _is_present(person: Person) -> bool:
    return person.presence is not None and person.presence.value == "present"


def _within(scene: Scene, people: Sequence[Person]) -> Iterator[str]:
    """Give those the event is named after: "meeting between President A and President B"."""
    start, end = scene.span.start_char, scene.span.end_char
    for person in people:
        if any(start <= mention.start < end for mention in person.mentions):
            yield person.id


def _listed(scene: Scene, facts: Sequence[Person | Organization]) -> Iterator[str]:
    """Give the names joined to "attended by", "representatives of" behind the event in its sentence."""
    doc = scene.span.doc
    at = {mention.start: (fact.id, mention.end) for fact in facts for mention in fact.mentions}
    i = scene.span.end
    while i + 1 < scene.until:
        if f"{doc[i].lower_} {doc[i + 1].lower_}" not in words("joined_by"):
            i += 1
            continue
        i += 2
        while i < scene.until:
            known = at.get(doc[i].idx)
            if known is None and doc[i].lower_ not in _JOINS and not doc[i].text[0].isupper():
                break
            if known is not None:
                yield known[0]
                while i < scene.until and doc[i].idx < known[1]:
                    i += 1
                continue
            i += 1
