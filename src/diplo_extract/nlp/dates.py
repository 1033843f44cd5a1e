"""Marks date expressions in doc.spans["dates"]."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.nlp.annotations import register


class Dates:
    """spaCy component `diplo_dates`."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Mark the date expressions of `doc`."""
        doc.spans["dates"] = []
        return doc


@Language.factory("diplo_dates")
def make_dates(nlp: Language, name: str) -> Dates:
    """Give the component."""
    return Dates()
