"""Whether a confidence of .8 is right eight times in ten."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Reliability of one field; `error` is the expected calibration error (ECE)."""

    facts: int
    error: float
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
    return Calibration(facts=len(judged), error=error, bins=bins)
