"""Word pieces: what a large encoder knows about the parts of a word, as a small table.

The hashed features know a word by its letters and by the few hundred thousand words of training text; a piece's vector
also carries what the encoder saw of it in its own training ("nairobi" is like "kampala"). Each word gets the mean of
its pieces' vectors, so the table costs nothing per token.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

UNKNOWN = "[UNK]"
LONGEST_WORD = 80


class Pieces:
    """Cuts words into the pieces of a vocabulary (longest first) and gives their vectors."""

    def __init__(self, vocabulary: Sequence[str], table: npt.NDArray[np.float16]) -> None:
        self.vocabulary = list(vocabulary)
        self.table = table
        self._rows = {piece: row for row, piece in enumerate(self.vocabulary)}
        self._unknown = self._rows.get(UNKNOWN, 0)
        self._longest = max(map(len, self.vocabulary), default=1)

    @property
    def width(self) -> int:
        """Length of a vector."""
        return int(self.table.shape[1])

    def vector(self, word: str) -> npt.NDArray[np.float32]:
        """Give the mean of the vectors of a word's pieces."""
        return np.asarray(self.table[self.rows(word)].mean(axis=0, dtype=np.float32), dtype=np.float32)

    def row(self, piece: str) -> int:
        """Give the row of a piece."""
        return self._rows.get(piece, self._unknown)

    def rows(self, word: str) -> list[int]:
        """Give the rows of the pieces of a word; never none."""
        return [row for run in _runs(word[:LONGEST_WORD]) for row in self._cut(run)] or [self._unknown]

    def _cut(self, run: str) -> list[int]:
        found, start = [], 0
        while start < len(run):
            mark = "##" if start else ""
            for end in range(min(len(run), start + self._longest), start, -1):
                row = self._rows.get(mark + run[start:end])
                if row is not None:
                    found.append(row)
                    start = end
                    break
            else:
                return [self._unknown]
        return found


def _runs(word: str) -> Iterator[str]:
    """Cut at punctuation; lower case, no diacritics, as the encoder's own tokenizer does."""
    run = ""
    for c in unicodedata.normalize("NFD", word.lower()):
        if unicodedata.combining(c) or c.isspace():
            continue
        if c.isalnum():
            run += c
            continue
        if run:
            yield run
            run = ""
        yield c
    if run:
        yield run
