"""Gives the record's `events`."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors.base import Context
from diplo_extract.records import Event


def events(doc: Doc, context: Context) -> list[Event]:
    """Give the events of `doc` in text order."""
    return []
