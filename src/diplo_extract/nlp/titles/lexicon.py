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
    """Everything the title grammar knows about a language."""

    heads: dict[str, tuple[tuple[tuple[str, ...], Head], ...]]
    """First word -> the heads that begin with it, longest first."""
    before: frozenset[str]
    after: frozenset[str]
    rank: frozenset[str]
    dropped: frozenset[str]
    ordinals: frozenset[str]
    status: dict[str, str]
    address: frozenset[str]
    to: frozenset[str]
    on: frozenset[str]
    portfolio: frozenset[str]
    employed: frozenset[str]
    mission: frozenset[str]
    bound: frozenset[str]
    shared: frozenset[str]
    capitalised: frozenset[str]
    adjectival: frozenset[str]
    no_body: frozenset[str]
    kinship: frozenset[str]
    active: frozenset[str]
    passive: frozenset[str]
    succession: frozenset[str]
    copula: frozenset[str]
    between: frozenset[str]
    light: frozenset[str]
    past: frozenset[str]
    pronouns: frozenset[str]
    office_nouns: frozenset[str]
    again: frozenset[str]
    offices: frozenset[str]
    including: frozenset[str]
    openers: frozenset[str]
    calendar: frozenset[str]
    clock: frozenset[str]
    durations: frozenset[str]
    stop: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    bodies: frozenset[str]
    for_bodies: frozenset[str]
    parts: frozenset[str]
    empty: frozenset[str]
    misspelled: tuple[str, ...]
    short: frozenset[str]
    """Abbreviations of offices and courtesy words, without their stop."""
    honorifics: dict[str, tuple[tuple[str, ...], ...]]
    courtesy: frozenset[tuple[str, ...]]
    styles: frozenset[str]
    """Last words of the styles of address: "Her Majesty"."""
    before_names: frozenset[str]
    """First words of the courtesy words and forms of address behind which only a name can stand."""
    post_nominals: frozenset[str]
    parties: frozenset[str]
    places: dict[str, tuple[tuple[str, ...], ...]]
    """First word -> names of countries, peoples and provinces, longest first."""
    known_bodies: tuple[tuple[str, ...], ...]
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
    modifiers, grammar, careers, words = table["modifiers"], table["grammar"], table["careers"], table["words"]
    heads = _heads(table)
    courtesy = frozenset(tuple(fold(word) for word in phrase.split()) for phrase in honorifics["courtesy"])
    address = frozenset(grammar["address"])
    return TitleWords(
        heads=heads,
        before=frozenset(modifiers["before"]) | frozenset(modifiers["status"]),
        after=frozenset(modifiers["after"]),
        rank=frozenset(modifiers["rank"]),
        dropped=frozenset(modifiers["dropped"]),
        ordinals=frozenset(modifiers["ordinals"]),
        status=dict(modifiers["status"]),
        **{
            key: frozenset(grammar[key])
            for key in ("address", "to", "on", "shared", "portfolio", "employed", "mission", "bound")
        },
        **{key: frozenset(grammar[key]) for key in ("capitalised", "adjectival", "no_body")},
        kinship=frozenset(table["not_titles"]["kinship"]) | frozenset(table["not_titles"]["event_roles"]),
        **{
            key: frozenset(careers[key])
            for key in (
                "active",
                "passive",
                "succession",
                "copula",
                "between",
                "light",
                "past",
                "pronouns",
                "office_nouns",
                "again",
                "offices",
                "including",
                "openers",
            )
        },
        **{
            key: frozenset(words[key])
            for key in (
                "calendar",
                "clock",
                "durations",
                "stop",
                "verbs",
                "adjectives",
                "bodies",
                "for_bodies",
                "parts",
                "empty",
            )
        },
        misspelled=tuple(words["misspelled"]),
        short=frozenset(word for short in table["abbreviations"] for word in fold(short).split())
        | frozenset(honorifics["stopped"]),
        honorifics=_by_first_word(honorifics["before"]),
        courtesy=courtesy,
        styles=frozenset(fold(style).split()[-1] for style in honorifics["before"] if style.startswith(_OWNERS)),
        before_names=frozenset(pattern[0] for pattern in courtesy)
        | {first for first, found in heads.items() if any(head.role in address for _, head in found)},
        post_nominals=frozenset(honorifics["after"]),
        parties=frozenset(honorifics["parties"]),
        places=_by_first_word(_place_names(places)),
        known_bodies=tuple(tuple(name.split()) for name in words["known_bodies"]),
        peoples=frozenset(fold(word) for group in places["countries"].values() for word in group),
        state_codes=frozenset(word.rstrip(".") for word in places["short_forms"]["words"]),
    )


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
