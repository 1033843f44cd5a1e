"""The contract of an extractor: `extract(doc, context) -> facts` for one field of the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from spacy.tokens import Doc, Span

from diplo_extract import records
from diplo_extract.article import Cleaned
from diplo_extract.nlp.columns import columns
from diplo_extract.resolve.evidence import Name, names_in

# a list of 50,000 words without a full stop must not be copied into every fact read from it
EVIDENCE_TOKENS = 100


@dataclass(slots=True)
class Context:
    """What an extractor may look at beside the Doc."""

    cleaned: Cleaned
    model: str
    """Name and version of the trained pipeline, for facts that it made."""
    facts: dict[str, list[Any]] = field(default_factory=dict)
    """Facts of the extractors that ran before, by field of the record."""
    warnings: list[str] = field(default_factory=list)
    """What the reader of the record should doubt; an extractor may add to it."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """The user's own names: folded form -> full name (see resolve.aliases)."""
    _names: list[Name] | None = None

    def names(self, doc: Doc) -> list[Name]:
        """Give the names of the Doc as the whole document tells them, worked out once for all extractors."""
        if self._names is None:
            self._names = names_in(doc)
        return self._names


class Extractor(Protocol):
    """Turns the marked spans of a Doc into the facts of one field of the record."""

    def __call__(self, doc: Doc, context: Context) -> Sequence[records.Model]:
        """Give the facts in text order."""
        ...


def span_of(doc: Doc, start: int, end: int) -> records.Span:
    """Give the characters from `start` to `end` of the Doc's text as a record's span."""
    return records.Span(start=start, end=end, text=columns(doc).text[start:end])


def sentence_of(span: Span) -> records.Span:
    """Give the sentence around `span` as evidence; of an endless one, no more than 100 tokens to each side."""
    return _sentence(span.doc, span.start, span.end)


def sentence_at(doc: Doc, start: int, end: int) -> records.Span:
    """Give the sentence around the characters from `start` to `end`, as `sentence_of` does."""
    return _sentence(doc, *columns(doc).within(start, end))


def _sentence(doc: Doc, first: int, last: int) -> records.Span:
    tokens = columns(doc)
    texts, starts = tokens.texts, tokens.starts
    start, end = tokens.sentence(first, last)
    start, end = max(start, first - EVIDENCE_TOKENS), min(end, last + EVIDENCE_TOKENS)
    while end > last and texts[end - 1].isspace():
        end -= 1
    return span_of(doc, starts[start], starts[end - 1] + len(texts[end - 1]))
