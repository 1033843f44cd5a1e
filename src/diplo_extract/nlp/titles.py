"""Marks titles in doc.spans["titles"]."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.nlp.annotations import register


class Titles:
    """spaCy component `diplo_titles`."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Mark the titles of `doc`."""
        doc.spans["titles"] = []
        return doc


@Language.factory("diplo_titles")
def make_titles(nlp: Language, name: str) -> Titles:
    """Give the component."""
    return Titles()
