"""Files that hold others: .zip and .gz, streamed, never unpacked to disk."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from diplo_extract.archive.entry import Entry, Outcome, reading_error

ReadEntry = Callable[[Entry, BinaryIO], Iterator[Outcome]]

_REMEDY = "it is damaged or cut short: fetch it again; what could be read of it is in the records"
# RuntimeError: a member with a password; NotImplementedError: a compression this Python does not know
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def read_gzip(entry: Entry, stream: BinaryIO, read_entry: ReadEntry) -> Iterator[Outcome]:
    """Read a .gz by the name inside its own name; what it holds keeps its own limits, so a bomb is not unpacked."""
    inner = replace(entry, name=entry.name[:-3] if entry.name.lower().endswith(".gz") else "")
    try:
        with gzip.GzipFile(fileobj=stream) as unpacked:
            yield from read_entry(inner, cast(BinaryIO, unpacked))
    except _DAMAGE as error:
        yield reading_error(entry, "damaged-archive", error, _REMEDY)


def read_zip(
    entry: Entry, stream: BinaryIO, format_of: Callable[[str], str | None], read_entry: ReadEntry
) -> Iterator[Outcome]:
    """Read the documents of a .zip in the order of its directory; a damaged member does not stop the others."""
    if entry.member is not None:
        problem = ValueError("an archive inside an archive")
        yield reading_error(entry, "nested-archive", problem, "unpack the outer archive first")
        return
    if not stream.seekable():
        yield reading_error(entry, "not-seekable", OSError("a .zip ends with its directory"), "save it as a file first")
        return
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGE as error:
        yield reading_error(entry, "damaged-archive", error, _REMEDY)
        return
    with archive:
        for number, info in enumerate(archive.infolist()):
            if number >= entry.limits.max_members:
                problem = ValueError(f"more than {entry.limits.max_members} members")
                yield reading_error(entry, "too-many-members", problem, "raise max-members, or split the archive")
                return
            if info.is_dir():
                continue
            if format_of(info.filename) is None:
                entry.skip(info.filename)
                continue
            yield from _read_zip_member(archive, info, entry.inside(info.filename), read_entry)


def _read_zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: Entry, read_entry: ReadEntry
) -> Iterator[Outcome]:
    try:
        with archive.open(info) as unpacked:
            yield from read_entry(member, cast(BinaryIO, unpacked))
    except _DAMAGE as error:
        yield reading_error(member, "damaged-archive", error, _REMEDY)
