"""The table tests/cases/counts_numbers.txt: text, number in brackets, low, high, qualifier."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplo_extract.numbers import find_numbers

CASES = Path(__file__).resolve().parents[1] / "cases" / "counts_numbers.txt"


def _rows() -> list[str]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _end(text: str) -> float | None:
    return None if text == "-" else float(text)


@pytest.mark.parametrize("row", _rows())
def test_number(row: str) -> None:
    marked, _, expected = row.partition(" => ")
    text = marked.replace("[[", "").replace("]]", "")
    found = find_numbers(text)
    if "[[" not in marked:
        assert found == []
        return
    low, high, qualifier = expected.split()
    assert len(found) == 1
    number = found[0]
    assert text[number.start : number.end] == marked[marked.index("[[") + 2 : marked.index("]]")]
    assert (number.low, number.high) == pytest.approx((_end(low), _end(high)))
    assert number.qualifier == qualifier
