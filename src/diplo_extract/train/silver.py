"""Raw releases, labelled by the teacher: what it is sure of is taught, what it doubts gives no loss."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from diplo_extract.nlp.ner_tags import OUTSIDE, Decoder, Tags, spans
from diplo_extract.train.corpora import rows, split_passage
from diplo_extract.train.passages import Name, Passage, annotated

SURE_NAME, SURE_NOTHING = 0.85, 0.85
FIRST_WORDS = 220
"""Words taken from a release: its beginning names most, and many releases teach more than long ones."""
WINDOWS_AT_ONCE = 16


class Labeller(Protocol):
    """What the teacher offers."""

    tags: Tags

    def label(self, texts: list[list[str]]) -> list[npt.NDArray[np.float32]]:
        """Give the probability of every tag for every word."""
        ...


def raw_passages(path: Path, words: int, seed: int) -> Iterator[Passage]:
    """Give unlabelled passages from a file of releases, about `words` in all, the same for the same seed."""
    taken = 0
    for row in sorted(rows(path), key=lambda row: hashlib.sha1(f"{seed} {row['id']}".encode()).digest()):
        text = f"{row['title']}\n\n{row['text']}" if row.get("title") else str(row["text"])
        document = annotated(text[: FIRST_WORDS * 9], (), source="silver")
        document.words = document.words[:FIRST_WORDS]
        for passage in split_passage(document):
            yield passage
            taken += len(passage.words)
        if taken >= words:
            return


def labelled(passages: Iterable[Passage], teacher: Labeller) -> Iterator[Passage]:
    """Give the passages with the teacher's names."""
    decode = Decoder(teacher.tags)
    pool: list[Passage] = []
    for passage in [*passages, None]:
        if passage is not None:
            pool.append(passage)
        if pool and (passage is None or len(pool) == WINDOWS_AT_ONCE * 16):
            pool.sort(key=lambda each: len(each.words))
            for at in range(0, len(pool), WINDOWS_AT_ONCE):
                some = pool[at : at + WINDOWS_AT_ONCE]
                for each, table in zip(some, teacher.label([each.words for each in some]), strict=True):
                    yield with_names(each, table, decode, teacher.tags)
            pool = []


def with_names(passage: Passage, table: npt.NDArray[np.float32], decode: Decoder, tags: Tags) -> Passage:
    """Give a passage with the names that a table of probabilities stands for; doubtful words are marked unknown."""
    table = table.copy()
    breaks = [i for i, word in enumerate(passage.words) if word.isspace()]
    table[breaks] = 0
    table[breaks, OUTSIDE] = 1
    path = decode(np.log(np.maximum(table, 1e-9)))
    made = Passage(passage.words, source=passage.source)
    for start, end, label in spans(path):
        if table[np.arange(start, end), path[start:end]].min() >= SURE_NAME:
            made.names.append(Name(start, end, (tags.labels[label],)))
        else:
            made.unknown.update(range(start, end))
    doubtful = np.flatnonzero((path == OUTSIDE) & (table[:, OUTSIDE] < SURE_NOTHING))
    made.unknown.update(int(i) for i in doubtful)
    return made


def write(passages: Iterable[Passage], path: Path) -> int:
    """Write passages as JSON lines, gzipped; gives the number of words."""
    words = 0
    with gzip.GzipFile(path, "wb", mtime=0) as out:
        for passage in passages:
            names = [[name.start, name.end, name.choices[0]] for name in passage.names]
            row = {"words": passage.words, "names": names, "unknown": sorted(passage.unknown)}
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            words += len(passage.words)
    return words


def read(path: Path) -> list[Passage]:
    """Read what `write` wrote."""

    def passage(row: dict[str, Any]) -> Passage:
        names = [Name(start, end, (label,)) for start, end, label in row["names"]]
        return Passage(row["words"], names, set(row["unknown"]), source="silver")

    return [passage(row) for row in rows(path)]
