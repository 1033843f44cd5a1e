"""Makes the scores of the network mean what they say: a score of 0.8 is right four times in five."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diplo_extract.evaluate.calibration import Judged

BINS = (0.0, 0.5, 0.7, 0.9, 0.97, 1.0)
FEWEST = 80
"""Names behind each point of the curve."""


def isotonic(judged: Sequence[Judged]) -> tuple[tuple[float, float], ...]:
    """Give the rising curve (raw, calibrated) that fits best: neighbours that fall are pooled."""
    pools: list[list[float]] = []
    ordered = sorted(judged)
    for at in range(0, len(ordered), FEWEST):
        some = ordered[at : at + FEWEST]
        pools.append([sum(raw for raw, _ in some), float(sum(right for _, right in some)), float(len(some))])
        while len(pools) > 1 and pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    points = [(round(raw / n, 4), round((right + 0.5) / (n + 1), 4)) for raw, right, n in pools]
    return ((0.0, points[0][1] if points else 0.0), *points, (1.0, points[-1][1] if points else 1.0))


def reliability(judged: Sequence[Judged]) -> list[tuple[str, int, float, float]]:
    """Give for each bin of confidence: its bounds, how many names, their mean confidence, the share that was right."""
    table = []
    for low, high in pairwise(BINS):
        some = [each for each in judged if low <= each[0] < high or (high == 1.0 and each[0] == 1.0)]
        if some:
            mean = sum(score for score, _ in some) / len(some)
            table.append((f"{low:.2f}–{high:.2f}", len(some), mean, sum(right for _, right in some) / len(some)))
    return table
