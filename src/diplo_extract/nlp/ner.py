"""Names: a BIOES softmax head over a small convolution, decoded by Viterbi, with a confidence for every span.

What the trained parts are is told in `ner_model` and `ner_tags`; `diplo_extract.train` makes them.
"""

from __future__ import annotations

import io
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import SimpleFrozenList

from diplo_extract.errors import ModelError
from diplo_extract.nlp import ner_model, ner_repair
from diplo_extract.nlp.annotations import register
from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.nlp.ner_repair import Mention
from diplo_extract.nlp.ner_tags import Decoder, Floats, Tags, spans

LABELS = ("PERSON", "ORG", "GPE_LOC", "FAC", "NORP", "EVENT")
FORMAT = 1
"""Of the files below; raised when an older package could not read them."""
SETTINGS, WEIGHTS, PIECES = "names.json", "weights.npz", "pieces.txt"
FILES = (SETTINGS, PIECES, WEIGHTS)
WORDS_PER_BATCH = 10_000
LONGEST_PIECE = 5_000
"""Tokens that go through the network together: a text of any length needs the memory of two of these."""
_LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_UNTRAINED = ner_model.Size(width=1, depth=1, rows=(1,) * len(ner_model.FEATURES))
"""The network of a component that has not been loaded yet: it finds no names."""
_REMEDY = "reinstall the package, or make the pipeline again with 'diplo-extract train ner'"


@dataclass(frozen=True, slots=True)
class Settings:
    """What was fixed when the network was trained."""

    labels: tuple[str, ...] = LABELS
    size: ner_model.Size = field(default_factory=ner_model.Size)
    calibration: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0))
    """Points (raw, calibrated) between which a confidence is interpolated."""
    calibrated: bool = False


class NameTagger:
    """spaCy component `diplo_ner`: sets doc.ents and span._.confidence (calibrated; None when nobody measured it)."""

    def __init__(self, settings: Settings | None = None, pieces: Pieces | None = None, *, repair: bool = True) -> None:
        register()
        self.repair = repair
        self.configure(settings or Settings(size=_UNTRAINED), pieces)
        if settings is None:
            ner_model.set_weights(self.model, [np.zeros_like(value) for value in ner_model.weights(self.model)])

    def configure(self, settings: Settings, pieces: Pieces | None = None) -> None:
        """Make a fresh network of the shape that `settings` ask for."""
        self.settings = settings
        self.pieces = pieces
        self.tags = Tags(settings.labels)
        self.model = ner_model.build(settings.size, len(self.tags))
        ner_model.use_faster_product(self.model)
        self.words = ner_model.FeatureTable(settings.size.depth, pieces)
        self._decode = Decoder(self.tags)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it can give."""
        return self.settings.labels

    def __call__(self, doc: Doc) -> Doc:
        """Set doc.ents."""
        self._tag([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Set doc.ents of many Docs, about ten thousand words at a time."""
        batch: list[Doc] = []
        size = 0
        for doc in stream:
            batch.append(doc)
            size += len(doc)
            if size >= WORDS_PER_BATCH or len(batch) >= batch_size:
                yield from self._tag(batch)
                batch, size = [], 0
        yield from self._tag(batch)

    def scores(self, docs: Sequence[Doc]) -> list[Floats]:
        """Give the log-probability of every tag for every token of each Doc."""
        found: list[list[Floats]] = [[] for _ in docs]
        for pieces in _batches(docs, margin=self.settings.size.depth):
            batch = self.words.lay_out([piece.keys for piece in pieces], docs[0].vocab.strings.__getitem__)
            raw = self.model.predict(batch)
            for piece, offset in zip(pieces, batch.offsets, strict=True):
                rows = raw[offset + piece.skip : offset + piece.skip + piece.length]
                found[piece.doc].append(_log_softmax(rows))
        empty = np.zeros((0, len(self.tags)), dtype=np.float32)
        return [np.concatenate(rows) if rows else empty for rows in found]

    def mentions(self, doc: Doc, scores: Floats) -> list[Mention]:
        """Give the names that a Doc's scores stand for, before any repair."""
        found = []
        for line in _lines(doc):
            rows = scores[line]
            path = self._decode(rows)
            for start, end, label in spans(path):
                raw = float(np.exp(rows[np.arange(start, end), path[start:end]].min()))
                found.append(Mention(int(line[start]), int(line[end - 1]) + 1, self.labels[label], raw))
        return found

    def confidence(self, raw: float) -> float | None:
        """Give the calibrated probability that a name with this raw score is right."""
        if not self.settings.calibrated:
            return None
        curve = self.settings.calibration
        after = min(max(1, bisect_right(curve, (raw, 1.0))), len(curve) - 1)
        (x0, y0), (x1, y1) = curve[after - 1], curve[after]
        share = (raw - x0) / (x1 - x0) if x1 > x0 else 1.0
        return round(y0 + (y1 - y0) * min(1.0, share), 4)

    def _tag(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        for doc, scores in zip(docs, self.scores(docs) if docs else (), strict=True):
            found = self.mentions(doc, scores)
            if self.repair:
                found = ner_repair.repair(doc, found)
            names = [Span(doc, mention.start, mention.end, label=mention.label) for mention in found]
            doc.set_ents(names, default="outside")
            for span, mention in zip(names, found, strict=True):
                span._.confidence = self.confidence(mention.score)
        return docs

    def to_bytes(self, *, exclude: Iterable[str] = SimpleFrozenList()) -> bytes:
        """Give settings, word pieces and weights as bytes."""
        return b"\0".join(self._files().values())

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = SimpleFrozenList()) -> NameTagger:
        """Take settings, word pieces and weights from bytes."""
        self._restore(dict(zip(FILES, data.split(b"\0", 2), strict=True)), "the bytes of the name tagger")
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        """Write settings, word pieces and weights into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self._files().items():
            (folder / name).write_bytes(data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> NameTagger:
        """Read what `to_disk` wrote; raises ModelError that names the file and the remedy."""
        folder = Path(path)
        for name in FILES:
            if not (folder / name).is_file():
                raise ModelError(f"{folder / name} is missing; {_REMEDY}")
        self._restore({name: (folder / name).read_bytes() for name in FILES}, str(folder))
        return self

    def _files(self) -> dict[str, bytes]:
        """Weights in half precision: half the size, the same names."""
        tables = [value.astype(np.float16) for value in ner_model.weights(self.model)]
        out = io.BytesIO()
        np.savez(out, *tables, *([self.pieces.table] if self.pieces else []))
        vocabulary = "\n".join(self.pieces.vocabulary if self.pieces else [])
        return {SETTINGS: _to_json(self.settings).encode(), PIECES: vocabulary.encode(), WEIGHTS: out.getvalue()}

    def _restore(self, files: dict[str, bytes], where: str) -> None:
        settings = _from_json(files[SETTINGS], f"{where}/{SETTINGS}")
        try:
            with np.load(io.BytesIO(files[WEIGHTS]), allow_pickle=False) as stored:
                tables = [stored[f"arr_{i}"] for i in range(len(stored.files))]
            pieces = None
            if settings.size.pieces:
                pieces = Pieces(files[PIECES].decode().split("\n"), tables.pop())
            self.configure(settings, pieces)
            ner_model.set_weights(self.model, tables)
        except Exception as error:
            raise ModelError(f"{where}/{WEIGHTS} is damaged ({error}); {_REMEDY}") from error


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


def _lines(doc: Doc) -> Iterator[npt.NDArray[np.intp]]:
    """Give the numbers of the tokens of each line, white space left out: no name crosses a line break."""
    spaces = doc.to_array("IS_SPACE").astype(bool)
    words = ~spaces
    if not spaces.any():
        cuts = np.zeros(0, dtype=np.intp)
    else:
        breaks = [i for i in np.flatnonzero(spaces) if not _LINE_BREAKS.isdisjoint(doc[int(i)].text)]
        cuts = np.asarray(breaks, dtype=np.intp)
    for line in np.split(np.arange(len(doc)), cuts):
        kept = line[words[line]]
        if len(kept):
            yield kept


def _log_softmax(rows: Floats) -> Floats:
    shifted = rows - rows.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float32)


def _to_json(settings: Settings) -> str:
    return json.dumps({"format": FORMAT, **asdict(settings)}, indent=1)


def _from_json(data: bytes, where: str) -> Settings:
    try:
        values: dict[str, Any] = json.loads(data)
        made_by, shape = values.pop("format"), values.pop("size")
        size = ner_model.Size(shape["width"], shape["depth"], tuple(shape["rows"]), shape.get("pieces", 0))
        labels, calibration = tuple(values.pop("labels")), tuple((a, b) for a, b in values.pop("calibration"))
        settings = Settings(labels=labels, size=size, calibration=calibration, **values)
    except Exception as error:
        raise ModelError(f"{where} is damaged ({error!r}); {_REMEDY}") from error
    if made_by != FORMAT:
        raise ModelError(f"{where} has format {made_by}, this package reads format {FORMAT}; {_REMEDY}")
    return settings


@Language.factory("diplo_ner", default_config={"repair": True})
def make_ner(nlp: Language, name: str, repair: bool) -> NameTagger:
    """Give the component, untrained: its labels and weights come with `from_disk`."""
    return NameTagger(repair=repair)
