"""Mentions of events in single sentences: a table with the expectation inside the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spacy.language import Language

from diplo_extract.nlp import load

CASES = Path(__file__).resolve().parents[1] / "cases" / "events_mentions.txt"
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
Mention = tuple[str, ...]


def read_cases() -> list[tuple[str, list[Mention]]]:
    cases = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            wanted = [(match[1], *match[2].split("|")) for match in MARK.finditer(line)]
            cases.append((MARK.sub(r"\1", line), wanted))
    return cases


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.mark.parametrize(
    ("text", "wanted"), read_cases(), ids=lambda value: value[:50] if isinstance(value, str) else ""
)
def test_mentions_of_a_sentence(nlp: Language, text: str, wanted: list[Mention]) -> None:
    found = []
    doc = nlp(text)
    for span in doc.spans["events"]:
        info = span._.event
        edition = (str(info["edition"]),) if info["edition"] is not None else ()
        found.append((span.text, info["rule"].removeprefix("event-"), info["kind"], *edition))
    assert found == wanted
