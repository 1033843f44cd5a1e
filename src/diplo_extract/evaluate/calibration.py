"""Whether a confidence of .8 is right eight times in ten."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import pi, sqrt

import numpy as np
from pydantic import Field

from diplo_extract.evaluate.intervals import interval_of_distance
from diplo_extract.records import Model

BINS = 10
Judged = tuple[float, bool]
"""The confidence of a fact, and whether it is right."""


class Bin(Model):
    """The facts of one range of confidence."""

    low: float
    high: float
    facts: int
    confidence: float
    right: float


class Calibration(Model):
    """Reliability of one field; `error` is the expected calibration error (ECE).

    With few facts even a perfect confidence has an error: `chance` is what it would have on the average.
    """

    facts: int
    error: float
    interval: tuple[float, float] | None = Field(
        default=None, description="95 % bootstrap interval of the error by document"
    )
    chance: float
    bins: list[Bin]


def calibration_of(documents: Sequence[Sequence[Judged]]) -> Calibration:
    """Give the reliability table of the facts of some documents, in ten ranges of equal width."""
    judged = list(chain.from_iterable(documents))
    return Calibration(
        facts=len(judged),
        error=expected_error(judged),
        interval=_interval(documents),
        chance=_chance(judged),
        bins=_bins(judged),
    )


def expected_error(judged: Sequence[Judged]) -> float:
    """Give the mean distance between confidence and truth (ECE); 0 for no facts."""
    return sum(part.facts * abs(part.confidence - part.right) for part in _bins(judged)) / max(1, len(judged))


def _bins(judged: Sequence[Judged]) -> list[Bin]:
    sorted_in: list[list[Judged]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        sorted_in[_bin(confidence)].append((confidence, right))
    return [
        Bin(
            low=i / BINS,
            high=(i + 1) / BINS,
            facts=len(inside),
            confidence=sum(confidence for confidence, _ in inside) / len(inside),
            right=sum(right for _, right in inside) / len(inside),
        )
        for i, inside in enumerate(sorted_in)
        if inside
    ]


def _bin(confidence: float) -> int:
    return min(BINS - 1, int(confidence * BINS))


def _interval(documents: Sequence[Sequence[Judged]]) -> tuple[float, float] | None:
    """Give the interval of the error; documents without such facts say nothing and are not drawn."""
    some = [judged for judged in documents if judged]
    gaps = np.zeros((len(some), BINS))
    for row, judged in zip(gaps, some, strict=True):
        for confidence, right in judged:
            row[_bin(confidence)] += confidence - right
    return interval_of_distance(gaps, np.array([len(judged) for judged in some], dtype=np.float64))


def _chance(judged: Sequence[Judged]) -> float:
    """Give the mean error when each fact is right with exactly its confidence (normal approximation by bin)."""
    variance = [0.0] * BINS
    for confidence, _ in judged:
        variance[_bin(confidence)] += confidence * (1 - confidence)
    return sum(sqrt(2 * each / pi) for each in variance) / len(judged)
