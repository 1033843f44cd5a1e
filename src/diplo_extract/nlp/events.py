"""Marks events in doc.spans["events"]."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.nlp.annotations import register


class Events:
    """spaCy component `diplo_events`."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Mark the events of `doc`."""
        doc.spans["events"] = []
        return doc


@Language.factory("diplo_events")
def make_events(nlp: Language, name: str) -> Events:
    """Give the component."""
    return Events()
