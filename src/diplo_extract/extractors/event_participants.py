"""Who took part in an event: people and organizations of the record, each on evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplo_extract.extractors.base import Context
from diplo_extract.extractors.event_scenes import Scene, words
from diplo_extract.records import Organization, Person

_JOINS = frozenset((",", ";", "and", "&", "as", "well", "the", "by"))
Places = dict[int, tuple[str, int]]
"""Offset of a mention -> id of the fact, end of the mention."""


class Roster:
    """The people present and the organizations of a record, by where they are named."""

    def __init__(self, context: Context) -> None:
        people: list[Person] = [fact for fact in context.facts.get("people", []) if _is_present(fact)]
        bodies: list[Organization] = context.facts.get("organizations", [])
        self._present = [person.id for person in people]
        self._people, self._bodies = _places(people), _places(bodies)
        self._all = self._bodies | self._people

    def participants(self, scenes: Sequence[Scene], *, main: bool) -> list[str]:
        """Give the ids: of the main event everybody present, of another one whom its sentences name as taking part."""
        found = list(self._present) if main else []
        for scene in scenes:
            if not main:
                # "meeting between President A and President B"
                found += (self._people[token.idx][0] for token in scene.span if token.idx in self._people)
            found += _listed(scene, self._bodies if main else self._all)
        return list(dict.fromkeys(found))


def _is_present(person: Person) -> bool:
    return person.presence is not None and person.presence.value == "present"


def _places(facts: Sequence[Person | Organization]) -> Places:
    return {mention.start: (fact.id, mention.end) for fact in facts for mention in fact.mentions}


def _listed(scene: Scene, at: Places) -> Iterator[str]:
    """Give the names joined to "attended by", "representatives of" behind the event in its sentence."""
    doc, i = scene.span.doc, scene.span.end
    while i + 1 < scene.until:
        if f"{doc[i].lower_} {doc[i + 1].lower_}" not in words("joined_by"):
            i += 1
            continue
        i += 2
        while i < scene.until:
            known = at.get(doc[i].idx)
            if known is not None:
                yield known[0]
                while i < scene.until and doc[i].idx < known[1]:
                    i += 1
            elif doc[i].lower_ in _JOINS or doc[i].text[0].isupper():
                i += 1
            else:
                break
