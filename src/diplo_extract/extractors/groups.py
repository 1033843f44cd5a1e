"""Gives the record's `groups`."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors.base import Context
from diplo_extract.records import Group


def groups(doc: Doc, context: Context) -> list[Group]:
    """Give the groups of `doc` in text order."""
    return []
