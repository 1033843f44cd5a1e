"""What every name tagger does with its scores: decode, repair, set doc.ents with a confidence, save and load.

The network that gives the scores is the business of `ner` (convolutions) and `ner_encoder` (a small transformer).
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span
from spacy.util import SimpleFrozenList

from diplo_extract.errors import ModelError
from diplo_extract.nlp import ner_repair
from diplo_extract.nlp.annotations import register
from diplo_extract.nlp.ner_repair import Mention
from diplo_extract.nlp.ner_tags import Decoder, Floats, Tags, spans

LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT")
FORMAT = 1
"""Of the files of a tagger; raised when an older package could not read them."""
SETTINGS = "names.json"
WORDS_PER_BATCH = 10_000
_LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
REMEDY = "reinstall the package, or make the pipeline again with 'diplo-extract train'"


@dataclass(frozen=True, slots=True)
class TaggerSettings:
    """What was fixed when a network was trained."""

    labels: tuple[str, ...] = LABELS
    calibration: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0))
    """Points (raw, calibrated) between which a confidence is interpolated."""
    calibrated: bool = False


class Tagger(ABC):
    """Sets doc.ents and span._.confidence (calibrated; None when nobody measured it)."""

    FILES: ClassVar[tuple[str, ...]]
    """The files of a saved tagger, SETTINGS first; only the last one may hold NULs."""
    settings: TaggerSettings
    tags: Tags
    _decode: Decoder

    def __init__(self, *, repair: bool) -> None:
        register()
        self.repair = repair

    @abstractmethod
    def scores(self, docs: Sequence[Doc]) -> list[Floats]:
        """Give the log-probability of every tag for every token of each Doc."""

    @abstractmethod
    def _contents(self) -> dict[str, bytes]:
        """Give the files to save."""

    @abstractmethod
    def _restore(self, files: dict[str, bytes], where: str) -> None:
        """Take what `_contents` gave; raises ModelError that names what is damaged."""

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
        return round(interpolated(raw, self.settings.calibration), 4)

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
        """Give all files as bytes."""
        return b"\0".join(self._contents().values())

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = SimpleFrozenList()) -> Self:
        """Take what `to_bytes` gave."""
        parts = data.split(b"\0", len(self.FILES) - 1)
        self._restore(dict(zip(self.FILES, parts, strict=True)), "the bytes of the name tagger")
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        """Write all files into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self._contents().items():
            (folder / name).write_bytes(data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> Self:
        """Read what `to_disk` wrote; raises ModelError that names the file and the remedy."""
        folder = Path(path)
        for name in self.FILES:
            if not (folder / name).is_file():
                raise ModelError(f"{folder / name} is missing; {REMEDY}")
        self._restore({name: (folder / name).read_bytes() for name in self.FILES}, str(folder))
        return self


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


def interpolated(raw: float, curve: Sequence[tuple[float, float]]) -> float:
    """Give what a curve of points (raw, calibrated) says of a raw score."""
    after = min(max(1, bisect_right(curve, (raw, 1.0))), len(curve) - 1)
    (x0, y0), (x1, y1) = curve[after - 1], curve[after]
    share = (raw - x0) / (x1 - x0) if x1 > x0 else 1.0
    return y0 + (y1 - y0) * min(1.0, share)


def log_softmax(rows: Floats) -> Floats:
    """Give the logarithms of the probabilities that rows of scores stand for."""
    shifted = rows - rows.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float32)


def settings_to_json(settings: TaggerSettings) -> bytes:
    """Give settings with the format of the files."""
    return json.dumps({"format": FORMAT, **asdict(settings)}, indent=1).encode()


def settings_from_json(data: bytes, where: str) -> dict[str, Any]:
    """Give the fields of the settings; raises ModelError for another format, and for what cannot be read."""
    try:
        values: dict[str, Any] = json.loads(data)
        made_by = values.pop("format")
        values["labels"] = tuple(values["labels"])
        values["calibration"] = tuple((a, b) for a, b in values["calibration"])
    except Exception as error:
        raise ModelError(f"{where}/{SETTINGS} is damaged ({error!r}); {REMEDY}") from error
    if made_by != FORMAT:
        raise ModelError(f"{where}/{SETTINGS} has format {made_by}, this package reads format {FORMAT}; {REMEDY}")
    return values
