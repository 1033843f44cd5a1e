"""Gives the record's `attendance`."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors.base import Context
from diplo_extract.records import Attendance


def attendance(doc: Doc, context: Context) -> list[Attendance]:
    """Give the attendance of `doc` in text order."""
    return []
