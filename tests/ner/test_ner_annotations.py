"""The stand-off names of raw releases: well formed, and fitting the text they were read in."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "annotations" / "names"
WRITTEN = FOLDER.parents[2] / "src" / "diplo_extract" / "train" / "data" / "written"
LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT"}
FILES = sorted(FOLDER.rglob("*.json"))


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, str]:
    wanted = {path.stem for path in FILES}
    with gzip.open(shared / "corpora" / "raw" / "releases.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["id"] in wanted]
    return {row["id"]: f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"] for row in rows}


def test_enough_was_read() -> None:
    documents = [read(path) for path in FOLDER.glob("*.json")]
    assert len(documents) >= 150
    assert sum(len(document["spans"]) for document in documents) >= 4500
    held = sum(document["split"] == "held" for document in documents)
    assert 0 < held < len(documents) / 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_are_in_order_and_apart(path: Path) -> None:
    document = read(path)
    assert document["document"] == path.stem and document["split"] in ("train", "held")
    end_before = 0
    for start, end, label in document["spans"]:
        assert end_before <= start < end and label in LABELS
        end_before = end


def test_spans_hold_names_of_the_text_they_were_read_in(texts: dict[str, str]) -> None:
    for path in FILES:
        document = read(path)
        text = texts[path.stem]
        assert hashlib.sha256(text.encode()).hexdigest() == document["sha256"], path.name
        for start, end, label in document["spans"]:
            name = text[start:end]
            assert name == name.strip() and "\n" not in name, (path.name, name)
            assert label == "NORP" or any(c.isupper() or c.isdigit() for c in name), (path.name, name)
            assert not name.lower().startswith(("the ", "mr ", "mrs ", "dr ")), (path.name, name)


@pytest.mark.parametrize("path", sorted(WRITTEN.glob("*.txt")), ids=lambda path: path.stem)
def test_own_passages_mark_their_names_in_line(path: Path) -> None:
    passages = path.read_text(encoding="utf-8").split("\n---\n")
    assert len(passages) >= 150
    for passage in passages:
        rest = re.sub(r"\[(?:PERSON|ORG|GPE|LOC|FAC|NORP|EVENT) [^\[\]\n]+\]", "", passage)
        assert "[" not in rest and "]" not in rest, passage[:80]
