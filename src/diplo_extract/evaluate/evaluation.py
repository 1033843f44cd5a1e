"""The result of an evaluation: figures for each field, what went wrong in each document, how long it took."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from diplo_extract.evaluate.calibration import Calibration, calibration_of
from diplo_extract.evaluate.intervals import counts_of, interval
from diplo_extract.evaluate.outcome import Count, Outcome
from diplo_extract.records import Model

EVALUATION_SCHEMA = "1.0"


class Measure(Model):
    """Shares of 1; null where nothing was predicted (precision) or annotated (recall)."""

    precision: float | None
    recall: float | None
    f: float | None
    interval: tuple[float, float] | None = Field(description="95 % bootstrap interval of F by document")
    right: int
    predicted: int
    gold: int


class Figure(Model):
    """One field over all documents that annotate it."""

    documents: int
    strict: Measure
    relaxed: Measure


class DocumentResult(Model):
    """One document."""

    doc_id: str
    error: str | None = Field(default=None, description="why the page gave no record")
    fields: dict[str, Outcome]


class Timing(Model):
    """How long it took; the only part that differs between two runs."""

    load_seconds: float | None = None
    seconds: float
    pages_per_second: float
    slowest: str
    slowest_seconds: float


class Evaluation(Model):
    """All of it."""

    schema_version: str = EVALUATION_SCHEMA
    model: str
    package: str
    input: str = Field(description="page: from the page as published; body: from the annotated text alone")
    figures: dict[str, Figure]
    calibration: dict[str, Calibration] = Field(default_factory=dict)
    documents: list[DocumentResult]
    timing: Timing


def figures_of(documents: Sequence[DocumentResult]) -> dict[str, Figure]:
    """Give the figures of all fields, in the order in which the documents name them first."""
    fields = list(dict.fromkeys(name for document in documents for name in document.fields))
    return {
        name: _figure([document.fields[name] for document in documents if name in document.fields]) for name in fields
    }


def calibrations_of(documents: Sequence[DocumentResult]) -> dict[str, Calibration]:
    """Give the calibration of those fields whose facts carry a confidence."""
    judged: dict[str, list[list[tuple[float, bool]]]] = {}
    for document in documents:
        for name, outcome in document.fields.items():
            judged.setdefault(name, []).append(outcome.judged)
    return {name: calibration_of(pairs) for name, pairs in judged.items() if any(pairs)}


def _figure(outcomes: Sequence[Outcome]) -> Figure:
    return Figure(
        documents=len(outcomes),
        strict=measure([outcome.strict for outcome in outcomes]),
        relaxed=measure([outcome.relaxed for outcome in outcomes]),
    )


def measure(counts: Sequence[Count]) -> Measure:
    """Add up the documents' counts (micro-average)."""
    right, predicted, gold = (sum(getattr(count, part) for count in counts) for part in ("right", "predicted", "gold"))
    return Measure(
        precision=right / predicted if predicted else None,
        recall=right / gold if gold else None,
        f=2 * right / (predicted + gold) if predicted + gold else None,
        interval=interval(counts_of(counts)),
        right=right,
        predicted=predicted,
        gold=gold,
    )
