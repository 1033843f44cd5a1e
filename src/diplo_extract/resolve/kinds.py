"""What the words in the name of an organization or a place tell of its kind."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from diplo_extract import lexicon
from diplo_extract.resolve.surface import fold

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)


@cache
def _kinds(table: str) -> dict[str, str]:
    return {fold(word): kind for kind, words in lexicon.load("en", "organizations")[table].items() for word in words}


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(lexicon.load("en", "organizations")["words"]["prepositions"])


def name_words(name: str) -> list[str]:
    """Give the words of the name of an organization or a place, folded."""
    return [fold(word) for word in _WORD.findall(name)]


@lru_cache(maxsize=4096)
def kind_of(name: str, table: str = "kinds") -> str | None:
    """Give the kind that the words of a name tell; the head decides: "Ministry of Education" is a ministry."""
    kinds = _kinds(table)
    words = name_words(name)
    if (whole := " ".join(words)) in kinds:
        return kinds[whole]
    head = next((i for i, word in enumerate(words) if i and word in _prepositions()), len(words))
    # "Chamber of Commerce", "City of": the phrase may go on behind its preposition
    for end in (*range(head + 3, head, -1), *range(head, 0, -1), *range(len(words), head, -1)):
        for size in (4, 3, 2, 1):
            begin = end - size
            behind = end > head and begin >= head
            if (
                begin >= 0
                and end <= len(words)
                and " ".join(words[begin:end]) in kinds
                and (not behind or end == len(words))
            ):
                return kinds[" ".join(words[begin:end])]
    return None
