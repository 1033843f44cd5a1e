"""Files that hold others: .zip, .tar, .gz and .zst, streamed, never unpacked to disk."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

import zstandard

from diplo_extract.archive.entry import Entry, Outcome, reading_error
from diplo_extract.records import ErrorRecord

ReadEntry = Callable[[Entry, BinaryIO], Iterator[Outcome]]

_REMEDY = "it is damaged or cut short: fetch it again; what could be read of it is in the records"
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
)


ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"

# a suffix that stands for two: what remains when the compression is taken off
_INNER = {".gz": "", ".zst": "", ".tgz": ".tar"}


def read_compressed(entry: Entry, stream: BinaryIO, read_entry: ReadEntry) -> Iterator[Outcome]:
    """Read a .gz or .zst by the name inside its own name; what it holds keeps its own limits: no bomb is unpacked."""
    stem, dot, suffix = entry.name.rpartition(".")
    inner = replace(entry, name=stem + _INNER.get(dot + suffix.lower(), "") if dot else "")
    try:
        with _unpacked(stream) as unpacked:
            yield from read_entry(inner, unpacked)
    except _DAMAGE as error:
        yield reading_error(entry, "damaged-archive", error, _REMEDY)


def _unpacked(stream: BinaryIO) -> BinaryIO:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    if buffered.peek(4)[:4] == ZSTD_MAGIC:
        return cast(
            BinaryIO, io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(buffered, read_across_frames=True))
        )
    return cast(BinaryIO, gzip.GzipFile(fileobj=buffered))


def read_tar(
    entry: Entry, stream: BinaryIO, format_of: Callable[[str], str | None], read_entry: ReadEntry
) -> Iterator[Outcome]:
    """Read the documents of a .tar in its order; links and devices are skipped, nothing is extracted."""
    if entry.member is not None:
        yield _nested(entry)
        return
    try:
        # errorlevel 2: a header cut short is damage, not the end
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=2) as archive:
            for number, info in enumerate(archive):
                if number >= entry.limits.max_members:
                    yield _too_many(entry)
                    return
                file = archive.extractfile(info) if info.isreg() else None
                if file is None or format_of(info.name) is None:
                    if not info.isdir():
                        entry.skip(info.name)
                    continue
                yield from read_entry(entry.inside(info.name), cast(BinaryIO, file))
    except _DAMAGE as error:
        yield reading_error(entry, "damaged-archive", error, _REMEDY)


def read_zip(
    entry: Entry, stream: BinaryIO, format_of: Callable[[str], str | None], read_entry: ReadEntry
) -> Iterator[Outcome]:
    """Read the documents of a .zip in the order of its directory; a damaged member does not stop the others."""
    if entry.member is not None:
        yield _nested(entry)
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
                yield _too_many(entry)
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


def _nested(entry: Entry) -> ErrorRecord:
    problem = ValueError("an archive inside an archive")
    return reading_error(entry, "nested-archive", problem, "unpack the outer archive first")


def _too_many(entry: Entry) -> ErrorRecord:
    problem = ValueError(f"more than {entry.limits.max_members} members")
    return reading_error(entry, "too-many-members", problem, "split the archive")
