"""The words of saying, compiled once for each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from diplo_extract import lexicon


@dataclass(frozen=True, slots=True)
class QuoteWords:
    """What the quote grammar knows about a language."""

    cues: dict[str, tuple[tuple[str, ...], ...]]
    """First word -> cues of one or more words, longest first."""
    say: frozenset[str]
    bare: frozenset[str]
    noun: frozenset[str]
    hearer: frozenset[str]
    naming: frozenset[str]
    sources: tuple[tuple[str, ...], ...]
    pronouns: frozenset[str]
    relative: frozenset[str]
    skip: frozenset[str]
    prepositions: frozenset[str]
    names_before: frozenset[str]


@cache
def quote_words(language: str = "en") -> QuoteWords:
    """Compile the table of a language."""
    table = lexicon.load(language, "quotes")
    cues = table["cues"]
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for phrase in (*cues["say"], *cues["noun"], *cues["quote"]):
        words = tuple(phrase.split())
        by_first.setdefault(words[0], set()).add(words)
    return QuoteWords(
        cues={first: tuple(sorted(found, key=lambda words: (-len(words), words))) for first, found in by_first.items()},
        say=frozenset(cues["say"]),
        bare=frozenset(cues["bare"]),
        noun=frozenset(cues["noun"]),
        hearer=frozenset(cues["hearer"]),
        naming=frozenset(cues["naming"]),
        sources=tuple(tuple(phrase.split()) for phrase in cues["sources"]),
        pronouns=frozenset(table["speakers"]["pronouns"]),
        relative=frozenset(table["speakers"]["relative"]),
        skip=frozenset(table["between"]["skip"]),
        prepositions=frozenset(table["between"]["prepositions"]),
        names_before=frozenset(table["between"]["names_before"]),
    )
