"""Which mentions are one event: names that say the same, and "the workshop" for the last workshop told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from diplo_extract import lexicon


@cache
def _small_words() -> frozenset[str]:
    words = lexicon.load("en", "events")["words"]
    return frozenset((*words["name_connectors"], *words["complements"], *words["articles"]))


@dataclass(frozen=True, slots=True)
class EventMention:
    """A mention as the component marked it; offsets are characters."""

    start: int
    end: int
    text: str
    kind: str | None
    edition: int | None
    named: bool
    anaphor: bool
    """ "the workshop": nothing but the kind."""
    definite: bool = False
    """ "the four-day workshop": says nothing that could tell it from the one before."""

    def words(self) -> frozenset[str]:
        """Give the words that tell this event from others."""
        words = (word.strip("‘’'\"“”,.") for word in self.text.lower().replace("-", " ").split())
        return frozenset(word for word in words if word and word not in _small_words())


@dataclass(slots=True)
class EventGroup:
    """Mentions of one event in text order."""

    kind: str | None
    mentions: list[EventMention] = field(default_factory=list)

    def name(self) -> EventMention:
        """Give the mention that names it best: the fullest name, else the fullest description."""
        return max(self.mentions, key=lambda mention: (mention.named, len(mention.text), -mention.start))

    def editions(self) -> set[int]:
        """Give the editions its mentions name."""
        return {mention.edition for mention in self.mentions if mention.edition is not None}


def group_events(mentions: Sequence[EventMention]) -> list[EventGroup]:
    """Give the events in the order of their first mention; a "the meeting" with no event before it is left out."""
    groups: list[EventGroup] = []
    for mention in mentions:
        group = _same_event(mention, groups)
        if group is None and not mention.anaphor:
            group = EventGroup(kind=mention.kind)
            groups.append(group)
        if group is not None:
            group.mentions.append(mention)
    return groups


def _same_event(mention: EventMention, groups: list[EventGroup]) -> EventGroup | None:
    for group in reversed(groups):
        if mention.anaphor:
            if mention.kind in (group.kind, "event"):
                return group
        elif mention.kind == group.kind and _one_wording(mention, group):
            return group
    return None


def _one_wording(mention: EventMention, group: EventGroup) -> bool:
    if mention.edition is not None and group.editions() - {mention.edition}:
        return False
    if mention.definite:
        return True
    words = mention.words()
    for other in group.mentions:
        theirs = other.words()
        shared = len(words & theirs)
        if shared and (shared == min(len(words), len(theirs)) or shared / len(words | theirs) >= 0.6):
            return True
    return False
