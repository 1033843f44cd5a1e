"""The table tests/cases/counts_attendance.txt: who took part, and who was counted for another reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spacy.language import Language

CASES = Path(__file__).resolve().parents[1] / "cases" / "counts_attendance.txt"
_MARK = re.compile(r"\[\[([^|\]]{1,80})\|([a-z]{1,20})\]\]")


def _rows() -> list[str]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", _rows())
def test_attendance(row: str, nlp: Language) -> None:
    doc = nlp(_MARK.sub(r"\1", row))
    found = [(span.text, span._.count["kind"]) for span in doc.spans["counts"] if span._.count["attendance"]]
    assert found == [(match[1], match[2]) for match in _MARK.finditer(row)]
