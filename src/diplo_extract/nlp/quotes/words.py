"""The words of saying, compiled once for each language."""

from __future__ import annotations

from collections.abc import Iterable
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
    sources: dict[str, tuple[tuple[str, ...], ...]]
    """First word -> "according to" and its like, longest first."""
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
    return QuoteWords(
        cues=_by_first_word([*cues["say"], *cues["noun"], *cues["quote"]]),
        say=frozenset(cues["say"]),
        bare=frozenset(cues["bare"]),
        noun=frozenset(cues["noun"]),
        hearer=frozenset(cues["hearer"]),
        naming=frozenset(cues["naming"]),
        sources=_by_first_word(cues["sources"]),
        pronouns=frozenset(table["speakers"]["pronouns"]),
        relative=frozenset(table["speakers"]["relative"]),
        skip=frozenset(table["between"]["skip"]),
        prepositions=frozenset(table["between"]["prepositions"]),
        names_before=frozenset(table["between"]["names_before"]),
    )


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(known, key=lambda words: (-len(words), words))) for first, known in found.items()}
