"""Gives the record's `people`."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors.base import Context
from diplo_extract.records import Person


def people(doc: Doc, context: Context) -> list[Person]:
    """Give the people of `doc` in text order."""
    return []
