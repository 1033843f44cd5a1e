"""Scores a name tagger on the development halves of the corpora whose labels are sound."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from diplo_extract.nlp.ner import NameTagger
from diplo_extract.train.calibrate import Judged
from diplo_extract.train.corpora import rows
from diplo_extract.train.passages import tokenizer
from diplo_extract.train.scores import Found, Scores, trimmed

SETS = ("uner_ewt", "wikigold", "crossner_politics")
LABELS = ("PERSON", "ORG", "GPE_LOC")
FOLDED = {"FAC": "GPE_LOC", "GPE": "GPE_LOC", "LOC": "GPE_LOC"}
"""These sets call buildings and venues places."""


@dataclass(slots=True)
class Measured:
    """Scores of one set, and every name judged."""

    strict: Scores = field(default_factory=Scores)
    norm: Scores = field(default_factory=Scores)
    judged: dict[str, list[Judged]] = field(default_factory=lambda: {"fit": [], "check": []})
    """For calibration: raw scores in one half of the documents, and in the other."""


def measure(tagger: NameTagger, folder: Path, sets: Iterable[str] = SETS) -> dict[str, Measured]:
    """Give the scores by set."""
    return {name: _measured(tagger, list(rows(folder / name / "dev.jsonl.gz"))) for name in sets}


def _measured(tagger: NameTagger, documents: list[dict[str, Any]]) -> Measured:
    measured = Measured()
    docs = list(tagger.pipe(tokenizer().make_doc(row["text"]) for row in documents))
    for row, doc in zip(documents, docs, strict=True):
        text = row["text"]
        ours = [name for name, _ in _names(doc)]
        wanted = [(span["start"], span["end"], span["label"]) for span in row["spans"] if span["label"] in LABELS]
        measured.strict.add(text, ours, wanted, norm=False)
        measured.norm.add(text, ours, wanted, norm=True)
        half = "fit" if hashlib.sha1(row["doc_id"].encode()).digest()[0] % 2 else "check"
        right = {trimmed(text, *name) for name in wanted}
        measured.judged[half] += [(raw, trimmed(text, *name) in right) for name, raw in _names(doc)]
    return measured


def _names(doc: Doc) -> Iterator[tuple[Found, float]]:
    for span in doc.ents:
        label = FOLDED.get(span.label_, span.label_)
        if label in LABELS:
            yield (span.start_char, span.end_char, label), float(span._.confidence or 0.0)


def table(measured: dict[str, Measured]) -> list[str]:
    """Give the scores as lines of a Markdown table."""
    lines = ["| set (dev) | names | strict F | norm F | PERSON | ORG | places |", "|---|---|---|---|---|---|---|"]
    for name, scores in measured.items():
        by_label = [scores.norm.labels[label].f * 100 if label in scores.norm.labels else 0.0 for label in LABELS]
        cells = [
            f"{100 * scores.strict.micro.f:.1f}",
            f"{100 * scores.norm.micro.f:.1f}",
            *(f"{f:.1f}" for f in by_label),
        ]
        lines.append(f"| {name} | {scores.norm.micro.wanted} | {' | '.join(cells)} |")
    return lines
