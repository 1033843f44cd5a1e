"""Paths in, Articles out, streamed; a bad entry becomes an ErrorRecord, never a stop.

Formats by name: one page (.html .htm .xhtml .xml .txt .md .json), many (.jsonl, .warc, .zip, .tar, folders),
each also as .gz or .zst.
A file named by the caller that has no known name is read by its content.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from diplo_extract.archive.entry import Entry, Limits, Outcome, reading_error
from diplo_extract.archive.formats import format_by_name, read_entry
from diplo_extract.errors import UsageError

__all__ = ["Archive", "Entry", "Limits", "Outcome"]


@dataclass
class Archive:
    """The documents under some paths, in a stable order: paths as given, folders sorted by name.

    Iterating gives Articles and ErrorRecords. `skipped` counts, by suffix, the files of folders that are no documents
    (style sheets and pictures beside a saved page); files that the caller named are never skipped.
    """

    paths: Iterable[str | Path]
    limits: Limits = field(default_factory=Limits)
    skipped: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.paths = list(self.paths)
        missing = [str(path) for path in self.paths if str(path) != "-" and not Path(path).exists()]
        if missing:
            raise UsageError(f"no such file or folder: {', '.join(missing)}")

    def __iter__(self) -> Iterator[Outcome]:
        for path in self.paths:
            if str(path) == "-":
                yield from read_entry(self._entry("-"), sys.stdin.buffer)
            elif Path(path).is_dir():
                for file in _files(Path(path)):
                    if format_by_name(file.name):
                        yield from self._file(file)
                    else:
                        self._entry(file).skip(file.name)
            else:
                yield from self._file(Path(path))

    def _file(self, path: Path) -> Iterator[Outcome]:
        entry = self._entry(path)
        try:
            with path.open("rb") as stream:
                yield from read_entry(entry, stream)
        except OSError as error:
            yield reading_error(entry, "unreadable", error, "check that the file exists and may be read")

    def _entry(self, path: str | Path) -> Entry:
        uri = PurePosixPath(path).as_posix()
        return Entry(uri, None, uri, self.limits, self.skipped)


def _files(folder: Path) -> Iterator[Path]:
    """Give the files below `folder`, hidden ones left out, sorted so that any machine gives the same order.

    Links to folders are not followed: they may lead out of the archive, or in a circle.
    """
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _files(path)
        elif path.is_file() or path.is_symlink():
            yield path
