"""Names against annotated files: JSON lines (text, spans) or spaCy's DocBin, one or two pipelines.

Only the labels that a file annotates are scored. A file with the one label GPE_LOC counts GPE, LOC and FAC as that.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from pydantic import Field
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from diplo_extract.errors import UsageError
from diplo_extract.evaluate.evaluation import Measure, measure
from diplo_extract.evaluate.intervals import counts_of, paired_difference
from diplo_extract.evaluate.outcome import Count
from diplo_extract.evaluate.table import measure_cells, measure_head
from diplo_extract.records import Model

ALL = "all"
ONE_PLACE = {"GPE": "GPE_LOC", "LOC": "GPE_LOC", "FAC": "GPE_LOC"}
Name = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its names; nothing is known of the characters in `unknown`."""

    text: str
    names: frozenset[Name]
    labels: frozenset[str]
    """Those that are annotated wherever they occur."""
    unknown: tuple[tuple[int, int], ...] = ()


class NameFigures(Model):
    """How well one pipeline finds names."""

    model: str
    texts: int
    labels: dict[str, Measure]
    counts: dict[str, list[Count]] = Field(description="of each label, text by text")


def read_names(paths: Iterable[str | Path]) -> list[NamedText]:
    """Read annotated files; raises UsageError that names the file, and the line of JSON lines."""
    return [text for path in paths for text in _read(Path(path))]


def _read(path: Path) -> list[NamedText]:
    try:
        if path.suffix == ".spacy":
            texts = [_from_doc(doc) for doc in DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)]
        else:
            texts = list(_from_lines(path))
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror or error}): name JSON lines, or a .spacy file of documents"
        ) from error
    except UsageError:
        raise
    except Exception as error:
        raise UsageError(f"{path} is no DocBin of spaCy ({error}): write it anew with DocBin.to_disk") from error
    every = frozenset(label for text in texts for _, _, label in text.names)
    if not every:
        raise UsageError(f"{path} holds no names: give texts with spans, or documents with entities")
    return [NamedText(text.text, text.names, text.labels or every, text.unknown) for text in texts]


def _from_doc(doc: Doc) -> NamedText:
    names = frozenset((span.start_char, span.end_char, span.label_) for span in doc.ents)
    unknown = tuple((token.idx, token.idx + len(token)) for token in doc if not token.ent_iob_)
    return NamedText(doc.text, names, frozenset(), unknown)


def _from_lines(path: Path) -> Iterator[NamedText]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield _from_row(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                wanted = '{"text": …, "spans": [{"start": …, "end": …, "label": …}]}'
                raise UsageError(f"{path} line {number} is not {wanted}, one line a text ({error})") from error


def _from_row(row: dict[str, Any]) -> NamedText:
    text = str(row["text"])
    names = frozenset((int(span["start"]), int(span["end"]), str(span["label"])) for span in row["spans"])
    if any(not 0 <= start < end <= len(text) for start, end, _ in names):
        raise ValueError("a span lies outside of the text")
    covered = frozenset(map(str, row.get("covered", ())))
    return NamedText(text, frozenset(name for name in names if not covered or name[2] in covered), covered)


def score_names(nlp: Language, texts: Sequence[NamedText]) -> NameFigures:
    """Let a pipeline find the names of the texts, and count."""
    known = set(nlp.pipe_labels["diplo_ner"]) | set(ONE_PLACE.values())
    scored = sorted({label for text in texts for label in text.labels} & known)
    if not scored:
        raise UsageError(f"none of the labels in the files is known to the pipeline: use {', '.join(sorted(known))}")
    counts: dict[str, list[Count]] = {label: [] for label in (*scored, ALL)}
    with nlp.select_pipes(enable=["diplo_sentences", "diplo_ner"]):
        for text, doc in zip(texts, nlp.pipe(text.text for text in texts), strict=True):
            found = _found(doc, text)
            names = {name for name in text.names if name[2] in scored}
            for label in scored:
                if label in text.labels:
                    counts[label].append(_count(found, names, label))
            counts[ALL].append(_count(found, names, None))
    return NameFigures(
        model=f"{nlp.meta['name']} {nlp.meta['version']}",
        texts=len(texts),
        labels={label: measure(each) for label, each in counts.items()},
        counts=counts,
    )


def _found(doc: Doc, text: NamedText) -> set[Name]:
    found = set()
    for span in doc.ents:
        label = ONE_PLACE.get(span.label_, span.label_) if "GPE_LOC" in text.labels else span.label_
        start, end = span.start_char, span.end_char
        if label in text.labels and all(stop <= start or end <= begin for begin, stop in text.unknown):
            found.add((start, end, label))
    return found


def _count(found: set[Name], wanted: set[Name], label: str | None) -> Count:
    ours = {name for name in found if label in (None, name[2])}
    theirs = {name for name in wanted if label in (None, name[2])}
    return Count(right=len(ours & theirs), predicted=len(ours), gold=len(theirs))


def names_lines(figures: NameFigures, other: NameFigures | None) -> Iterator[str]:
    """Give the figures as a table; with another pipeline's beside them and what changed from it."""
    both = [figures] if other is None else [other, figures]
    yield f"{figures.texts} texts; names exactly as annotated, in percent; 95 %: bootstrap over texts"
    yield f"{'':8s} {'':>6s}" + "".join(f"   {each.model:^27s}" for each in both)
    yield (
        f"{'label':8s} {'names':>6s}"
        + f"   {measure_head()}" * len(both)
        + (f"   {'change':>6s} {'95 %':>12s}" if other else "")
    )
    for label, figure in figures.labels.items():
        cells = "".join(f"   {measure_cells(each.labels[label])}" for each in both)
        yield f"{label:8s} {figure.gold:6d}{cells}" + (_change(other, figures, label) if other else "")


def _change(before: NameFigures, after: NameFigures, label: str) -> str:
    first, last = before.labels[label].f, after.labels[label].f
    paired = paired_difference(counts_of(before.counts[label]), counts_of(after.counts[label]))
    if first is None or last is None:
        return ""
    interval = f"{100 * paired[0]:+.1f}…{100 * paired[1]:+.1f}" if paired else ""
    return f"   {100 * (last - first):+6.1f} {interval:>12s}"
