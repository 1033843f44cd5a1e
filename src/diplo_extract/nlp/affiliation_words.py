"""The words that connect people with organizations, compiled once from the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from diplo_extract import lexicon
from diplo_extract.nlp.titles.lexicon import title_words


@dataclass(frozen=True, slots=True)
class AffiliationWords:
    """The tables of `affiliations.toml`, which says what each is, and what follows from them."""

    lists: dict[str, frozenset[str]]
    roles: frozenset[str]
    """Nouns of offices, in the singular."""
    other_verbs: frozenset[str]
    """Verbs that say nothing of belonging."""
    telling: frozenset[str]
    """Words behind which a name may be known for an organization."""
    work_stems: tuple[str, ...]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


def _noun_of_office(pattern: tuple[str, ...], links: frozenset[str]) -> str:
    """Give "head" of "head of office"."""
    link = next((i for i, word in enumerate(pattern) if i and word in links), len(pattern))
    return pattern[link - 1]


@cache
def affiliation_words(language: str) -> AffiliationWords:
    """Compile the tables of `language`."""
    table = lexicon.load(language, "affiliations")
    lists = {name: frozenset(words) for name, words in table.items()}
    titles = title_words(language)
    nouns = (
        _noun_of_office(pattern, lists["inside_offices"])
        for found in titles.heads.values()
        for pattern, head in found
        if not head.plural
    )
    return AffiliationWords(
        lists=lists,
        roles=frozenset(noun for noun in nouns if len(noun) > 2),
        other_verbs=frozenset(titles.verbs - lists["verbs"]),
        telling=lists["strong"] | lists["strong_prepositions"] | lists["role_prepositions"],
        work_stems=tuple(table["work_stems"]),
    )
