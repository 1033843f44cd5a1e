"""Marks date expressions in doc.spans["dates"]."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from diplo_extract.dates import DateMention, find_dates
from diplo_extract.nlp.annotations import DateInfo, register, text_of


class Dates:
    """spaCy component `diplo_dates`."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Mark the date expressions of `doc`, resolved against what the page knows."""
        mentions = find_dates(
            text_of(doc), reference=doc._.reference, language=doc._.language or "en", order=doc._.date_order
        )
        doc.spans["dates"] = [span for mention in mentions if (span := _span(doc, mention)) is not None]
        return doc


def _span(doc: Doc, mention: DateMention) -> Span | None:
    """Give the tokens of a mention; where a token holds more ("2014-16)" as one), `chars` keeps the exact place."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return None
    span._.date = DateInfo(
        kind=mention.kind,
        value=mention.value,
        precision=mention.precision,
        qualifier=mention.qualifier,
        anchor=mention.anchor,
        alternatives=list(mention.alternatives),
        time=mention.time,
        rule=mention.rule,
        chars=[mention.start, mention.end],
    )
    return span


@Language.factory("diplo_dates", assigns=["doc.spans"])
def make_dates(nlp: Language, name: str) -> Dates:
    """Give the component."""
    return Dates()
