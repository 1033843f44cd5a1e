"""Paths in, Articles out, streamed; a bad entry becomes an ErrorRecord, never a stop.

Pages (.html .htm .xhtml .xml .txt .md), rows of pages (.json .jsonl .parquet) and bundles of them (.warc .wacz .zip
.tar, folders), each also as .gz or .zst. The first bytes tell the format; the name decides among texts.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from diplo_extract.archive.entry import Entry, Limits, Outcome, reading_error
from diplo_extract.archive.formats import read_entry
from diplo_extract.errors import UsageError

__all__ = ["Archive", "Entry", "Limits", "Outcome"]


@dataclass
class Archive:
    """The documents under some paths, in an order that does not depend on the machine or on the caller: by name.

    Iterating gives Articles and ErrorRecords. `skipped` counts, by suffix, the files of folders and bundles that are no
    documents (style sheets and pictures beside a saved page); files that the caller named are never skipped.
    """

    paths: Iterable[str | Path]
    limits: Limits = field(default_factory=Limits)
    skipped: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.paths = paths = sorted({str(path) for path in self.paths})
        missing = [path for path in paths if path != "-" and not Path(path).exists()]
        if missing:
            raise UsageError(f"no such file or folder: {', '.join(missing)}")

    def __iter__(self) -> Iterator[Outcome]:
        for path, named in self.files():
            yield from self.read(path, named=named)

    def files(self) -> Iterator[tuple[str, bool]]:
        """Give every file, and whether the caller named it (or only its folder)."""
        for path in map(str, self.paths):
            if path != "-" and Path(path).is_dir():
                yield from ((str(file), False) for file in self._files(Path(path)))
            else:
                yield path, True

    def read(self, path: str, *, named: bool) -> Iterator[Outcome]:
        """Give the documents of one of the files."""
        entry = self._entry(path, named=named)
        if path == "-":
            yield from read_entry(entry, sys.stdin.buffer)
            return
        try:
            with Path(path).open("rb") as stream:
                yield from read_entry(entry, stream)
        except OSError as error:
            yield reading_error(entry, "unreadable", error, "check that the file exists and may be read")

    def _entry(self, path: str | Path, *, named: bool) -> Entry:
        uri = PurePosixPath(path).as_posix()
        return Entry(uri, None, uri, self.limits, self.skipped, named)

    def _files(self, folder: Path) -> Iterator[Path]:
        """Give the files below `folder`, hidden ones left out.

        Links to folders are not followed, nor links to files elsewhere: they may lead out of the archive, or in a
        circle. They are counted.
        """
        try:
            # names alone: a folder may hold a million files
            names = sorted(os.listdir(folder))  # noqa: PTH208
        except OSError:
            yield folder  # who opens it is told that it cannot be read
            return
        for name in names:
            path = folder / name
            if name.startswith("."):
                continue
            if path.is_symlink():
                self.skipped["(link)"] += 1
            elif path.is_dir():
                yield from self._files(path)
            elif path.is_file():
                yield path
            else:
                self.skipped["(device)"] += 1
