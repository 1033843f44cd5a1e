"""Numbers in digits and words, with their comparisons: text -> low, high, qualifier.

`find_numbers` gives what a writer says ("more than 300", "between 200 and 250", "dozens"); `find_values` gives the
bare numbers inside. No spaCy here: cleaning and the date grammar read numbers too.
"""

from __future__ import annotations

from collections.abc import Mapping

from diplo_extract.numbers import reading
from diplo_extract.numbers.comparisons import Number, Qualifier, compare
from diplo_extract.numbers.reading import Value
from diplo_extract.numbers.words import vague_words, words


def find_numbers(
    text: str, *, language: str = "en", vague: Mapping[str, tuple[float, float]] | None = None
) -> list[Number]:
    """Give the numbers of `text` in order, each with low, high, qualifier and whether it is an ordinal.

    exact n: low = high = n; "more than n", "n+": low only (min); "nearly n", "up to n": high only (max); "about n":
    low = high = n (approx); "dozens", "hundreds": see `vague_words` (vague). `vague` replaces entries of that table.
    """
    known = words(language)
    table = {known.fold(text): ends for text, ends in {**vague_words(language), **(vague or {})}.items()}
    return compare(text, reading.find_values(text, known), known, table)


def find_values(text: str, *, language: str = "en", ordinals_only: bool = False) -> list[Value]:
    """Give the bare numbers of `text` in order, without comparisons; `ordinals_only` gives places in an order."""
    return reading.find_values(text, words(language), ordinals_only=ordinals_only)


__all__ = ["Number", "Qualifier", "Value", "find_numbers", "find_values", "vague_words"]
