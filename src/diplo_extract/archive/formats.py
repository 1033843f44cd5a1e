"""The registry of formats: what the first bytes are, else what the name says -> the reader.

A reader takes (entry, stream) and gives Articles and ErrorRecords.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from diplo_extract.archive.bundle import read_compressed, read_tar, read_zip
from diplo_extract.archive.damage import ZSTD_MAGIC
from diplo_extract.archive.entry import Entry, Outcome
from diplo_extract.archive.json_rows import read_json, read_jsonl
from diplo_extract.archive.page import read_page
from diplo_extract.archive.parquet import read_parquet
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
    ".ndjson": "jsonl",
    ".warc": "warc",
    ".parquet": "parquet",
    ".zip": "zip",
    ".wacz": "zip",
    ".tar": "tar",
    ".tgz": "compressed",
    ".gz": "compressed",
    ".zst": "compressed",
}
# a server that lacks a picture may send a page in its place: that page is no document
_BESIDE_PAGES = frozenset(
    [".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".ico", ".swf",
     ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm", ".ogg", ".pdf", ".rtf", ".csv", ".epub",
     ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".exe", ".dmg", ".apk", ".7z", ".rar"]
)  # fmt: skip
_GZIP_MAGIC = b"\x1f\x8b"
_HEAD_BYTES = 4096
# pages saved by a crawler are called index.php, news.aspx?id=7, or nothing at all
_HTML = re.compile(
    rb"\s{0,999}(?:<\?xml[^>]{0,200}>\s{0,99})?(?:<!--.{0,999}?-->\s{0,99})?<(?:!doctype\s{1,9}html|html[\s>])",
    re.I | re.S,
)


def read_entry(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Read a file or member; in a folder or bundle, what is no document is counted as skipped."""
    head, whole = _head(entry, stream)
    kind = format_of(entry.name, head)
    if kind is None and entry.named:
        kind = "jsonl" if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else "page"
    if kind is None:
        entry.skip(entry.name)
        return iter(())
    return READERS[kind](entry, whole)


READERS: dict[str, Reader] = {
    "page": read_page,
    "json": read_json,
    "jsonl": read_jsonl,
    "warc": read_warc,
    "parquet": read_parquet,
    "zip": lambda entry, stream: read_zip(entry, stream, read_entry),
    "tar": lambda entry, stream: read_tar(entry, stream, read_entry),
    "compressed": lambda entry, stream: read_compressed(entry, stream, read_entry),
}


def format_of(name: str, head: bytes) -> str | None:
    """Give the format of a file; None for what is no document. Content decides; the name decides among texts."""
    if PurePosixPath(name.lower()).suffix in _BESIDE_PAGES:
        return None
    named = _by_name(name)
    held = _by_content(head)
    if held is not None:
        return held
    if named in (None, "compressed") and _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "page"
    return named


def _by_name(name: str) -> str | None:
    suffixes = PurePosixPath(name.lower()).suffixes
    # the WARC reader unpacks record by record, and so loses only the damaged one
    if suffixes[-2:-1] == [".warc"] and suffixes[-1] in (".gz", ".zst"):
        return "warc" if suffixes[-1] == ".gz" else "compressed"
    return _SUFFIXES.get(suffixes[-1]) if suffixes else None


def _by_content(head: bytes) -> str | None:
    if head[:2] == _GZIP_MAGIC:
        return "warc" if _unpacks_to_warc(head) else "compressed"
    if head[:4] == ZSTD_MAGIC:
        return "compressed"
    if head[:5] == b"WARC/":
        return "warc"
    if head[257:262] == b"ustar":
        return "tar"
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    if head[:4] == b"PAR1":
        return "parquet"
    return None


def _unpacks_to_warc(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


def _head(entry: Entry, stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Give the first bytes, and the stream with those bytes put back."""
    head = b""
    while len(head) < _HEAD_BYTES and (chunk := stream.read(_HEAD_BYTES - len(head))):
        head += chunk
    # only a file on disk goes back for certain: members of a tar claim to and do not
    if entry.is_file() and stream.seekable():
        stream.seek(0)
        return head, stream
    return head, cast(BinaryIO, io.BufferedReader(_Rejoined(head, stream)))


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
