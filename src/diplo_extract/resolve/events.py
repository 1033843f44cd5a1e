"""Which mentions are one event: names that say the same, "the workshop" for the last workshop told of, "it"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from diplo_extract import lexicon
from diplo_extract.resolve.event_series import LOOKED_BACK, NAMED, edition_of, kinds, series_of

Rule = Literal[
    "name",
    "description",
    "definite",
    "bare",
    "anaphor",
    "apposition",
    "edition",
    "pronoun",
    "predicate",
    "opening",
    "closing",
    "verb",
    "headline",
]

_RANK = {
    "name": NAMED,
    "description": 2,
    "definite": 2,
    "bare": 2,
    "edition": 2,
    "anaphor": 1,
    "apposition": 1,
    "predicate": -1,
}

_ALIKE = 0.6
"""Share of their words that two wordings of one event have in common."""
_SURELY_SAME = 3
"""Words in common that no two events of one text share by chance."""


@cache
def _words(*names: str) -> frozenset[str]:
    """Give the words of some lists of the events lexicon."""
    words = lexicon.load("en", "events")["words"]
    return frozenset(word for name in names for word in words[name])


@cache
def _small_words() -> frozenset[str]:
    return _words("name_connectors", "complements", "articles", "says_nothing")


@cache
def _meant(kind: str) -> frozenset[str]:
    """Give the kinds that the noun of a plainer one may mean: "the ceremony" at which the contract was signed."""
    return frozenset(lexicon.load("en", "events")["meant"].get(kind, ()))


@dataclass(frozen=True, slots=True)
class EventMention:
    """A mention as the component marked it; offsets are characters."""

    start: int
    end: int
    text: str
    kind: str
    edition: int | None
    rule: Rule
    sentence: int = 0
    future: bool = False
    """The sentence tells it as something to come."""
    dated: bool = False
    """The sentence names a day."""
    order: Literal["next", "previous"] | None = None
    """ "the next summit", "last year's forum"."""

    def words(self) -> frozenset[str]:
        """Give the words that tell this event from others."""
        words = (word.strip("‘’'\"“”,.") for word in self.text.lower().replace("-", " ").split())
        return frozenset(word for word in words if word and word not in _small_words())


@dataclass(slots=True)
class EventGroup:
    """Mentions of one event in text order."""

    kind: str
    mentions: list[EventMention] = field(default_factory=list)
    series: EventGroup | None = None
    """The event that this is an earlier or later edition of, where the text says no more of it than that."""

    def name(self) -> EventMention:
        """Give the mention that names it best: the fullest name, else the first description."""
        return max(
            self.mentions,
            key=lambda mention: (
                _RANK.get(mention.rule, 0),
                len(mention.text) if mention.rule == "name" else 0,
                -mention.start,
            ),
        )

    def rank(self) -> int:
        """Tell how much the text names it: 3 by a proper name, 2 a description, 1 "the meeting", 0 by a verb alone."""
        return max(_RANK.get(mention.rule, 0) for mention in self.mentions)

    def editions(self) -> set[int]:
        """Give the editions its mentions name."""
        return {mention.edition for mention in self.mentions if mention.edition is not None}

    def order(self) -> str | None:
        """Tell whether it is the next or the previous edition of another event."""
        return next((mention.order for mention in self.mentions if mention.order), None)


def group_events(mentions: Sequence[EventMention]) -> list[EventGroup]:
    """Give the events in the order of their first mention; an "it" or "the event" with no event before is left out."""
    groups: list[EventGroup] = []
    for mention in mentions:
        series = series_of(mention, groups)
        group = edition_of(mention, series, groups) if series else _group_of(mention, groups)
        if group is None and series is None and _points_back(mention):
            continue
        if group is None:
            group = EventGroup(kind=series.kind if series else mention.kind, series=series)
            groups.append(group)
        group.mentions.append(mention)
        if group.kind == "ceremony" and mention.kind in _meant("ceremony"):
            group.kind = mention.kind
    return groups


def join_plain(main: EventGroup, groups: Sequence[EventGroup], only: Set[str] | None = None) -> list[EventGroup]:
    """Give `main` the events of these kinds that a plain noun or verb alone tells: all of it is the meeting reported.

    only: the kinds; without it those that a report is of.
    """
    joined_kinds = kinds("plain") if only is None else only
    plain = [group for group in groups if group is not main and group.rank() <= 1 and group.kind in joined_kinds]
    for group in plain:
        main.mentions.extend(group.mentions)
    main.mentions.sort(key=lambda mention: mention.start)
    return [group for group in groups if not any(group is other for other in plain)]


def _points_back(mention: EventMention) -> bool:
    if mention.rule in ("pronoun", "apposition", "edition"):
        return True
    if mention.rule == "anaphor" and mention.kind == "event":
        return True
    return mention.rule == "anaphor" and mention.text.lower() in _words("never_new")


def _group_of(mention: EventMention, groups: list[EventGroup]) -> EventGroup | None:
    if mention.rule == "apposition":
        return groups[-1] if groups else None
    if mention.rule == "pronoun":
        return max(groups[-LOOKED_BACK:], key=lambda group: group.mentions[-1].end, default=None)
    if mention.rule in ("opening", "closing"):
        return next(
            (
                group
                for group in groups[: -LOOKED_BACK - 1 : -1]
                if group.kind in kinds("with_sessions") and group.rank() > 1
            ),
            None,
        )
    return next((group for group in _likely(mention, groups) if _is_same(mention, group)), None)


def _likely(mention: EventMention, groups: list[EventGroup]) -> list[EventGroup]:
    """Give the groups in the order they are tried: the last first, other editions of an event after it."""
    likely = groups[: -LOOKED_BACK - 1 : -1]
    if mention.rule in ("anaphor", "definite"):
        likely.sort(key=lambda group: group.order() is not None)
    if mention.edition is not None:
        likely.sort(key=lambda group: mention.edition not in group.editions())
    return likely


def _is_same(mention: EventMention, group: EventGroup) -> bool:
    same_kind = mention.kind == group.kind
    meant = group.kind in _meant(mention.kind)
    told_by_verb = group.rank() == 0 and group.mentions[-1].sentence == mention.sentence
    if mention.order or (mention.edition is not None and group.editions() - {mention.edition}):
        return False
    if mention.rule == "anaphor" and is_several(mention) != is_several(group.name()):
        return False
    if mention.rule in ("anaphor", "predicate"):
        return same_kind or meant or mention.kind == "event"
    if mention.rule == "verb":
        # "recalled the visit to Bonn … a delegation will visit the city"
        return same_kind and (mention.kind != "visit" or _is_one_journey(mention, group))
    if mention.rule in ("description", "definite") and meant and told_by_verb:
        return True
    if not same_kind or (mention.edition is not None and mention.future and not group.mentions[0].future):
        return False
    return _one_wording(mention, group)


def _is_one_journey(mention: EventMention, group: EventGroup) -> bool:
    """Tell "visited Faro … visited the Faro docks" from "will visit Faro … will then travel to Oslo"."""
    theirs = {name for other in group.mentions for name in _named(other)}
    elsewhere = group.rank() == 0 and theirs and _named(mention) and theirs.isdisjoint(_named(mention))
    apart = elsewhere and mention.dated and group.mentions[0].dated
    return mention.future == group.mentions[-1].future and not (apart and mention.future)


def _named(mention: EventMention) -> set[str]:
    return {word for word in mention.text.split() if word[0].isupper()}


def is_several(mention: EventMention) -> bool:
    """Tell "her meetings" from "the meeting"; "the talks" are one event."""
    return mention.rule != "name" and mention.text.lower().rpartition(" ")[2] in _words("several")


def _one_wording(mention: EventMention, group: EventGroup) -> bool:
    words = mention.words()
    if mention.rule == "definite" and group.rank() <= 1:
        return len(words) <= 2 and " to " not in mention.text
    for other in group.mentions[:LOOKED_BACK]:
        theirs = other.words()
        shared = len(words & theirs)
        if not shared:
            continue
        # an advisory announces "a public discussion on wages" and tells below: "WHAT: Discussion about wages"
        if shared >= _SURELY_SAME and shared / len(words | theirs) >= _ALIKE:
            return True
        # "a meeting" is another one than those told before
        if mention.rule in ("description", "bare") and (words != theirs or len(words) == 1):
            continue
        if shared == min(len(words), len(theirs)) or shared / len(words | theirs) >= _ALIKE:
            return True
    return False
