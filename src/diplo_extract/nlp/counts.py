"""Marks counts in doc.spans["counts"]."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.nlp.annotations import register


class Counts:
    """spaCy component `diplo_counts`."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Mark the counts of `doc`."""
        doc.spans["counts"] = []
        return doc


@Language.factory("diplo_counts")
def make_counts(nlp: Language, name: str) -> Counts:
    """Give the component."""
    return Counts()
