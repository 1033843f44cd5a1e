"""Rows of the table of development figures, with intervals."""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from diplo_extract.evaluate.intervals import counts_of, interval
from diplo_extract.evaluate.outcome import Count

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
BENCH = SHARED / "bench"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, in percent."""

    name: str
    """The set it was measured on."""
    metric: str
    n: int
    """Annotated items, or documents where a metric is one of documents."""
    figure: float
    low: float | None = None
    high: float | None = None


def scorer(folder: str) -> ModuleType:
    """Load bench/<folder>/score.py."""
    spec = importlib.util.spec_from_file_location(f"score_{folder}", BENCH / folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(file: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]


def f_row(name: str, metric: str, counts: Iterable[tuple[float, float, float]]) -> Row:
    """Give F of the (right, predicted, gold) counts of each document."""
    table = [Count(right=int(right), predicted=int(found), gold=int(gold)) for right, found, gold in counts]
    right, found, gold = (sum(getattr(count, part) for count in table) for part in ("right", "predicted", "gold"))
    limits = interval(counts_of(table))
    low, high = (100 * limit for limit in limits) if limits else (None, None)
    return Row(name, metric, gold, 100 * 2 * right / (found + gold) if found + gold else 0.0, low, high)


def share_row(name: str, metric: str, counts: Sequence[tuple[float, float]]) -> Row:
    """Give the share of (right, asked) counts of each document."""
    return f_row(name, metric, ((right, asked, asked) for right, asked in counts))


def proportion_row(name: str, metric: str, share: float, n: int) -> Row:
    """Give a share of n documents that are right or wrong, with Wilson's interval."""
    z = 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Row(name, metric, n, 100 * share, 100 * (middle - half), 100 * (middle + half))


def table(rows: Iterable[Row], targets: dict[str, dict[str, float]]) -> Iterator[str]:
    """Give the rows as a Markdown table; what misses its target is set in bold."""
    yield "| set | metric | n | figure | 95 % | target |"
    yield "|---|---|---:|---:|---:|---:|"
    for row in rows:
        target = targets.get(row.name, {}).get(row.metric)
        limits = f"{row.low:.1f}–{row.high:.1f}" if row.low is not None and row.high is not None else ""
        figure = f"{row.figure:.1f}"
        if target is not None and round(row.figure, 1) < target:
            figure = f"**{figure}**"
        wanted = "" if target is None else f"{target:g}"
        yield f"| {row.name} | {row.metric} | {row.n} | {figure} | {limits} | {wanted} |"
