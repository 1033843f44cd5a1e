"""What a rule makes, and the categories by which later rules find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from diplo_extract.dates.nodes import Node

Roles = Mapping[str, Any]
Settings = Mapping[str, Any]

SHAPES: dict[str, tuple[str, ...]] = {
    "day": ("date", "day_date"),
    "numeric": ("date", "day_date", "numeric"),
    "holiday": ("date", "holiday_date"),
    "month": ("date", "month_date"),
    "year": ("date", "year_date"),
    "weekday": ("date", "weekday_date"),
    "relative": ("date", "relative_date"),
    "unit": ("date", "unit_date"),
    "season": ("date", "season_date"),
    "quarter": ("date", "quarter_date"),
    "era": ("date", "era_date"),
    "offset": ("date", "offset_date"),
    "within": ("date", "within_date"),
    "range": ("date_range",),
    "length": ("length",),
    "window": ("window",),
    "clock": ("clock",),
    "daypart": ("part_of_day",),
    "repeated": ("repetition",),
}
NODE_CATEGORIES = [frozenset(shape) for shape in SHAPES.values()]
CENTURY_PIVOT = 50


class Made(NamedTuple):
    """A node with the shape that tells which later rules may use it."""

    node: Node
    shape: str


def full_year(number: int) -> int:
    """Give the year that two digits mean: 24 -> 2024, 87 -> 1987."""
    if number > 99:
        return number
    return number + (2000 if number < CENTURY_PIVOT else 1900)
