"""Gives the record's `quotes`."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors.base import Context
from diplo_extract.records import Quote


def quotes(doc: Doc, context: Context) -> list[Quote]:
    """Give the quotes of `doc` in text order."""
    return []
