"""Marks what people said, in quotation marks or not, in doc.spans["quotes"]."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from diplo_extract.nlp.annotations import QuoteInfo, register
from diplo_extract.nlp.quotes.attribution import Attribution
from diplo_extract.nlp.quotes.marks import find_quoted
from diplo_extract.nlp.quotes.pieces import Said, read_pieces
from diplo_extract.nlp.quotes.statements import find_statements
from diplo_extract.nlp.quotes.words import QuoteWords, quote_words


class Quotes:
    """spaCy component `diplo_quotes`."""

    def __init__(self, words: QuoteWords) -> None:
        register()
        self.words = words

    def __call__(self, doc: Doc) -> Doc:
        """Mark the quotes of `doc`, in text order."""
        text = doc.text if doc._.source is None else doc._.source
        pieces = read_pieces(doc, find_quoted(text), self.words)
        said = Attribution(text, pieces, self.words).find()
        said += _not_quoted(find_statements(text, pieces, self.words), said)
        spans = []
        for found in sorted(said, key=lambda found: (found.start, found.end)):
            span = doc.char_span(found.start, found.end, label="QUOTE", alignment_mode="expand")
            if span is not None:
                span._.quote = _info(found)
                spans.append(span)
        doc.spans["quotes"] = SpanGroup(doc, name="quotes", spans=spans)
        return doc


def _not_quoted(statements: list[Said], quotes: list[Said]) -> list[Said]:
    """Leave out statements that are little more than a quote: one utterance, said once."""
    starts = [quote.start for quote in quotes]
    kept = []
    for said in statements:
        first = max(bisect_left(starts, said.start) - 1, 0)
        inside = sum(
            max(0, min(said.end, quote.end) - max(said.start, quote.start))
            for quote in quotes[first : bisect_right(starts, said.end)]
        )
        if inside * 2 < said.end - said.start:
            kept.append(said)
    return kept


def _info(found: Said) -> QuoteInfo:
    return {
        "speaker": list(found.speaker) if found.speaker else None,
        "cue": list(found.cue) if found.cue else None,
        "direct": found.direct,
        "rule": found.rule,
        "chars": [found.start, found.end],
    }


@Language.factory("diplo_quotes")
def make_quotes(nlp: Language, name: str) -> Quotes:
    """Give the component."""
    return Quotes(quote_words(nlp.lang or "en"))
