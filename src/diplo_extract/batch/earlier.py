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

_RECORD = re.compile(rb'\{"schema_version":"[^"]{1,20}","id":"([0-9a-f]{32})","content_id":"[0-9a-f]{32}",')


class Earlier:
    """The records of earlier runs by id; their index lies on disk, so that memory does not grow with the archive."""

    def __init__(self, out: Path, index: sqlite3.Connection) -> None:
        self._index = index
        self._index.execute("CREATE TABLE earlier (id TEXT PRIMARY KEY, file INT, start INT, size INT) WITHOUT ROWID")
        kept, part, done = out / "records.jsonl.kept", out / "records.jsonl.part", out / "records.jsonl"
        self._files = [done, kept]
        for number, path in enumerate(self._files):
            self._scan(number, path)
        if part.exists():
            self._keep(part, kept)
            part.unlink()
        self._open = [path.open("rb") if path.exists() else None for path in self._files]

    def _scan(self, number: int, path: Path) -> None:
        rows = ((id, number, start, size) for id, start, size, _ in _whole_lines(path))
        self._index.executemany("INSERT OR IGNORE INTO earlier VALUES (?, ?, ?, ?)", rows)

    def _keep(self, part: Path, kept: Path) -> None:
        """Save what a killed run had written and no other file holds, before its file is begun anew."""
        start = kept.stat().st_size if kept.exists() else 0
        with kept.open("ab") as saved:
            for id, _, size, line in _whole_lines(part):
                added = self._index.execute("INSERT OR IGNORE INTO earlier VALUES (?, 1, ?, ?)", (id, start, size))
                if added.rowcount:
                    saved.write(line)
                    start += size
            saved.flush()
            os.fsync(saved.fileno())

    def find(self, id: str) -> Row | None:
        """Give the row that an earlier run wrote for this id."""
        found = self._index.execute("SELECT file, start, size FROM earlier WHERE id = ?", (id,)).fetchone()
        if found is None:
            return None
        number, start, size = found
        file = self._open[number]
        assert file is not None
        file.seek(start)
        return row_of_line(file.read(size).decode("utf-8").rstrip("\n"))

    def close(self, *, finished: bool) -> None:
        """Let go of the files; after a finished run nothing more is kept aside."""
        for file in self._open:
            if file is not None:
                file.close()
        if finished:
            self._files[1].unlink(missing_ok=True)


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
