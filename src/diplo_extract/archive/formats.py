"""The registry of formats: suffix -> reader; a reader takes (entry, stream) and gives Articles and ErrorRecords."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from diplo_extract.archive.bundle import ZSTD_MAGIC, read_compressed, read_tar, read_zip
from diplo_extract.archive.entry import Entry, Outcome
from diplo_extract.archive.jsonl import read_json, read_jsonl
from diplo_extract.archive.page import read_page
from diplo_extract.archive.warc import read_warc

Reader = Callable[[Entry, BinaryIO], Iterator[Outcome]]

_SUFFIXES = {
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".xml": "page",
    ".txt": "page",
    ".md": "page",
    ".json": "json",
    ".jsonl": "jsonl",
    ".warc": "warc",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "compressed",
    ".gz": "compressed",
    ".zst": "compressed",
}


def read_entry(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Read a file or member by its name; what has no document's name is read by its content."""
    name = format_by_name(entry.name)
    if name is None:
        name, stream = format_by_content(stream)
    return READERS[name](entry, stream)


READERS: dict[str, Reader] = {
    "page": read_page,
    "json": read_json,
    "jsonl": read_jsonl,
    "warc": read_warc,
    "zip": lambda entry, stream: read_zip(entry, stream, format_by_name, read_entry),
    "tar": lambda entry, stream: read_tar(entry, stream, format_by_name, read_entry),
    "compressed": lambda entry, stream: read_compressed(entry, stream, read_entry),
}


def format_by_name(name: str) -> str | None:
    """Give the format that a file's name tells, or None."""
    suffixes = PurePosixPath(name.lower()).suffixes
    # the WARC reader unpacks record by record, and so loses only the damaged one
    if suffixes[-2:-1] == [".warc"]:
        return "warc"
    return _SUFFIXES.get(suffixes[-1]) if suffixes else None


def format_by_content(stream: BinaryIO) -> tuple[str, BinaryIO]:
    """Give the format that the first bytes tell, and the stream with those bytes put back."""
    head = stream.read(4096)
    whole = io.BufferedReader(_Rejoined(head, stream))
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:2] == b"\x1f\x8b" or head[:4] == ZSTD_MAGIC:
        return "compressed", whole
    if head[:5] == b"WARC/":
        return "warc", whole
    if head[257:262] == b"ustar":
        return "tar", whole
    if head[:4] == b"PK\x03\x04":
        return "zip", whole
    if start[:1] == b"{":
        return "jsonl", whole
    return "page", whole


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)
