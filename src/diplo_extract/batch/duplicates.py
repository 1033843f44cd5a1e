"""Which records repeat an earlier one: byte for byte, or as a reprint with small changes.

The index lies on disk, so that memory does not grow with the archive; records are shown to it in the order of the
input, so that the marks do not depend on workers or on earlier runs.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

import numpy as np

from diplo_extract.batch.likeness import VALUES, Likeness, same_numbers, similarity

SIMILAR = 0.9
"""Share of word runs in common that makes a reprint: five small changes in a release of 500 words."""
# two texts that share 0.9 of their runs meet in one of 12 bands in 994 of 1,000 cases
_BANDS = 12
_MIXERS = np.random.default_rng(1).integers(1 << 63, 1 << 64, VALUES // _BANDS, np.uint64) | np.uint64(1)
_BAND_NUMBERS = np.arange(_BANDS, dtype=np.uint64) << np.uint64(32)
_IN_KEYS = f"key IN ({','.join('?' * _BANDS)})"
_IN_A_BAND = f"SELECT text FROM band WHERE {_IN_KEYS}"
_FORGET = f"DELETE FROM band WHERE {_IN_KEYS} AND text = ?"
_SAME_CONTENT = "SELECT id, near FROM content WHERE content = ?"
_LAST = np.uint64(0x9E3779B97F4A7C15)


class Repeats(NamedTuple):
    """What a record repeats."""

    first_id: str
    kind: str
    """exact (the same bytes) or near."""


class Duplicates:
    """Tells for every record whether it repeats an earlier one."""

    def __init__(self, index: sqlite3.Connection, similar: float = SIMILAR) -> None:
        self._index = index
        self._similar = similar
        self._texts = 0
        index.execute("CREATE TABLE content (content TEXT PRIMARY KEY, id TEXT, near INT) WITHOUT ROWID")
        index.execute("CREATE TABLE band (key INTEGER PRIMARY KEY, text INT)")
        index.execute("CREATE TABLE text (text INTEGER PRIMARY KEY, id TEXT, signature BLOB, numbers BLOB)")

    def find(self, id: str, content_id: str, likeness: Likeness) -> Repeats | None:
        """Give what the record repeats; None for the first of its kind, which is remembered."""
        # most records are new: written at once, read again only where something was there
        added = self._index.execute("INSERT OR IGNORE INTO content VALUES (?, ?, 0)", (content_id, id)).rowcount
        if not added:
            first, near = self._index.execute(_SAME_CONTENT, (content_id,)).fetchone()
            return None if first == id else Repeats(first, "near" if near else "exact")
        first = self._reprinted(id, likeness)
        if first is None:
            return None
        self._index.execute("UPDATE content SET id = ?, near = 1 WHERE content = ?", (first, content_id))
        return Repeats(first, "near")

    def _reprinted(self, id: str, likeness: Likeness) -> str | None:
        """Give the id of the first text that this one reprints; remember it where it reprints none."""
        number, keys = self._texts, _bands(likeness.signature)
        added = self._index.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, number) for key in keys])
        if added.rowcount < _BANDS:
            first = self._first_like(likeness, keys, number)
            if first is not None:
                self._index.execute(_FORGET, (*keys, number))
                return first
        self._index.execute("INSERT INTO text VALUES (?, ?, ?, ?)", (number, id, *likeness))
        self._texts += 1
        return None

    def _first_like(self, likeness: Likeness, keys: list[int], number: int) -> str | None:
        found = {text for (text,) in self._index.execute(_IN_A_BAND, keys)} - {number}
        for text in sorted(found):
            ((id, *parts),) = self._index.execute("SELECT id, signature, numbers FROM text WHERE text = ?", (text,))
            other = Likeness(*parts)
            if similarity(likeness, other) >= self._similar and same_numbers(likeness, other):
                return str(id)
        return None


def _bands(signature: bytes) -> list[int]:
    """Give one key for each band; an equal band has an equal key."""
    values = np.frombuffer(signature, np.uint32).reshape(_BANDS, -1).astype(np.uint64)
    mixed = values @ _MIXERS + _BAND_NUMBERS
    # the product has its good bits on top
    return ((mixed ^ (mixed >> np.uint64(29))) * _LAST).view(np.int64).tolist()  # type: ignore[no-any-return]
