"""The stand-off annotations of pool releases: well formed, and the events found reach their floor."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import diplo_extract as dx
from diplo_extract import Record
from diplo_extract.evaluate.words import title_words, token_f
from diplo_extract.records import Event

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "annotations" / "events"
FILES = sorted(FOLDER.glob("*.json"))
SAME_EVENT, FLOOR, LEAST_DOCUMENTS = 0.6, 0.7, 15


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_annotations_hold_offsets_and_values_but_no_text(path: Path) -> None:
    document = read(path)
    assert document["document"] == path.stem
    assert len(document["sha256"]) == 64
    for event in document["events"]:
        for span in (
            event["name"],
            *event.get("hosts", []),
            *(event[key] for key in ("place", "venue") if key in event),
        ):
            assert set(span) == {"in", "start", "end"}
            assert span["in"] in ("text", "title") and 0 <= span["start"] < span["end"]


def test_events_of_the_annotated_releases(pipeline: dx.Pipeline, shared: Path) -> None:
    pool = shared / "bench" / "releases" / "pool"
    rows = (json.loads(line) for line in (pool / "pool.jsonl").read_text(encoding="utf-8").splitlines())
    raw = {row["id"]: pool / row["raw"] for row in rows}
    right = found = wanted = documents = 0
    for path in FILES:
        record = pipeline.extract(raw[path.stem].read_bytes(), uri=path.stem + raw[path.stem].suffix)
        assert isinstance(record, Record)
        names = _names(read(path), record)
        if names is None:
            continue
        documents += 1
        right += _matched(names, record.events)
        found += len(record.events)
        wanted += len(names)
    if documents < LEAST_DOCUMENTS:
        pytest.skip("the cleaned text of most annotated releases has changed since they were annotated")
    assert 2 * right / (found + wanted) >= FLOOR


def _names(document: dict[str, Any], record: Record) -> list[str] | None:
    """Give the annotated names, or None when the text is no longer the one that was annotated."""
    if hashlib.sha256(record.text.encode()).hexdigest() != document["sha256"]:
        return None
    texts = {"text": record.text, "title": record.title.value if record.title else ""}
    spans = [event["name"] for event in document["events"]]
    return [texts[span["in"]][span["start"] : span["end"]] for span in spans]


def _matched(names: list[str], events: list[Event]) -> int:
    left = [title_words(event.name) for event in events]
    matched = 0
    for name in names:
        best = max(left, key=lambda words: token_f(words, title_words(name)), default=None)
        if best is not None and token_f(best, title_words(name)) >= SAME_EVENT:
            left.remove(best)
            matched += 1
    return matched
