"""Date expressions: a grammar over words, their knowledge in lexicon/<language>/dates.toml, values in EDTF.

tokens    the text as rows of words with categories
grammar   rules (rules.toml and the language's own) make nodes of them
refuse    what only looks like a date
numeric   day and month of 05/06/2024
tense     past or future, told by the nearest verb
resolve   nodes -> periods of the calendar, against the day of publication
find      all of that, in text order
"""

from __future__ import annotations

from typing import Literal

from diplo_extract.dates.find import DateMention, find

DateOrder = Literal["dmy", "mdy", "ymd"]

__all__ = ["DateMention", "DateOrder", "find_dates"]


def find_dates(
    text: str,
    *,
    reference: str | None = None,
    language: str = "en",
    order: DateOrder | None = None,
) -> list[DateMention]:
    """Give the date expressions of `text` in text order, not overlapping.

    reference: ISO date that relative expressions are resolved against; without it their value is None.
    order: order of numeric dates, when known; else it is learned from the text itself and the language.
    """
    return [mention for mention in find(text, reference, language, order) if mention.refused is None]
