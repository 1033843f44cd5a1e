"""Files that hold others: .zip, .tar, .gz and .zst, streamed, never unpacked to disk."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

import zstandard

from diplo_extract.archive.damage import ZSTD_MAGIC, StrictHeader, WholeFrames, refuse_lost_members, refuse_rest
from diplo_extract.archive.entry import (
    CountedStream,
    Entry,
    Expansion,
    Outcome,
    Unpacked,
    damaged,
    expansion_error,
    reading_error,
)
from diplo_extract.records import ErrorRecord

ReadEntry = Callable[[Entry, BinaryIO], Iterator[Outcome]]

# RuntimeError: a member with a password; NotImplementedError: a compression this Python does not know
_DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    zstandard.ZstdError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


# a suffix that stands for two: what remains when the compression is taken off
_INNER = {".gz": "", ".zst": "", ".tgz": ".tar"}
# a file can be made that unpacks to itself for ever
_MOST_LAYERS = 2


def read_compressed(entry: Entry, stream: BinaryIO, read_entry: ReadEntry) -> Iterator[Outcome]:
    """Read a .gz or .zst by the name inside its own name; what it holds keeps its own limits."""
    if entry.layers == _MOST_LAYERS:
        yield _nested(entry)
        return
    stem, dot, suffix = entry.name.rpartition(".")
    inner_suffix = _INNER.get(dot + suffix.lower())
    name = entry.name if inner_suffix is None else stem + inner_suffix
    inner = replace(entry, name=name, layers=entry.layers + 1)
    read = 0

    def count(size: int) -> None:
        nonlocal read
        read += size

    packed = io.BufferedReader(CountedStream(stream, count))
    guard = Unpacked(entry.limits, lambda: read)
    try:
        with _decompressed(packed) as plain:
            yield from read_entry(inner, cast(BinaryIO, io.BufferedReader(CountedStream(plain, guard.add))))
    except Expansion as error:
        yield expansion_error(entry, error)
    except _DAMAGE as error:
        yield damaged(entry, error)


def _decompressed(packed: io.BufferedReader[Any]) -> BinaryIO:
    if not packed.peek(4):
        raise EOFError("it is empty")
    if packed.peek(4)[:4] == ZSTD_MAGIC:
        return cast(BinaryIO, WholeFrames(packed))
    return cast(BinaryIO, gzip.GzipFile(fileobj=packed))


def read_tar(entry: Entry, stream: BinaryIO, read_entry: ReadEntry) -> Iterator[Outcome]:
    """Read the documents of a .tar in its order; links and devices are skipped, nothing is extracted."""
    if entry.member is not None:
        yield _nested(entry)
        return
    try:
        # errorlevel 2: a header cut short is damage, not the end
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=2, tarinfo=StrictHeader) as archive:
            for number, info in enumerate(archive):
                if number >= entry.limits.max_members:
                    yield _too_many(entry)
                    return
                file = archive.extractfile(info) if info.isreg() else None
                if file is not None:
                    yield from read_entry(entry.inside(info.name), cast(BinaryIO, file))
                elif not info.isdir():
                    entry.skip(info.name)
                # the list of members would grow with the archive
                archive.members.clear()  # type: ignore[attr-defined]
        refuse_rest(stream)
    except _DAMAGE as error:
        yield damaged(entry, error)


def read_zip(entry: Entry, stream: BinaryIO, read_entry: ReadEntry) -> Iterator[Outcome]:
    """Read the documents of a .zip in the order of its directory; a damaged member does not stop the others."""
    if entry.member is not None:
        yield _nested(entry)
        return
    if not stream.seekable():
        yield reading_error(entry, "not-seekable", OSError("a .zip ends with its directory"), "save it as a file first")
        return
    try:
        size = stream.seek(0, io.SEEK_END)
        refuse_lost_members(stream)
        archive = zipfile.ZipFile(stream)
    except _DAMAGE as error:
        yield damaged(entry, error)
        return
    guard = Unpacked(entry.limits, lambda: size)
    with archive:
        for number, info in enumerate(archive.infolist()):
            if number >= entry.limits.max_members:
                yield _too_many(entry)
                return
            if not info.is_dir():
                try:
                    yield from _read_zip_member(archive, info, entry.inside(info.filename), read_entry, guard)
                except Expansion as error:
                    yield expansion_error(entry, error)
                    return


def _read_zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: Entry, read_entry: ReadEntry, guard: Unpacked
) -> Iterator[Outcome]:
    try:
        with archive.open(info) as plain:
            counted = CountedStream(cast(BinaryIO, plain), guard.add)
            yield from read_entry(member, cast(BinaryIO, io.BufferedReader(counted)))
    except _DAMAGE as error:
        yield damaged(member, error)


def _nested(entry: Entry) -> ErrorRecord:
    problem = ValueError("an archive inside an archive")
    return reading_error(entry, "nested-archive", problem, "unpack the outer archive first")


def _too_many(entry: Entry) -> ErrorRecord:
    problem = ValueError(f"more than {entry.limits.max_members} members")
    return reading_error(entry, "too-many-members", problem, "split the archive, or raise max-members")
