"""Names: a BIOES softmax head over a small transformer, run by onnxruntime in whole numbers.

The text goes through the network in windows of neighbouring sentences. What a window gives depends on its words alone,
never on what else is read: each is run by itself, with nothing to fill it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.errors import ModelError
from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.nlp.ner_tagger import (
    REMEDY,
    SETTINGS,
    Tagger,
    TaggerSettings,
    log_softmax,
    settings_from_json,
    settings_to_json,
)
from diplo_extract.nlp.ner_tags import Decoder, Floats, Tags

PIECES, NETWORK = "pieces.txt", "network.onnx"
START, STOP = "[CLS]", "[SEP]"
LONGEST_WINDOW = 126
"""Pieces in a window, its start and stop mark included."""
PIECES_PER_WORD = 8
"""The rest of a word is not read."""
CASES = 8
_MARK_CASE = 7
CACHE_LIMIT = 50_000
"""Words whose pieces are kept."""
_SOFT_ENDS = frozenset(",;:")
_SLOW_FUSION = "SkipLayerNormFusion"
"""Joins each addition with the normalisation behind it, which then take three times as long (onnxruntime 1.32)."""
Ints = npt.NDArray[np.int64]


def case(word: str) -> int:
    """Give the class of a word's capitals and digits: the encoder itself reads lower case."""
    if word.isdigit():
        return 4
    if any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) == 1 else 2
    if word[:1].isupper() and word[1:].islower():
        return 3
    return 6 if any(c.isupper() for c in word) else 7


@dataclass(frozen=True, slots=True)
class Window:
    """The pieces of a stretch of words, between the encoder's start and stop mark."""

    pieces: Ints
    cases: Ints
    first: Ints
    """Where the first piece of each word stands."""


@dataclass(slots=True)
class Words:
    """Remembers the pieces of the words seen so far."""

    pieces: Pieces
    _known: dict[str, tuple[list[int], int]] = field(default_factory=dict)

    def read(self, words: Sequence[str]) -> list[tuple[list[int], int]]:
        """Give pieces and case of each word."""
        if len(self._known) >= CACHE_LIMIT:
            self._known.clear()
        return [self._known.get(word) or self._read(word) for word in words]

    def _read(self, word: str) -> tuple[list[int], int]:
        found = self._known[word] = self.pieces.rows(word)[:PIECES_PER_WORD], case(word)
        return found

    def window(self, entries: Sequence[tuple[list[int], int]]) -> Window:
        """Lay out some words."""
        pieces, cases, first = [self.pieces.row(START)], [_MARK_CASE], []
        for rows, kind in entries:
            first.append(len(pieces))
            pieces += rows
            cases += [kind] * len(rows)
        pieces.append(self.pieces.row(STOP))
        cases.append(_MARK_CASE)
        return Window(np.asarray(pieces), np.asarray(cases), np.asarray(first, dtype=np.int64))


class EncoderTagger(Tagger):
    """spaCy component `diplo_ner_encoder`."""

    FILES = (SETTINGS, PIECES, NETWORK)

    def __init__(self, *, repair: bool = True) -> None:
        super().__init__(repair=repair)
        self.settings = TaggerSettings()
        self.tags = Tags(self.settings.labels)
        self._decode = Decoder(self.tags)
        self._network = b""
        self._session: Any = None
        self.words = Words(Pieces([], np.zeros((0, 0), dtype=np.float16)))

    def configure(self, settings: TaggerSettings, vocabulary: Sequence[str], network: bytes) -> None:
        """Take a trained network."""
        self.settings = settings
        self.tags = Tags(settings.labels)
        self._decode = Decoder(self.tags)
        self.words = Words(Pieces(vocabulary, np.zeros((0, 0), dtype=np.float16)))
        self._network, self._session = network, _session(network)

    def scores(self, docs: Sequence[Doc]) -> list[Floats]:
        """Give the log-probability of every tag for every token of each Doc."""
        return [self._scores(doc) for doc in docs]

    def _scores(self, doc: Doc) -> Floats:
        table = np.zeros((len(doc), len(self.tags)), dtype=np.float32)
        if self._session is None:
            table[:, 1:] = -np.inf
            return table
        texts = [token.text for token in doc]
        entries = self.words.read(texts)
        starts = np.flatnonzero(doc.to_array("SENT_START") == 1)
        soft = [i + 1 for i, text in enumerate(texts) if text in _SOFT_ENDS]
        for start, end in stretches([len(rows) for rows, _ in entries], starts, soft):
            table[start:end] = log_softmax(self._run(self.words.window(entries[start:end])))
        return table

    def _run(self, window: Window) -> Floats:
        inputs = {"pieces": window.pieces[None], "cases": window.cases[None], "first": window.first}
        return np.asarray(self._session.run(None, inputs)[0], dtype=np.float32)

    def _contents(self) -> dict[str, bytes]:
        vocabulary = "\n".join(self.words.pieces.vocabulary)
        return {SETTINGS: settings_to_json(self.settings), PIECES: vocabulary.encode(), NETWORK: self._network}

    def _restore(self, files: dict[str, bytes], where: str) -> None:
        values = settings_from_json(files[SETTINGS], where)
        try:
            self.configure(TaggerSettings(**values), files[PIECES].decode().split("\n"), files[NETWORK])
        except ModelError:
            raise
        except Exception as error:
            raise ModelError(f"{where}/{NETWORK} is damaged ({error}); {REMEDY}") from error


def stretches(lengths: Sequence[int], starts: npt.NDArray[Any], soft: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut words with so many pieces into stretches that fit a window.

    They end before one of `starts` (of sentences), in a sentence that is too long at one of `soft`, else anywhere.
    """
    total = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    begin, count = 0, len(lengths)
    cuts = (np.asarray(starts, dtype=np.int64), np.asarray(soft, dtype=np.int64))
    while begin < count:
        end = int(np.searchsorted(total, total[begin] + LONGEST_WINDOW - 2, side="right")) - 1
        if end < count:
            before = (int(places[at - 1]) for places in cuts if (at := np.searchsorted(places, end, side="right")))
            end = next((place for place in before if place > begin), end)
        yield begin, end
        begin = end


def _session(network: bytes) -> Any:
    """Give a session that uses one thread; raises ModelError when onnxruntime is not there."""
    try:
        runtime = import_module("onnxruntime")
    except ImportError as error:
        raise ModelError("this pipeline needs onnxruntime: pip install onnxruntime") from error
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # a damaged network is told by our own error
    return runtime.InferenceSession(
        network, options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOW_FUSION]
    )


@Language.factory("diplo_ner_encoder", default_config={"repair": True})
def make_encoder(nlp: Language, name: str, repair: bool) -> EncoderTagger:
    """Give the component, untrained: its labels and weights come with `from_disk`."""
    return EncoderTagger(repair=repair)
