"""Gives the record's `organizations` and `places`: names of one spelling are one entry."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors.base import Context
from diplo_extract.records import Organization, Place


def organizations(doc: Doc, context: Context) -> list[Organization]:
    """Give the organizations of `doc` in text order."""
    return []


def places(doc: Doc, context: Context) -> list[Place]:
    """Give the places of `doc` in text order."""
    return []
