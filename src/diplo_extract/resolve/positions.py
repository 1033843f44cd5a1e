"""Merges the titles that a text gives to one person into positions: one office, one position, worded at its longest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from diplo_extract import lexicon
from diplo_extract.resolve.surface import fold

Status = Literal["current", "former", "acting", "deputy", "elect", "designate"]

_WORD = re.compile(r"[^\W_]+(?:['’.&-]+[^\W_]+)*", re.UNICODE)


@dataclass(slots=True)
class TitleMention:
    """One title of one person, as the title grammar gave it."""

    title: str
    text: str
    role: str
    organization: str | None
    jurisdiction: str | None
    status: Status
    rule: str
    start: int
    end: int
    holders: int = 1
    """How many people the text gives it to."""


@dataclass(slots=True)
class Office:
    """One position of a person, with every mention of it."""

    best: TitleMention
    mentions: list[TitleMention] = field(default_factory=list)

    def organization(self) -> str | None:
        """Give the body as the longest wording names it, else as another does."""
        return next((m.organization for m in self._by_weight() if m.organization), None)

    def jurisdiction(self) -> str | None:
        """Give the place as the longest wording names it, else as another does."""
        return next((m.jurisdiction for m in self._by_weight() if m.jurisdiction), None)

    def _by_weight(self) -> list[TitleMention]:
        return [self.best, *(mention for mention in self.mentions if mention is not self.best)]


@cache
def _abbreviations() -> dict[str, str]:
    table: dict[str, str] = lexicon.load("en", "titles")["abbreviations"]
    return {fold(short).replace(".", ""): fold(full) for short, full in table.items()}


@cache
def _offices(name: str) -> frozenset[str]:
    """Give a list of words in the names of offices."""
    return frozenset(lexicon.load("en", "people")["offices"][name])


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(_offices("prefixes"))


@lru_cache(maxsize=4096)
def title_words(title: str) -> tuple[str, ...]:
    """Give the words of a title that tell it apart: folded, abbreviations written out, without small words."""
    words: list[str] = []
    for found in _WORD.findall(title):
        word = fold(found).replace(".", "")
        word = word.removesuffix("'s")
        word = word if word.startswith(_prefixes()) else word.replace("-", " ")  # "Major-General", not "co-chair"
        words += _abbreviations().get(word, word).split()
    return tuple(word for word in words if word not in _offices("small"))


def merge_titles(mentions: Sequence[TitleMention]) -> list[Office]:
    """Give the offices that the titles of one person name, in text order."""
    offices: list[Office] = []
    for mention in sorted(mentions, key=lambda mention: mention.start):
        office = next((office for office in offices if _one_office(office, mention)), None)
        if office is None:
            offices.append(Office(mention, [mention]))
        else:
            office.mentions.append(mention)
            if _weight(mention) > _weight(office.best):
                office.best = mention
    return _without_contained(offices)


def _weight(mention: TitleMention) -> tuple[int, int, int]:
    """Rank wordings of one office: more words, then the fuller ones ("Senator" above "Sen."), then the first."""
    return len(title_words(mention.title)), len(mention.title), -mention.start


def _one_office(office: Office, mention: TitleMention) -> bool:
    if any(_elsewhere(other, mention) for other in office.mentions):
        return False
    return any(_same(other, mention) for other in office.mentions)


def _same(one: TitleMention, other: TitleMention) -> bool:
    """Tell whether two titles are a short and a long wording of one office."""
    mine, theirs = title_words(one.title), title_words(other.title)
    if set(mine) == set(theirs) or _apart_from_place(one, mine) == _apart_from_place(other, theirs):
        return not _elsewhere(one, other)  # "Environment Minister", "Minister for the Environment"
    if not _same_role(one, other):
        return False
    short, long = sorted((mine, theirs), key=len)
    return _shortens(short, long) and not _elsewhere(one, other)


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell a shorter wording: words of the longer one that stand together there.

    Not "Counsel" for "Deputy Counsel", nor "Minister for the Environment" for "Minister for Cities and the Built
    Environment".
    """
    if not set(short) < set(long) or _offices("below") & (set(long) - set(short)):
        return False
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _apart_from_place(mention: TitleMention, words: tuple[str, ...]) -> set[str]:
    """Give the words of a title without its jurisdiction: "former Indonesian President" is the "former President"."""
    return set(words) - set(title_words(mention.jurisdiction or ""))


@cache
def _countries() -> dict[str, str]:
    table = lexicon.load("en", "demonyms")
    forms = [*table["countries"].items(), *table["other_names"].items()]
    return {fold(form): country for country, words in forms for form in (country, *words)}


def _country(place: str) -> str:
    """Give the country of "U.S." and "American"; another place is itself."""
    return _countries().get(fold(place), place)


@cache
def _generic() -> frozenset[str]:
    """Give the words that do not tell one body from another: "department"."""
    return frozenset(fold(word) for word in lexicon.load("en", "titles")["words"]["bodies"])


def _same_role(one: TitleMention, other: TitleMention) -> bool:
    roles = [title_words(mention.role) for mention in (one, other)]
    if roles[0] == roles[1]:
        return True
    # "Secretary" for the Secretary General, later in the text; not "Deputy" for the Deputy Mayor
    short, long = sorted(roles, key=len)
    return bool(short) and long[: len(short)] == short and long[0] not in _offices("never_shortened")


def _elsewhere(one: TitleMention, other: TitleMention) -> bool:
    """Tell whether the two name different bodies: director of one museum, then of another."""
    for mine, theirs in ((one.organization, other.organization), (one.jurisdiction, other.jurisdiction)):
        if not mine or not theirs or _country(mine) == _country(theirs):
            continue
        own, others = (set(title_words(body)) for body in (mine, theirs))
        if own <= others or others <= own:
            continue  # "District Court Judge", "U.S. District Court Judge"
        if (own - _generic() or own).isdisjoint(others - _generic() or others):
            return True
    return False


def _without_contained(offices: list[Office]) -> list[Office]:
    """Drop an office whose whole wording a later, longer one turned out to contain."""
    kept: list[Office] = []
    for office in offices:
        longer = next((other for other in offices if other is not office and _contains(other, office)), None)
        if longer is None:
            kept.append(office)
        else:
            longer.mentions += office.mentions
    return kept


def _contains(longer: Office, office: Office) -> bool:
    mine, theirs = set(title_words(longer.best.title)), set(title_words(office.best.title))
    return theirs < mine and _same(longer.best, office.best)
