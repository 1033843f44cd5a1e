"""A title with its people, and a run of coordinated titles in its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplo_extract.nlp.titles.gaps import Name
from diplo_extract.nlp.titles.phrases import Phrase

Items = list[Name | Phrase]
"""The names and titles of one sentence in text order."""


@dataclass(slots=True)
class Link:
    """A title phrase with the names it belongs to."""

    phrase: Phrase
    rule: str
    people: list[int] = field(default_factory=list)
    name: Name | None = None
    """The first of the people, with its tail ("of Israel")."""
    run: list[Phrase] = field(default_factory=list)
    """The coordinated titles it was read with."""
    past: bool = False
    nominated: bool = False
    predecessors: list[int] = field(default_factory=list)
    """Who held the office before: Y of "X succeeds Y as mayor"."""


@dataclass(slots=True)
class Run:
    """Coordinated titles: the items from `start` to `end` of their sentence."""

    titles: list[Phrase]
    items: Items
    start: int
    end: int

    @property
    def left(self) -> Name | None:
        """The name that is the item before the titles."""
        return self._name(self.start - 1)

    @property
    def right(self) -> Name | None:
        """The name that is the item behind the titles."""
        return self._name(self.end)

    def _name(self, i: int) -> Name | None:
        item = self.items[i] if 0 <= i < len(self.items) else None
        return item if isinstance(item, Name) else None


def linked(phrase: Phrase, rule: str, people: list[Name], run: list[Phrase], past: bool = False) -> Link:
    """Link a title of `run` to people."""
    return Link(phrase, rule, [name.index for name in people], people[0] if people else None, run, past)


def alone(titles: list[Phrase], run: list[Phrase]) -> list[Link]:
    """Give titles of `run` that belong to nobody."""
    return [linked(phrase, "alone", [], run) for phrase in titles]
