"""Names: a BIOES softmax head over a small convolution.

What the trained parts are is told in `ner_model` and `ner_tags`; `diplo_extract.train` makes them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.errors import ModelError
from diplo_extract.nlp import ner_model
from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.nlp.ner_tagger import (
    REMEDY,
    SETTINGS,
    WORDS_PER_BATCH,
    Tagger,
    TaggerSettings,
    log_softmax,
    settings_from_json,
    settings_to_json,
)
from diplo_extract.nlp.ner_tags import Decoder, Floats, Tags

PIECES, WEIGHTS = "pieces.txt", "weights.npz"
LONGEST_PIECE = 5_000
"""Tokens that go through the network together: a text of any length needs the memory of two of these."""
_UNTRAINED = ner_model.Size(width=1, depth=1, rows=(1,) * len(ner_model.FEATURES))
"""The network of a component that has not been loaded yet: it finds no names."""


@dataclass(frozen=True, slots=True)
class Settings(TaggerSettings):
    """What was fixed when the network was trained."""

    size: ner_model.Size = field(default_factory=ner_model.Size)


class NameTagger(Tagger):
    """spaCy component `diplo_ner`."""

    FILES = (SETTINGS, PIECES, WEIGHTS)
    settings: Settings

    def __init__(self, settings: Settings | None = None, pieces: Pieces | None = None, *, repair: bool = True) -> None:
        super().__init__(repair=repair)
        self.configure(settings or Settings(size=_UNTRAINED), pieces)
        if settings is None:
            ner_model.set_weights(self.model, [np.zeros_like(value) for value in ner_model.weights(self.model)])

    def configure(self, settings: Settings, pieces: Pieces | None = None) -> None:
        """Make a fresh network of the shape that `settings` ask for."""
        self.settings = settings
        self.pieces = pieces
        self.tags = Tags(settings.labels)
        self.model = ner_model.build(settings.size, len(self.tags))
        self.words = ner_model.FeatureTable(settings.size.depth, pieces)
        self._decode = Decoder(self.tags)

    def scores(self, docs: Sequence[Doc]) -> list[Floats]:
        """Give the log-probability of every tag for every token of each Doc."""
        found: list[list[Floats]] = [[] for _ in docs]
        for pieces in _batches(docs, margin=self.settings.size.depth):
            batch = self.words.lay_out([piece.keys for piece in pieces], docs[0].vocab.strings.__getitem__)
            raw = self.model.predict(batch)
            for piece, offset in zip(pieces, batch.offsets, strict=True):
                rows = raw[offset + piece.skip : offset + piece.skip + piece.length]
                found[piece.doc].append(log_softmax(rows))
        empty = np.zeros((0, len(self.tags)), dtype=np.float32)
        return [np.concatenate(rows) if rows else empty for rows in found]

    def _contents(self) -> dict[str, bytes]:
        """Weights in half precision: half the size, the same names."""
        tables = [value.astype(np.float16) for value in ner_model.weights(self.model)]
        out = io.BytesIO()
        np.savez(out, *tables, *([self.pieces.table] if self.pieces else []))
        vocabulary = "\n".join(self.pieces.vocabulary if self.pieces else [])
        return {SETTINGS: settings_to_json(self.settings), PIECES: vocabulary.encode(), WEIGHTS: out.getvalue()}

    def _restore(self, files: dict[str, bytes], where: str) -> None:
        settings = _settings(settings_from_json(files[SETTINGS], where), where)
        try:
            with np.load(io.BytesIO(files[WEIGHTS]), allow_pickle=False) as stored:
                tables = [stored[f"arr_{i}"] for i in range(len(stored.files))]
            pieces = None
            if settings.size.pieces:
                pieces = Pieces(files[PIECES].decode().split("\n"), tables.pop())
            self.configure(settings, pieces)
            ner_model.set_weights(self.model, tables)
        except Exception as error:
            raise ModelError(f"{where}/{WEIGHTS} is damaged ({error}); {REMEDY}") from error


def _settings(values: dict[str, Any], where: str) -> Settings:
    try:
        shape = values.pop("size")
        size = ner_model.Size(shape["width"], shape["depth"], tuple(shape["rows"]), shape.get("pieces", 0))
        return Settings(size=size, **values)
    except Exception as error:
        raise ModelError(f"{where}/{SETTINGS} is damaged ({error!r}); {REMEDY}") from error


@dataclass(slots=True)
class _Piece:
    """A stretch of one Doc with the neighbours that the network looks at."""

    doc: int
    keys: npt.NDArray[np.uint64]
    skip: int
    length: int


def _batches(docs: Sequence[Doc], margin: int) -> Iterator[list[_Piece]]:
    """Cut long Docs into pieces and gather the pieces into batches of bounded size."""
    batch: list[_Piece] = []
    size = 0
    for number, doc in enumerate(docs):
        keys = np.asarray(doc.to_array("ORTH"), dtype=np.uint64)
        for start in range(0, len(doc), LONGEST_PIECE):
            end = min(start + LONGEST_PIECE, len(doc))
            before = max(0, start - margin)
            batch.append(_Piece(number, keys[before : end + margin], start - before, end - start))
            size += end - start
            if size >= WORDS_PER_BATCH:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


@Language.factory("diplo_ner", default_config={"repair": True})
def make_ner(nlp: Language, name: str, repair: bool) -> NameTagger:
    """Give the component, untrained: its labels and weights come with `from_disk`."""
    return NameTagger(repair=repair)
