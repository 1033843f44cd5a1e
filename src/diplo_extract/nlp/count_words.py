"""The words that the reading of counts needs, compiled from `lexicon/<language>/counts.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from diplo_extract import lexicon

Kind = Literal["people", "organizations", "countries", "other"]
KINDS: tuple[Kind, ...] = ("people", "organizations", "countries", "other")
Phrase = tuple[str, ...]


class Unit(NamedTuple):
    """What a head noun counts."""

    kind: Kind
    present: bool
    """Who is called so takes part by the meaning of the word: participants, visitors."""


class Phrases:
    """A set of words and phrases that are looked for at a place of a sentence."""

    def __init__(self, entries: Iterable[str]) -> None:
        split = sorted({tuple(form.split()) for entry in entries for form in entry.split("/")}, key=len, reverse=True)
        self._first: dict[str, list[Phrase]] = {}
        self._last: dict[str, list[Phrase]] = {}
        for phrase in split:
            self._first.setdefault(phrase[0], []).append(phrase)
            self._last.setdefault(phrase[-1], []).append(phrase)

    def starting(self, words: Sequence[str], i: int) -> int:
        """Give the number of words of the longest phrase that begins at `i`; 0 for none."""
        for phrase in self._first.get(words[i], ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def ending(self, words: Sequence[str], i: int) -> int:
        """Give the number of words of the longest phrase that ends with word `i`; 0 for none."""
        for phrase in self._last.get(words[i], ()):
            if i + 1 >= len(phrase) and tuple(words[i + 1 - len(phrase) : i + 1]) == phrase:
                return len(phrase)
        return 0


@dataclass(frozen=True, slots=True)
class CountWords:
    """The tables of one language."""

    units: Mapping[Phrase, Unit]
    unit_phrases: Phrases
    needs_event: frozenset[str]
    endings: tuple[str, ...]
    not_people: frozenset[str]
    modifiers: frozenset[str]
    roles: Mapping[str, str]
    hosting: Phrases
    weak_hosting: Phrases
    weak_for_bodies: Phrases
    phrases: Phrases
    taking_part: Phrases
    weak_taking_part: Phrases
    acts: Phrases
    not_object: Phrases
    soft_not_object: Phrases
    not_subject: Phrases
    soft_not_subject: Phrases
    other_verbs: Phrases
    not_before: Phrases
    representing: Phrases
    events: Phrases
    loose_events: Phrases
    loose_for: Phrases
    composing: Phrases
    presence: Phrases
    joined_things: Phrases
    signed_things: Phrases
    large_crowd: float
    taking_up: Phrases
    near_hosting: frozenset[str]
    staffing: frozenset[str]
    near_events: frozenset[str]
    rates: Phrases
    links: frozenset[str]
    groups: frozenset[str]
    quantifiers: frozenset[str]
    bodies: frozenset[str]
    compounds: frozenset[str]
    compound_heads: frozenset[str]
    travelling: frozenset[str]
    schooling: Phrases
    labels: Phrases
    stops: frozenset[str]
    prepositions: frozenset[str]
    before_year: frozenset[str]
    joins: frozenset[str]
    definite: frozenset[str]
    referring: frozenset[str]
    referring_below: float
    owners: frozenset[str]
    having: frozenset[str]
    ages: frozenset[str]
    skipped: frozenset[str]
    transparent: frozenset[str]
    clause: frozenset[str]
    infinitive: str
    place: str
    sources: Phrases
    claim_cues: Phrases
    claim_verbs: frozenset[str]
    claim_speaking: frozenset[str]
    planned: Phrases
    group_hints: re.Pattern[str]
    group_cues: Phrases
    group_verbs: Phrases
    group_members: Phrases
    group_links: frozenset[str]
    group_media: frozenset[str]
    not_modifiers: frozenset[str]
    portfolio_heads: frozenset[str]
    vague_groups: frozenset[str]

    def unit(self, words: Sequence[str], i: int) -> tuple[int, Unit] | None:
        """Give the length and meaning of the head noun that begins at word `i`, or None."""
        length = self.unit_phrases.starting(words, i)
        if length:
            return length, self.units[tuple(words[i : i + length])]
        word = words[i]
        if len(word) > 5 and word.endswith(self.endings) and word not in self.not_people:
            return 1, Unit("people", present=False)
        return None


@cache
def count_words(language: str) -> CountWords:
    """Give the tables of `language`; those of English where it has none."""
    table = lexicon.load(language if language in lexicon.languages("counts") else "en", "counts")
    governors, events, phrase, claims = (table[name] for name in ("governors", "events", "phrase", "claims"))
    units = _units(table["units"])
    groups = table["groups"]
    sets = {
        name: frozenset(section[name]) for section, names in ((events, _EVENTS), (phrase, _PHRASE)) for name in names
    }
    tables = {name: Phrases(governors[name]) for name in _GOVERNORS}
    tables |= {
        "events": Phrases(events["nouns"]),
        "loose_events": Phrases(events["loose"]),
        "loose_for": Phrases(events["loose_for"]),
        "composing": Phrases(events["composing"]),
        "joined_things": Phrases(events["joined_things"]),
        "signed_things": Phrases(events["signed_things"]),
        "rates": Phrases(events["rates"]),
        "schooling": Phrases(events["schooling"]),
        "labels": Phrases(events["labels"]),
        "taking_up": Phrases(events["taking_up"]),
        "sources": Phrases(claims["sources"]),
        "claim_cues": Phrases(claims["cues"]),
        "planned": Phrases(table["planned"]["words"]),
        "group_cues": Phrases(groups["cues"]),
        "group_verbs": Phrases(groups["verbs"]),
        "group_members": Phrases(groups["members"]),
        "unit_phrases": Phrases(" ".join(words) for words in units),
    }
    people, nobody = table["units"]["people"], table["not_people"]
    sets |= {
        "needs_event": frozenset(people["needs_event"]),
        "not_people": frozenset(nobody["words"]),
        "modifiers": frozenset(nobody["modifiers"]),
        "near_hosting": frozenset(governors["near_hosting"]),
        "staffing": frozenset(events["staffing"]),
        "claim_verbs": frozenset(claims["verbs"]),
        "claim_speaking": frozenset(claims["speaking"]),
        "near_events": frozenset([*events["nouns"], *events["capital"]]),
        "group_links": frozenset(groups["links"]),
        "group_media": frozenset(groups["media"]),
        "not_modifiers": frozenset(groups["not_modifiers"]),
        "portfolio_heads": frozenset(groups["portfolio_heads"]),
        "vague_groups": frozenset(groups["vague"]),
    }
    values: dict[str, Any] = {**sets, **tables}
    return CountWords(
        units=units,
        endings=tuple(people.get("endings", ())),
        roles={word: role for role, nouns in table["roles"].items() for word in nouns},
        referring_below=float(phrase["referring_below"]),
        large_crowd=float(events["large_crowd"]),
        infinitive=phrase["infinitive"],
        place=phrase["place"],
        group_hints=re.compile("|".join(re.escape(hint) for hint in groups["hints"]), re.IGNORECASE),
        **values,
    )


_GOVERNORS = (
    "hosting",
    "weak_hosting",
    "weak_for_bodies",
    "phrases",
    "presence",
    "taking_part",
    "weak_taking_part",
    "acts",
    "not_object",
    "soft_not_object",
    "representing",
    "not_subject",
    "soft_not_subject",
    "other_verbs",
    "not_before",
)
_EVENTS = ("links", "groups", "quantifiers", "bodies", "compounds", "compound_heads", "travelling")
_PHRASE = (
    "stops",
    "prepositions",
    "before_year",
    "joins",
    "definite",
    "referring",
    "owners",
    "having",
    "ages",
    "skipped",
    "transparent",
    "clause",
)


def _units(table: Mapping[str, Any]) -> dict[Phrase, Unit]:
    """Give head noun -> meaning; the first kind that lists a word has it."""
    found: dict[Phrase, Unit] = {}
    for kind in KINDS:
        for group in ("present", "other"):
            for text in table.get(kind, {}).get(group, ()):
                found.setdefault(tuple(text.split()), Unit(kind, group == "present"))
    return found
