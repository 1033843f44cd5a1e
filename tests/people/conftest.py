from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from diplo_extract import nlp as nlp_stage
from diplo_extract.article import Cleaned
from diplo_extract.extractors.base import Context
from diplo_extract.extractors.names import organizations, places
from diplo_extract.extractors.people import people
from diplo_extract.extractors.quotes import quotes

MARKED = re.compile(r"\[(P|O|G):([^\]]{1,80})\]")
LABELS = {"P": "PERSON", "O": "ORG", "G": "GPE"}


@pytest.fixture(scope="session")
def language() -> Language:
    nlp = spacy.blank("en")
    for name in ("diplo_sentences", "diplo_titles", "diplo_quotes"):
        nlp.add_pipe(name)
    return nlp


@pytest.fixture(scope="session")
def read(language: Language) -> Callable[[str], Context]:
    """Read a text in which names are marked, [P:Ann Lee], and give the facts of its people and their words."""

    def facts(marked: str) -> Context:
        text, spans = "", []
        at = 0
        for match in MARKED.finditer(marked):
            text += marked[at : match.start()]
            spans.append((len(text), len(text) + len(match.group(2)), LABELS[match.group(1)]))
            text += match.group(2)
            at = match.end()
        text += marked[at:]
        doc = _doc(language, text, spans)
        page = Cleaned(text=text, blocks=())
        context = Context(cleaned=page, model="by hand")
        for field, extractor in (
            ("organizations", organizations),
            ("places", places),
            ("people", people),
            ("quotes", quotes),
        ):
            context.facts[field] = list(extractor(doc, context))
        return context

    return facts


def _doc(language: Language, text: str, spans: list[tuple[int, int, str]]) -> Doc:
    doc = nlp_stage.make_doc(language, Cleaned(text=text, blocks=()))
    found = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
    doc.ents = filter_spans([span for span in found if span is not None])
    for _, component in language.pipeline:
        doc = component(doc)
    return doc
