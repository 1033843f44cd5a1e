"""Date expressions: a grammar over tokens, words from lexicon/<language>/dates.toml, values in EDTF."""

from __future__ import annotations

from typing import Literal, NamedTuple

DateOrder = Literal["dmy", "mdy", "ymd"]


class DateMention(NamedTuple):
    """One date expression; `text[start:end]` are its characters."""

    start: int
    end: int
    kind: Literal["point", "interval", "duration", "set", "vague"]
    value: str | None
    """EDTF, or an ISO 8601 duration; None when nothing fixes it."""
    precision: str | None = None
    qualifier: str | None = None
    anchor: Literal["publication", "mention"] | None = None
    alternatives: tuple[str, ...] = ()
    time: str | None = None
    rule: str = ""


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
    return []
