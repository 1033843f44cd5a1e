"""How far a figure may be chance: bootstrap over documents, always with the same draws."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from diplo_extract.evaluate.outcome import Count

DRAWS = 2000
SEED = 20240603
Counts = NDArray[np.float64]
"""documents × (right, predicted, gold)"""


def counts_of(counts: Sequence[Count]) -> Counts:
    """Give the counts of documents as a table."""
    return np.array([(count.right, count.predicted, count.gold) for count in counts], dtype=np.float64).reshape(-1, 3)


def interval(table: Counts) -> tuple[float, float] | None:
    """Give the 95 % interval of F; None with fewer than two documents, which vary in nothing."""
    if len(table) < 2:
        return None
    return _middle(_f(_draws(len(table)) @ table))


def paired_difference(before: Counts, after: Counts) -> tuple[float, float, float] | None:
    """Give the 95 % interval of F(after) - F(before) on the same documents, and the two-sided p of no difference."""
    if len(before) < 2:
        return None
    draws = _draws(len(before))
    differences = _f(draws @ after) - _f(draws @ before)
    limits = _middle(differences)
    if limits is None:
        return None
    differences = differences[~np.isnan(differences)]
    tail = min(float(np.mean(differences <= 0)), float(np.mean(differences >= 0)))
    return (*limits, min(1.0, 2 * tail))


def interval_of_distance(gaps: NDArray[np.float64], sizes: NDArray[np.float64]) -> tuple[float, float] | None:
    """Give the 95 % interval of the summed distance of each column from zero, as a share of all facts.

    gaps: documents × columns; sizes: how many facts each document has.
    """
    if len(gaps) < 2:
        return None
    draws = _draws(len(gaps))
    total = draws @ sizes
    distance = np.abs(draws @ gaps).sum(axis=1)
    return _middle(np.divide(distance, total, out=np.full(len(total), np.nan), where=total > 0))


def _f(totals: Counts) -> NDArray[np.float64]:
    size = totals[:, 1] + totals[:, 2]
    f: NDArray[np.float64] = np.divide(2 * totals[:, 0], size, out=np.full(len(totals), np.nan), where=size > 0)
    return f


def _middle(values: NDArray[np.float64]) -> tuple[float, float] | None:
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


@cache
def _draws(documents: int) -> NDArray[np.float64]:
    """Give how often each document is drawn in each sample of as many documents."""
    generator = np.random.default_rng(SEED)
    return generator.multinomial(documents, np.full(documents, 1 / documents), size=DRAWS).astype(np.float64)
