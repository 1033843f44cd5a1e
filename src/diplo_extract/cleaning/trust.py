"""How sure what is read from a page is: how often the same clue was right on news pages with known answers.

The counts are data (`lexicon/page/trust.toml`), made by `tests/benchmarks/page_trust.py`; a clue that was not counted
has no confidence.
"""

from __future__ import annotations

from typing import Literal, TypeVar

from diplo_extract import lexicon
from diplo_extract.records import PageFact, Published

Field = Literal["body", "title", "published", "authors"]
Fact = TypeVar("Fact", PageFact, Published)


def trust(field: Field, reason: str) -> float | None:
    """Give the share of right values for a clue, with one right and one wrong added; None for a clue not counted."""
    counted = lexicon.load("page", "trust")[field].get(reason)
    if counted is None:
        return None
    right, of = counted
    return float(round((right + 1) / (of + 2), 3))


def trusted(field: Field, fact: Fact) -> Fact:
    """Give a value of the page with its confidence."""
    return fact.model_copy(update={"confidence": trust(field, fact.reason)})


def body_reason(*, marked: bool, told: bool, article: bool) -> str:
    """Tell how the text was found.

    "json-ld": the page holds it for machines only; "not-article": what was found looks like a list or a wall; "marked":
    the page marks the block as the body of an article; "found": the block that holds the most text.
    """
    if told:
        return "json-ld"
    if not article:
        return "not-article"
    return "marked" if marked else "found"
