"""Scores a name tagger on what it was not trained on: held-back releases, and corpora whose labels are sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from diplo_extract.evaluate.calibration import Judged
from diplo_extract.nlp.ner_tagger import LABELS, Tagger
from diplo_extract.nlp.sentences import make_sentences
from diplo_extract.train.corpora import rows
from diplo_extract.train.gold import Annotated, releases
from diplo_extract.train.passages import tokenizer
from diplo_extract.train.scores import Found, Scores, trimmed

HELD = "held-back releases"
SETS = ("uner_ewt", "wikigold", "crossner_politics")
PLACE = "place"
FOLDED = {"FAC": PLACE, "GPE": PLACE, "LOC": PLACE, "GPE_LOC": PLACE, "PERSON": "PERSON", "ORG": "ORG"}
"""The labels that all of these sets have; they call buildings and venues places."""
COLUMNS = (*LABELS, PLACE)


@dataclass(slots=True)
class Measured:
    """Scores of one set, and every name judged."""

    strict: Scores = field(default_factory=Scores)
    norm: Scores = field(default_factory=Scores)
    judged: dict[str, list[Judged]] = field(default_factory=dict)
    """By document: the confidence of each name, and whether it is right."""


def measure(tagger: Tagger, shared: Path, samples: Path) -> dict[str, Measured]:
    """Give the scores by set."""
    held = releases(shared, samples, "held")
    found = {HELD: measured(tagger, held, {label: label for label in LABELS})}
    for name in SETS:
        documents = [
            Annotated(row["doc_id"], row["text"], [(s["start"], s["end"], s["label"]) for s in row["spans"]])
            for row in rows(shared / "corpora" / "ner" / name / "dev.jsonl.gz")
        ]
        found[name] = measured(tagger, documents, FOLDED)
    return found


def measured(tagger: Tagger, documents: Iterable[Annotated], folded: dict[str, str]) -> Measured:
    """Score some documents, with the labels that `folded` knows."""
    result, documents = Measured(), list(documents)
    nlp = tokenizer()
    sentences = make_sentences(nlp, "diplo_sentences")
    docs = tagger.pipe(sentences(nlp.make_doc(document.text)) for document in documents)
    for document, doc in zip(documents, docs, strict=True):
        text = document.text
        ours = list(_names(doc, folded))
        wanted = [(start, end, folded[label]) for start, end, label in document.spans if label in folded]
        result.strict.add(text, [name for name, _ in ours], wanted, norm=False)
        result.norm.add(text, [name for name, _ in ours], wanted, norm=True)
        right = {trimmed(text, *name) for name in wanted}
        result.judged[document.name] = [(raw, trimmed(text, *name) in right) for name, raw in ours]
    return result


def _names(doc: Doc, folded: dict[str, str]) -> Iterator[tuple[Found, float]]:
    for span in doc.ents:
        if span.label_ in folded:
            yield (span.start_char, span.end_char, folded[span.label_]), float(span._.confidence or 0.0)


def table(found: dict[str, Measured]) -> list[str]:
    """Give the scores as lines of a Markdown table."""
    lines = [f"| set | names | strict F | norm F | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 4) + "|"]
    for name, scores in found.items():
        by_label = [f"{100 * scores.norm.labels[c].f:.1f}" if c in scores.norm.labels else "" for c in COLUMNS]
        micro = (f"{100 * scores.strict.micro.f:.1f}", f"{100 * scores.norm.micro.f:.1f}")
        lines.append(f"| {name} | {scores.norm.micro.wanted} | {' | '.join((*micro, *by_label))} |")
    return lines
