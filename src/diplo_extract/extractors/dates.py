"""Gives the record's `dates`."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors.base import Context, sentence_of
from diplo_extract.records import Date


def dates(doc: Doc, context: Context) -> list[Date]:
    """Give the dates of `doc` in text order."""
    found = []
    for span in doc.spans.get("dates", []):
        info = dict(span._.date)
        start, end = info.pop("chars")
        found.append(Date(text=doc.text[start:end], start=start, end=end, evidence=[sentence_of(span)], **info))
    return found
