"""Records as JSON lines, in a file that appears under its name only when it is whole."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

from diplo_extract.write.whole import part_of, put_in_place


class JsonLines:
    """Writes one JSON object a line to `path`.part, and renames it to `path` when the work ended well.

    A stopped run leaves the .part and the file of the run before: nobody reads half an archive for a whole one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = part_of(path)
        self._file = self.part.open("w", encoding="utf-8", newline="\n")

    def write(self, line: str) -> None:
        """Add one line of JSON."""
        self._file.write(line + "\n")

    def __enter__(self) -> JsonLines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            self._file.flush()
            os.fsync(self._file.fileno())
        if kind is None:
            put_in_place(self.part, self.path)
