"""The words of saying, compiled once for each language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from diplo_extract import lexicon

_LISTS = ("speakers", "between", "statements")


@dataclass(frozen=True, slots=True)
class QuoteWords:
    """What the quote grammar knows about a language; `quotes.toml` says what each list is."""

    cues: dict[str, tuple[tuple[str, ...], ...]]
    """First word -> cues of one or more words, longest first."""
    say: frozenset[str]
    bare: frozenset[str]
    noun: frozenset[str]
    hearer: frozenset[str]
    naming: frozenset[str]
    sources: dict[str, tuple[tuple[str, ...], ...]]
    """First word -> "according to" and its like, longest first."""
    pronouns: frozenset[str]
    relative: frozenset[str]
    skip: frozenset[str]
    prepositions: frozenset[str]
    names_before: frozenset[str]
    objects: frozenset[str]
    plural: frozenset[str]
    articles: frozenset[str]
    determiners: frozenset[str]
    before_nouns: frozenset[str]
    owning: frozenset[str]
    passive: frozenset[str]
    conjunctions: frozenset[str]
    joining: frozenset[str]
    that: frozenset[str]
    coordinating: frozenset[str]
    between_verbs: frozenset[str]
    circumstances: frozenset[str]
    noun_starts: frozenset[str]
    clause_starts: frozenset[str]
    according_to: tuple[str, ...]
    adverb: str
    """Ending of adverbs."""
    participle: str
    """Ending of verbs that share the subject of the verb before."""
    past: tuple[str, ...]
    """Endings of verbs that can stand in the passive."""


@cache
def quote_words(language: str = "en") -> QuoteWords:
    """Compile the table of a language."""
    table = lexicon.load(language, "quotes")
    cues = table["cues"]
    return QuoteWords(
        cues=_by_first_word([*cues["say"], *cues["noun"], *cues["quote"]]),
        say=frozenset(cues["say"]),
        bare=frozenset(cues["bare"]),
        noun=frozenset(cues["noun"]),
        hearer=frozenset(cues["hearer"]),
        naming=frozenset(cues["naming"]),
        sources=_by_first_word(cues["sources"]),
        according_to=tuple(cues["according_to"].split()),
        adverb=table["endings"]["adverb"],
        participle=table["endings"]["participle"],
        past=tuple(table["endings"]["past"]),
        **{name: frozenset(words) for section in _LISTS for name, words in table[section].items()},
    )


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(known, key=lambda words: (-len(words), words))) for first, known in found.items()}
