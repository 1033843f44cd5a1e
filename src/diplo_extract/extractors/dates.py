"""Gives the record's `dates`."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors.base import Context
from diplo_extract.records import Date


def dates(doc: Doc, context: Context) -> list[Date]:
    """Give the dates of `doc` in text order."""
    return []
