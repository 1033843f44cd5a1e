"""The words of titles, compiled once for each language (and each file a user adds)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from diplo_extract import lexicon
from diplo_extract.nlp.titles.forms import fold, plural_of
from diplo_extract.nlp.titles.user_words import check_title_words, read_title_words

_OWNERS = ("his ", "her ", "their ", "your ")


class Head(NamedTuple):
    """A role head as it was found: "attorneys general" has the role "attorney general" and is plural."""

    role: str
    plural: bool
    kind: str


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Everything the title grammar knows about a language; titles.toml tells what each list is for."""

    heads: dict[str, tuple[tuple[tuple[str, ...], Head], ...]]
    """First word -> the heads that begin with it, longest first."""
    kinship: frozenset[str]

    # -- [modifiers] and [grammar]
    status: dict[str, str]
    before: frozenset[str]
    rank: frozenset[str]
    dropped: frozenset[str]
    ordinals: frozenset[str]
    after: frozenset[str]
    address: frozenset[str]
    to: frozenset[str]
    on: frozenset[str]
    shared: frozenset[str]
    portfolio: frozenset[str]
    employed: frozenset[str]
    mission: frozenset[str]
    bound: frozenset[str]
    capitalised: frozenset[str]
    adjectival: frozenset[str]
    no_body: frozenset[str]

    # -- [careers]
    active: frozenset[str]
    passive: frozenset[str]
    succession: frozenset[str]
    copula: frozenset[str]
    between: frozenset[str]
    light: frozenset[str]
    past: frozenset[str]
    tenures: frozenset[str]
    earlier: frozenset[str]
    pronouns: frozenset[str]
    he_or_she: frozenset[str]
    his_or_her: frozenset[str]
    before_agents: frozenset[str]
    aside: frozenset[str]
    taking: frozenset[str]
    helping: frozenset[str]
    including: frozenset[str]
    offices: frozenset[str]
    again: frozenset[str]
    openers: frozenset[str]
    office_nouns: frozenset[str]

    # -- [words] and [names]
    misspelled: tuple[str, ...]
    known_bodies: tuple[tuple[str, ...], ...]
    determiners: frozenset[str]
    stop: frozenset[str]
    clock: frozenset[str]
    calendar: frozenset[str]
    before_durations: frozenset[str]
    durations: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    bodies: frozenset[str]
    for_bodies: frozenset[str]
    parts: frozenset[str]
    empty: frozenset[str]
    given_names: frozenset[str]
    generations: frozenset[str]
    companies: frozenset[str]
    kinds_of_body: frozenset[str]

    # -- [links] and [employers]
    between_titles: frozenset[str]
    name_to_title: frozenset[str]
    between_people: frozenset[str]
    left_out: frozenset[str]
    spoken_to: frozenset[str]
    auxiliaries: frozenset[str]
    services: frozenset[str]
    retired: frozenset[str]
    before_employers: frozenset[str]
    before_bodies: frozenset[str]
    inside_bodies: frozenset[str]
    behind_bodies: frozenset[str]
    joins_bodies: frozenset[str]
    name_to_employer: frozenset[str]
    before_countries: frozenset[str]
    party_nouns: frozenset[str]
    abbreviated_fields: frozenset[str]

    # -- of the honorifics, the names of countries and the names of persons
    short: frozenset[str]
    """Abbreviations of offices and courtesy words, without their stop."""
    honorifics: dict[str, tuple[tuple[str, ...], ...]]
    courtesy: frozenset[tuple[str, ...]]
    styles: frozenset[str]
    """Last words of the styles of address: "Her Majesty"."""
    before_names: frozenset[str]
    """First words of the courtesy words and forms of address behind which only a name can stand."""
    post_nominals: frozenset[str]
    particles: frozenset[str]
    """Words in lower case inside a name: "van der"."""
    parties: frozenset[str]
    places: dict[str, tuple[tuple[str, ...], ...]]
    """First word -> names of countries, peoples and provinces, longest first."""
    peoples: frozenset[str]
    """Words for the people of a country: "Kenyan"."""
    state_codes: frozenset[str]


@cache
def title_words(language: str = "en", extra: str | None = None) -> TitleWords:
    """Compile the tables of `language`; `extra` is the path of a user's TOML file whose words are added."""
    return compile_words(language, read_title_words(extra) if extra is not None else {}, extra or "titles")


def compile_words(language: str, more: Mapping[str, Any], where: str = "titles") -> TitleWords:
    """Compile the tables of `language` with a user's words added; raises UsageError for tables of another shape."""
    table = lexicon.load(language, "titles")
    if more:
        check_title_words(more, where)
        table = _merged(table, more)
    honorifics = lexicon.load(language, "honorifics")
    places = lexicon.load(language, "demonyms")
    modifiers, words = table["modifiers"], table["words"]
    heads = _heads(table)
    courtesy = frozenset(tuple(fold(word) for word in phrase.split()) for phrase in honorifics["courtesy"])
    address = frozenset(table["grammar"]["address"])
    return TitleWords(
        heads=heads,
        kinship=frozenset(table["not_titles"]["kinship"]) | frozenset(table["not_titles"]["event_roles"]),
        before=frozenset(modifiers["before"]) | frozenset(modifiers["status"]),
        status=dict(modifiers["status"]),
        **_sets(modifiers, "before", "status"),
        **_sets(table["grammar"]),
        **_sets(table["careers"]),
        misspelled=tuple(words["misspelled"]),
        known_bodies=tuple(tuple(name.split()) for name in words["known_bodies"]),
        **_sets(words, "misspelled", "known_bodies"),
        **_sets(table["names"]),
        **_sets(table["links"]),
        **_sets(table["employers"]),
        short=frozenset(word for short in table["abbreviations"] for word in fold(short).split())
        | frozenset(honorifics["stopped"]),
        honorifics=_by_first_word(honorifics["before"]),
        courtesy=courtesy,
        styles=frozenset(fold(style).split()[-1] for style in honorifics["before"] if style.startswith(_OWNERS)),
        before_names=frozenset(pattern[0] for pattern in courtesy)
        | {first for first, found in heads.items() if any(head.role in address for _, head in found)},
        post_nominals=frozenset(honorifics["after"]),
        particles=frozenset(lexicon.load(language, "ner")["particles"].split()),
        parties=frozenset(honorifics["parties"]),
        places=_by_first_word(_place_names(places)),
        peoples=frozenset(fold(word) for group in places["countries"].values() for word in group),
        state_codes=frozenset(word.rstrip(".") for word in places["short_forms"]["words"]),
    )


def _sets(table: Mapping[str, Any], *others: str) -> dict[str, frozenset[str]]:
    """Give the lists of a table as sets, without those that are read in another way."""
    return {key: frozenset(words) for key, words in table.items() if key not in others}


def _merged(table: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Give `table` with the lists and tables of `more` added."""
    result = dict(table)
    for key, value in more.items():
        mine = result.get(key)
        if isinstance(value, dict):
            result[key] = _merged(mine if isinstance(mine, dict) else {}, value)
        elif isinstance(value, list) and isinstance(mine, list):
            result[key] = [*mine, *value]
        else:
            result[key] = value
    return result


def _heads(table: dict[str, Any]) -> dict[str, tuple[tuple[tuple[str, ...], Head], ...]]:
    found: dict[str, Head] = {}
    for kind, words in table["heads"].items():
        for word in words:
            found.setdefault(word, Head(word, False, kind))
            found.setdefault(plural_of(word), Head(word, True, kind))
    for plural, singular in table["plurals"].items():
        if singular in found:
            found[plural] = found[singular]._replace(plural=True)
    for short, full in table["abbreviations"].items():
        found[short] = found[full]
    by_first: dict[str, list[tuple[tuple[str, ...], Head]]] = {}
    for text, head in found.items():
        words = tuple(fold(word) for word in text.split())
        by_first.setdefault(words[0], []).append((words, head))
    return {first: tuple(sorted(heads, key=lambda item: -len(item[0]))) for first, heads in by_first.items()}


def _by_first_word(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    result: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(fold(word) for word in phrase.split())
        if words:
            result.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(found, key=lambda words: (-len(words), words))) for first, found in result.items()}


def _place_names(table: dict[str, Any]) -> list[str]:
    names = [*table["countries"], *table["peoples"]["words"]]
    names += [word for words in table["countries"].values() for word in words]
    names += [word for words in table["other_names"].values() for word in words]
    return names + [word for words in table["subdivisions"].values() for word in words]
