"""Whether a confidence of .8 is right eight times in ten."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt

from diplo_extract.records import Model

BINS = 10


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
    chance: float
    bins: list[Bin]


def calibration_of(judged: Sequence[tuple[float, bool]]) -> Calibration:
    """Give the reliability table of (confidence, right) pairs, in ten ranges of equal width."""
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        sorted_in[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    bins = [
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
    error = sum(part.facts * abs(part.confidence - part.right) for part in bins) / len(judged)
    return Calibration(facts=len(judged), error=error, chance=_chance(judged), bins=bins)


def _chance(judged: Sequence[tuple[float, bool]]) -> float:
    """Give the mean error when each fact is right with exactly its confidence (normal approximation by bin)."""
    variance = [0.0] * BINS
    for confidence, _ in judged:
        variance[min(BINS - 1, int(confidence * BINS))] += confidence * (1 - confidence)
    return sum(sqrt(2 * each / pi) for each in variance) / len(judged)
