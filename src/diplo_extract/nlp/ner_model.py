"""The network behind `diplo_ner`: hashed word features, a narrow convolution, one score per BIOES tag.

A word's vector depends on the word alone, so it is computed once for each different word of a batch and then spread
over the tokens: a quarter of the work on running text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.lang.lex_attrs import word_shape
from spacy.strings import get_string_id
from thinc.api import (
    HashEmbed,
    Linear,
    Maxout,
    Model,
    NumpyOps,
    chain,
    clone,
    concatenate,
    expand_window,
    residual,
)

from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.nlp.ner_tags import Floats

Words = npt.NDArray[np.uint64]
Network = Model[Any, Any]
CACHE_LIMIT = 50_000
"""Words whose features are kept: about 40 MB at most, whatever is read."""

_NO_VECTOR: Floats = np.zeros(0, dtype=np.float32)

FEATURES = ("word", "prefix", "suffix", "ending", "shape")


@dataclass(frozen=True, slots=True)
class Size:
    """How large the network is."""

    width: int = 96
    depth: int = 4
    rows: tuple[int, ...] = (8000, 3000, 3000, 3000, 1000)
    pieces: int = 0
    """Length of a word-piece vector; 0 for a network without them."""


def fold(word: str) -> str:
    """Give a word in lower case without diacritics, digits alike: "Gürbüz" and "GURBUZ" look the same here."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return "".join("0" if c.isdigit() else c for c in bare.replace("ı", "i").replace("İ", "i").lower())


def key(text: str) -> int:
    """Give the 64-bit hash that spaCy knows a text by."""
    return int(get_string_id(text))


def features(word: str) -> list[int]:
    """Give the hashed features of a word, in the order of FEATURES."""
    plain = fold(word[:80])
    parts = (plain, word[:3], word[-3:], plain[-4:], word_shape(word[:80]))
    return [key(f"{name}={part}") for name, part in zip(FEATURES, parts, strict=True)]


@dataclass(slots=True)
class Batch:
    """Lines of tokens laid end to end, `gap` empty places before, between and after them."""

    words: Words
    """One row of features for each different word; the last row stands for the empty places."""
    vectors: Floats
    """What the word pieces say, in the same rows; no columns in a network without pieces."""
    places: npt.NDArray[np.intp]
    """The row of `words` that stands at each place."""
    offsets: list[int]
    """Where each line begins."""


@dataclass(slots=True)
class FeatureTable:
    """Remembers the features of the words seen so far."""

    gap: int
    pieces: Pieces | None = None
    _known: dict[int, tuple[list[int], Floats]] = field(default_factory=dict)

    def lay_out(self, keys: Sequence[Words], text_of: Callable[[int], str]) -> Batch:
        """Lay out lines of word keys; `text_of` gives the word of a key."""
        flat = np.concatenate(keys) if keys else np.zeros(0, dtype=np.uint64)
        different, inverse = np.unique(flat, return_inverse=True)
        rows = [self._row(int(key), text_of) for key in different]
        words = np.asarray([*(row[0] for row in rows), [0] * len(FEATURES)], dtype=np.uint64)
        vectors = np.zeros((len(words), self.pieces.width if self.pieces else 0), dtype=np.float32)
        if self.pieces and rows:
            vectors[:-1] = [row[1] for row in rows]
        total = len(flat) + self.gap * (len(keys) + 1)
        places = np.full(total, len(different), dtype=np.intp)
        offsets, read, write = [], 0, self.gap
        for line in keys:
            places[write : write + len(line)] = inverse[read : read + len(line)]
            offsets.append(write)
            read += len(line)
            write += len(line) + self.gap
        return Batch(words, vectors, places, offsets)

    def _row(self, key: int, text_of: Callable[[int], str]) -> tuple[list[int], Floats]:
        row = self._known.get(key)
        if row is None:
            if len(self._known) >= CACHE_LIMIT:
                self._known.clear()
            word = text_of(key)
            vector = self.pieces.vector(word) if self.pieces else _NO_VECTOR
            row = self._known[key] = features(word), vector
        return row


def build(size: Size, tags: int, *, seed: int = 0) -> Model[Batch, Floats]:
    """Give a fresh network with `tags` scores per token; the weights depend on the seed of numpy's random state."""
    embeds: list[Network] = [
        HashEmbed(nO=size.width, nV=rows, column=column, seed=seed + column + 7, dropout=0.0)
        for column, rows in enumerate(size.rows)
    ]
    mixed = len(size.rows) * size.width + size.pieces
    hashed: Network = concatenate(*embeds)
    mix: Network = Maxout(nO=size.width, nI=mixed, nP=3, dropout=0.0, normalize=True)
    step: Network = chain(
        expand_window(window_size=1),
        Maxout(nO=size.width, nI=size.width * 3, nP=3, dropout=0.0, normalize=True),
    )
    encode: Network = chain(clone(residual(step), size.depth), Linear(nO=tags, nI=size.width))
    model: Model[Batch, Floats] = Model("diplo_names", _forward, layers=[hashed, mix, encode])
    for layer in (hashed, mix, encode):
        layer.initialize()
    # always the same matrix product, on one thread: another one rounds otherwise, and the same input would not give
    # the same bytes, nor the same seed the same weights
    ops = NumpyOps()
    for node in model.walk():
        node.ops = ops
    return model


def _forward(model: Model[Batch, Floats], batch: Batch, is_train: bool) -> tuple[Floats, Callable[[Floats], Batch]]:
    hashed, mix, encode = model.layers
    letters, back_hashed = hashed(batch.words, is_train)
    vectors, back_mix = mix(np.hstack([letters, batch.vectors]), is_train)
    filled = batch.places != len(batch.words) - 1
    spread = vectors[batch.places] * filled[:, None]
    scores, back_encode = encode(spread, is_train)

    def backprop(d_scores: Floats) -> Batch:
        d_spread = back_encode(d_scores) * filled[:, None]
        d_vectors = np.zeros_like(vectors)
        model.ops.scatter_add(d_vectors, cast(Any, batch.places), d_spread)
        back_hashed(np.ascontiguousarray(back_mix(d_vectors)[:, : letters.shape[1]]))
        return batch

    return scores, backprop


def weights(model: Model[Any, Any]) -> list[npt.NDArray[np.float32]]:
    """Give the weights of a network, always in the same order."""
    return [cast(Floats, node.get_param(name)) for node, name in _slots(model)]


def set_weights(model: Model[Any, Any], values: Iterable[npt.NDArray[Any]]) -> None:
    """Put weights into a network; raises ValueError when they do not fit."""
    slots = _slots(model)
    values = list(values)
    if len(values) != len(slots):
        raise ValueError(f"{len(values)} weight tables where the network has {len(slots)}")
    for (node, name), value in zip(slots, values, strict=True):
        if value.shape != node.get_param(name).shape:
            raise ValueError(
                f"a weight table of shape {value.shape} where the network has {node.get_param(name).shape}"
            )
        node.set_param(name, cast(Any, np.ascontiguousarray(value, dtype=np.float32)))


def gradients(model: Model[Any, Any]) -> list[npt.NDArray[np.float32]]:
    """Give the gradients of the last step, in the order of `weights`, and forget them."""
    found = []
    for node, name in _slots(model):
        if not node.has_grad(name):
            node.set_grad(name, cast(Any, np.zeros_like(node.get_param(name))))
        gradient = cast(Floats, node.get_grad(name))
        found.append(gradient.copy())
        gradient.fill(0)
    return found


def _slots(model: Model[Any, Any]) -> list[tuple[Model[Any, Any], str]]:
    return [(node, name) for node in model.walk() for name in node.param_names if node.has_param(name)]
