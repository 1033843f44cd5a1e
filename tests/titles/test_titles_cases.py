"""The tables of tests/cases/titles_*.txt: names in brackets ([G:…] a place, [O:…] a body), the titles below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

LABELS = {"G": "GPE", "O": "ORG"}
CASES = Path(__file__).resolve().parents[1] / "cases"


@cache
def pipeline() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_sentences")
    nlp.add_pipe("diplo_titles", config={"repair": False})
    return nlp


def read(marked: str) -> Doc:
    """Make the Doc of a sentence whose names stand in square brackets."""
    parts = re.split(r"\[(?:([GO]):)?([^\]]*)\]", marked)
    nlp = pipeline()
    doc = nlp.make_doc("".join(part for i, part in enumerate(parts) if i % 3 != 1))
    at, names = 0, []
    for i, part in enumerate(parts):
        if i % 3 == 1:
            continue
        if i % 3 == 2:
            names.append(doc.char_span(at, at + len(part), label=LABELS.get(parts[i - 1], "PERSON")))
        at += len(part)
    doc.ents = names
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def cases() -> Iterator[object]:
    for path in sorted(CASES.glob("titles_*.txt")):
        sentence, expected = "", []
        for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
            if line.startswith("  "):
                name, _, rest = line.strip().partition(" = ")
                title, body, status = (*(part.strip() for part in rest.split("|")), "", "")[:3]
                expected.append((name, title, body, status or "current"))
            elif not line.startswith("#"):
                if sentence:
                    yield pytest.param(sentence, expected, id=f"{path.stem}: {sentence[:60]}")
                sentence, expected = line, []


@pytest.mark.parametrize(("sentence", "expected"), list(cases()))
def test_titles_of_a_sentence(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    doc = read(sentence)
    found = []
    for span in doc.spans["titles"]:
        info = span._.title
        body = info["organization"] or info["jurisdiction"] or ""
        for start, end in info["people"]:
            found.append((doc.text[start:end], info["title"], body, info["status"]))
        for start, end in info["predecessors"]:
            found.append((doc.text[start:end], info["title"], body, "former"))
    without_body = {(name, title) for name, title, body, _ in expected if not body}
    found = [
        (name, title, "" if (name, title) in without_body else body, status) for name, title, body, status in found
    ]
    assert sorted(found) == sorted(expected)
