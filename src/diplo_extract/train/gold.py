"""Our own annotation: names in raw releases (stand-off), in the samples, and in passages written for training."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from diplo_extract.errors import UsageError
from diplo_extract.train.corpora import rows, split_passage
from diplo_extract.train.passages import Passage, annotated

RAW = Path("corpora") / "raw" / "releases.jsonl.gz"
_MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with all of its names: start, end (characters) and label."""

    name: str
    text: str
    spans: list[tuple[int, int, str]]


def releases(shared: Path, samples: Path, split: str) -> list[Annotated]:
    """Give the annotated raw releases of one split ("train" or "held")."""
    folder = samples / "annotations" / "names"
    marks = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    if not marks:
        raise UsageError(f"{folder} holds no annotation: name the folder of the samples")
    wanted = {mark["document"]: mark for mark in marks if mark["split"] == split}
    texts = {row["id"]: text_of(row) for row in rows(shared / RAW) if row["id"] in wanted}
    return [_fitting(mark, texts.get(document)) for document, mark in wanted.items()]


def documents(samples: Path) -> frozenset[str]:
    """Give the names of all annotated raw releases."""
    return frozenset(path.stem for path in (samples / "annotations" / "names").glob("*.json"))


def _fitting(mark: dict[str, Any], text: str | None) -> Annotated:
    document = mark["document"]
    if text is None or sha256(text.encode()).hexdigest() != mark["sha256"]:
        raise UsageError(
            f"the text of {document} in {RAW} is not the one that was annotated: take the reference material of this "
            f"version, or annotate the text anew"
        )
    return Annotated(document, text, [(start, end, label) for start, end, label in mark["spans"]])


def text_of(row: dict[str, Any]) -> str:
    """Give the text of a raw release, its title first."""
    return f"{row['title']}\n\n{row['text']}" if row.get("title") else str(row["text"])


def sample_releases(samples: Path) -> Iterator[Annotated]:
    """Give the samples that may be trained on."""
    for path in sorted((samples / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["split"] != "frozen" and gold["language"] == "en" and "names" in gold:
            spans = [(name["start"], name["end"], name["label"]) for name in gold["names"]]
            yield Annotated(gold["doc_id"], gold["body"], spans)


def written() -> Iterator[Annotated]:
    """Give the passages written for training: names in square brackets, `---` between passages."""
    folder = files(__package__) / "data" / "written"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        for number, passage in enumerate(path.read_text(encoding="utf-8").split("\n---\n")):
            yield _unmarked(f"{path.name} {number}", passage.strip())


def _unmarked(name: str, marked: str) -> Annotated:
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return Annotated(name, text + marked[at:], spans)


def passages(documents: Iterator[Annotated] | list[Annotated]) -> list[Passage]:
    """Give documents as passages to learn from."""
    found = []
    for document in documents:
        names = [(start, end, (label,)) for start, end, label in document.spans]
        found += split_passage(annotated(document.text, names, source="annotated"))
    return found
