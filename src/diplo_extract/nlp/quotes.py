"""Marks quotes in doc.spans["quotes"]."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.nlp.annotations import register


class Quotes:
    """spaCy component `diplo_quotes`."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Mark the quotes of `doc`."""
        doc.spans["quotes"] = []
        return doc


@Language.factory("diplo_quotes")
def make_quotes(nlp: Language, name: str) -> Quotes:
    """Give the component."""
    return Quotes()
