"""A stretch of annotated words, and what its annotation allows the network to say.

A corpus that does not annotate a label says nothing about it: such words are not O, they are "O or that label". The
network pays only for the probability it puts outside of what is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from diplo_extract.nlp.ner_tags import OUTSIDE, Bools, Tags
from diplo_extract.nlp.words import english

NOTHING = ""
"""Stands for "no name" among the choices of a Name."""


@dataclass(frozen=True, slots=True)
class Name:
    """Words `start` to `end` are a name with one of the labels in `choices`."""

    start: int
    end: int
    choices: tuple[str, ...]


@dataclass(slots=True)
class Passage:
    """Some words with their names."""

    words: list[str]
    names: list[Name] = field(default_factory=list)
    unknown: set[int] = field(default_factory=set)
    """Words about which the annotation says nothing at all."""
    loose: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Words outside of every name that could belong to a name of these labels."""
    source: str = ""


def allowed(passage: Passage, tags: Tags) -> Bools:
    """Give a table that is true for every tag that the annotation allows a word to have."""
    table = np.zeros((len(passage.words), len(tags)), dtype=np.bool_)
    table[:, OUTSIDE] = True
    for i, labels in passage.loose.items():
        for label in labels:
            first = tags.index(label, 0)
            table[i, first : first + 4] = True
    for name in passage.names:
        rows = slice(name.start, name.end)
        table[rows, OUTSIDE] = NOTHING in name.choices
        for label in name.choices:
            if label != NOTHING:
                numbers = tags.of_span(label, name.end - name.start)
                table[np.arange(name.start, name.end), numbers] = True
    table[sorted(passage.unknown)] = True
    return table


def partial_loss(scores: npt.NDArray[np.float32], table: Bools) -> tuple[float, npt.NDArray[np.float32]]:
    """Give −log of the probability of what is allowed, summed over words, and its gradient.

    A word for which everything is allowed gives no loss and no gradient.
    """
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = shifted / shifted.sum(axis=1, keepdims=True)
    permitted = np.where(table, probabilities, 0)
    total = np.maximum(permitted.sum(axis=1, keepdims=True), 1e-9)
    gradient = probabilities - permitted / total
    return float(-np.log(total).sum()), gradient.astype(np.float32)


@lru_cache(maxsize=1)
def tokenizer() -> Language:
    """Give the tokenizer that the shipped pipelines use."""
    return english()


def annotated(text: str, names: Iterable[tuple[int, int, tuple[str, ...]]], source: str) -> Passage:
    """Give a text with names at character offsets as a passage; a name that overlaps an earlier one is left out."""
    doc = tokenizer().make_doc(text)
    passage = Passage([token.text for token in doc], source=source)
    taken = 0
    for start, end, choices in sorted(names):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or span.start < taken:
            continue
        taken = span.end
        passage.names.append(Name(span.start, span.end, choices))
    return passage


def split_words(text: str) -> list[str]:
    """Give the words of a text as the pipelines see them."""
    return [token.text for token in tokenizer().make_doc(text)]
