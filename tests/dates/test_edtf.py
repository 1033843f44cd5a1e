"""Which values a record takes for a date, and which days they mean."""

from __future__ import annotations

import pytest

from diplo_extract.edtf import day_range, is_edtf


@pytest.mark.parametrize(
    "value", ["2024", "2024-02-29", "XXXX-02-29", "199X", "2022-24", "2023-33", "2024-06~", "../2024-05", "[2023,2024]"]
)
def test_a_date_is_one(value: str) -> None:
    assert is_edtf(value)


@pytest.mark.parametrize(
    "value", ["", "0000", "2023-02-29", "2024-13", "2024-21-03", "../..", "2024/2025/2026", "[2024]", "24-05-01"]
)
def test_what_is_none_is_refused(value: str) -> None:
    assert not is_edtf(value)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-21", ("2024-03-01", "2024-05-31")),
        ("2022-24", ("2022-12-01", "2022-12-31")),
        ("2024-34", ("2024-04-01", "2024-06-30")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("../2024-05-03", ("2024-05-03", "2024-05-03")),
        ("XXXX-07-05", None),
    ],
)
def test_a_date_means_days(value: str, days: tuple[str, str] | None) -> None:
    assert day_range(value) == days
