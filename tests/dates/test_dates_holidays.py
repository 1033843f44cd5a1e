"""Days with a name: movable ones by the calendar of the churches, and those that are counted from a weekday."""

from __future__ import annotations

import pytest

from diplo_extract.dates import find_dates


def value_of(day: str) -> str | None:
    (mention,) = find_dates(f"The ports met on {day} in Linden.", reference="2024-06-03", language="en")
    return mention.value


# the earliest and the latest there can be, the two exceptions of Gauss's rule, a century's turn, and common years
@pytest.mark.parametrize(
    "sunday",
    ["1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2019-04-21", "2024-03-31", "2025-04-20"],
)
def test_easter_is_the_sunday_that_the_churches_keep(sunday: str) -> None:
    assert value_of(f"Easter {sunday[:4]}") == sunday


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("Thanksgiving Day 2018", "2018-11-22"),
        ("Thanksgiving 2023", "2023-11-23"),
        ("Thanksgiving 2024", "2024-11-28"),
        ("Black Friday 2023", "2023-11-24"),
        ("Christmas Day 2022", "2022-12-25"),
        ("New Year's Eve 2022", "2022-12-31"),
    ],
)
def test_a_day_by_its_place_in_the_month(day: str, value: str) -> None:
    assert value_of(day) == value


@pytest.mark.parametrize(("day", "value"), [("last Easter", "2024-03-31"), ("next Thanksgiving", "2024-11-28")])
def test_a_day_without_its_year_is_the_one_nearby(day: str, value: str) -> None:
    assert value_of(day) == value
