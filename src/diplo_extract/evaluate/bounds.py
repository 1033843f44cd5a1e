"""Bounds that an evaluation must not fall under: `people=84`, `dates.strict=70`."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from diplo_extract.errors import UsageError
from diplo_extract.evaluate.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Bound:
    """The least F, in percent, that a field may have."""

    field: str
    level: str
    least: float


def parse_bound(written: str) -> Bound:
    """Read FIELD=VALUE or FIELD.strict=VALUE; raises UsageError."""
    name, equals, value = written.partition("=")
    field, _, level = name.strip().partition(".")
    try:
        least = float(value)
    except ValueError:
        least = -1.0
    if not equals or level not in ("", "strict", "relaxed") or not 0 <= least <= 100:
        raise UsageError(f"{written!r} is no bound: write FIELD=PERCENT or FIELD.strict=PERCENT, such as people=84")
    return Bound(field, level or "relaxed", least)


def broken_bounds(evaluation: Evaluation, bounds: Sequence[Bound]) -> list[str]:
    """Say which bounds are broken; raises UsageError for a field that nobody annotated."""
    broken = []
    for bound in bounds:
        figure = evaluation.figures.get(bound.field)
        if figure is None:
            close = difflib.get_close_matches(bound.field, evaluation.figures, n=1)
            known = f"did you mean {close[0]}?" if close else f"the fields are {', '.join(evaluation.figures)}"
            raise UsageError(f"no figure for {bound.field!r}: {known}")
        f = (figure.strict if bound.level == "strict" else figure.relaxed).f
        if f is None or 100 * f < bound.least:
            reached = "nothing annotated, nothing found" if f is None else f"F {100 * f:.1f}"
            broken.append(f"{bound.field} ({bound.level}): {reached}, under {bound.least:g}")
    return broken
