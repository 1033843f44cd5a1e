"""Raw releases, labelled by the accurate pipeline: what it is sure of is taught, what it doubts gives no loss."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from diplo_extract.nlp.ner_tagger import Tagger
from diplo_extract.nlp.ner_tags import OUTSIDE, Decoder, Tags, spans
from diplo_extract.train.corpora import rows, split_passage
from diplo_extract.train.gold import text_of
from diplo_extract.train.passages import Name, Passage

SURE_NAME, SURE_NOTHING = 0.85, 0.85
FIRST_CHARACTERS = 2_000
"""Read of a release: its beginning names most, and many releases teach more than long ones."""


def raw_texts(path: Path, seed: int, without: frozenset[str]) -> Iterator[str]:
    """Give the beginnings of releases, but of those in `without`; the same order for the same seed."""
    for row in sorted(rows(path), key=lambda row: hashlib.sha1(f"{seed} {row['id']}".encode()).digest()):
        if row["id"] not in without:
            yield text_of(row)[:FIRST_CHARACTERS]


def labelled(
    texts: Iterable[str], nlp: Language, words: int, report: Callable[[int], object] = lambda words: None
) -> Iterator[Passage]:
    """Give about `words` words with the names that the tagger of `nlp` finds."""
    tagger, sentences = nlp.get_pipe("diplo_ner"), nlp.get_pipe("diplo_sentences")
    assert isinstance(tagger, Tagger)
    decode = Decoder(tagger.tags)
    taken = 0
    for text in texts:
        doc = sentences(nlp.make_doc(text))
        passage = Passage([token.text for token in doc], source="silver")
        table = np.exp(tagger.scores([doc])[0])
        yield from split_passage(with_names(passage, table, decode, tagger.tags))
        taken += len(passage.words)
        report(len(passage.words))
        if taken >= words:
            return


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
