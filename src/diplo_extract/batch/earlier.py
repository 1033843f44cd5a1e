"""What earlier runs into the same folder did: their records are taken over, not made again.

One rule serves three needs: a run that was killed goes on, a grown archive costs only what is new, and the result is
byte for byte that of one unbroken run, because a record's id tells its content, its place and nothing else.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from diplo_extract.batch.outcome import Row, row_of_line
from diplo_extract.write.whole import part_of

LEFT_OUT = "duplicates.jsonl"
_RECORD = re.compile(rb'\{"schema_version":"[^"]{1,20}","id":"([0-9a-f]{32})","content_id":"[0-9a-f]{32}",')


class Earlier:
    """The records of earlier runs by id; their index lies on disk, so that memory does not grow with the archive."""

    def __init__(self, out: Path, index: sqlite3.Connection) -> None:
        self._index = index
        self._index.execute("CREATE TABLE earlier (id TEXT PRIMARY KEY, file INT, start INT, size INT) WITHOUT ROWID")
        self._kept, self._left_out = out / "records.jsonl.kept", out / LEFT_OUT
        self._files = [out / "records.jsonl", self._left_out, self._kept]
        for number, path in enumerate(self._files):
            self._scan(number, path)
        for part in (part_of(out / "records.jsonl"), part_of(self._left_out)):
            if part.exists():
                self._keep(part)
                part.unlink()
        self._open = [path.open("rb") if path.exists() else None for path in self._files]

    def _scan(self, number: int, path: Path) -> None:
        rows = ((id, number, start, size) for id, start, size, _ in _whole_lines(path))
        self._index.executemany("INSERT OR IGNORE INTO earlier VALUES (?, ?, ?, ?)", rows)

    def _keep(self, part: Path) -> None:
        """Save what a killed run had written and no other file holds, before its file is begun anew."""
        start = self._kept.stat().st_size if self._kept.exists() else 0
        number = self._files.index(self._kept)
        with self._kept.open("ab") as saved:
            for id, _, size, line in _whole_lines(part):
                added = self._index.execute(
                    "INSERT OR IGNORE INTO earlier VALUES (?, ?, ?, ?)", (id, number, start, size)
                )
                if added.rowcount:
                    saved.write(line)
                    start += size
            saved.flush()
            os.fsync(saved.fileno())

    def find(self, id: str) -> Row | None:
        """Give the row that an earlier run wrote for this id; None when there is none, or it was damaged since."""
        found = self._index.execute("SELECT file, start, size FROM earlier WHERE id = ?", (id,)).fetchone()
        if found is None:
            return None
        number, start, size = found
        file = self._open[number]
        assert file is not None
        file.seek(start)
        try:
            return row_of_line(file.read(size).decode("utf-8").rstrip("\n"))
        except (ValueError, KeyError, TypeError):
            return None

    def close(self, *, finished: bool, dedupe: bool) -> None:
        """Let go of the files; after a finished run nothing more is kept aside."""
        for file in self._open:
            if file is not None:
                file.close()
        if finished:
            self._kept.unlink(missing_ok=True)
            if not dedupe:
                self._left_out.unlink(missing_ok=True)


def _whole_lines(path: Path) -> Iterator[tuple[str, int, int, bytes]]:
    """Give (id, start, size, line) of the records of a file; a line torn by a kill is none."""
    if not path.exists():
        return
    start = 0
    with path.open("rb") as file:
        for line in file:
            match = _RECORD.match(line)
            if match and line.endswith(b"}\n"):
                yield match[1].decode(), start, len(line), line
            start += len(line)
