"""One record against its gold: the registry of fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diplo_extract.evaluate import entity_fields, page_fields
from diplo_extract.evaluate.event_fields import score_events
from diplo_extract.evaluate.outcome import Outcome, Pair
from diplo_extract.evaluate.people_fields import score_people
from diplo_extract.evaluate.span_fields import groups, score_attendance, score_dates, score_quotes

Scorer = Callable[[Pair], dict[str, Outcome]]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A key of the gold file and what is scored where it is present."""

    key: str
    score: Scorer
    of_page: bool = False
    """Whether it is read from the page around the text, so that it cannot be asked of the text alone."""


def _one(field: str, score: Callable[[Pair], Outcome]) -> Scorer:
    return lambda pair: {field: score(pair)}


ANNOTATIONS = (
    Annotation("title", _one("title", page_fields.title), of_page=True),
    Annotation("published", _one("published", page_fields.published), of_page=True),
    Annotation("language", _one("language", page_fields.language), of_page=True),
    Annotation("authors", _one("authors", page_fields.authors), of_page=True),
    Annotation("body", _one("body", page_fields.body), of_page=True),
    Annotation("sections", _one("sections", page_fields.sections), of_page=True),
    Annotation("people", score_people),
    Annotation("organizations", _one("organizations", entity_fields.organizations)),
    Annotation("places", _one("places", entity_fields.places)),
    Annotation("names", _one("names", entity_fields.names)),
    Annotation("dates", score_dates),
    Annotation("attendance", score_attendance),
    Annotation("groups", _one("groups", groups)),
    Annotation("events", score_events),
    Annotation("quotes", score_quotes),
)


def score_document(pair: Pair, *, with_page: bool = True) -> dict[str, Outcome]:
    """Give the outcome of every field that was annotated in this document."""
    outcomes: dict[str, Outcome] = {}
    for annotation in ANNOTATIONS:
        if pair.gold.annotated(annotation.key) and (with_page or not annotation.of_page):
            outcomes |= annotation.score(pair)
    return outcomes
