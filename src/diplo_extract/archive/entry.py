"""One entry of an archive: where it lies, how much of it may be read, and what is said when it cannot be."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import BinaryIO

from diplo_extract.article import Article
from diplo_extract.config import Settings
from diplo_extract.records import ErrorRecord, Source

Outcome = Article | ErrorRecord

DAMAGED = "damaged-archive"
"""The reason of what is not what its own headers say."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read; what is more is an error record, and is never read into memory."""

    max_page_bytes: int = 20_000_000
    max_members: int = 1_000_000
    """Of one archive."""
    max_expansion: int = 200
    """What an archive unpacks to, in multiples of its own size. Text packs to a fifth, repeated text to a hundredth;
    a bomb to a thousandth and less."""

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """Give what the settings of a run allow."""
        return cls(settings.max_page_bytes, settings.max_members, settings.max_expansion)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, or a member of one."""

    uri: str
    member: str | None
    name: str
    """What tells the format: the name of the member or the file, without ".gz" once that is unpacked."""
    limits: Limits
    skipped: Counter[str]
    """Counts by suffix what lies in a folder or bundle and is no document."""
    named: bool = False
    """Whether the caller named it: then it is a document, whatever it looks like."""
    layers: int = 0
    """How many compressions were taken off."""

    def inside(self, member: str) -> Entry:
        """Give the entry of a member of this file; of a member of a member when this is one itself."""
        place = member if self.member is None else f"{self.member} {member}"
        return replace(self, member=place, name=member, named=False)

    def is_file(self) -> bool:
        """Tell whether it lies on the disk as it is."""
        return self.member is None and self.layers == 0 and self.uri != "-"

    def skip(self, name: str) -> None:
        """Count a file that is no document."""
        suffix = PurePosixPath(name).suffix.lower()
        # what follows the last point of an address is no suffix
        self.skipped[suffix if suffix[1:].isalnum() and len(suffix) < 12 else "(no suffix)"] += 1


class Expansion(Exception):
    """An archive unpacks to so much that it must be a bomb."""


class Unpacked:
    """Counts what comes out of an archive against what went in."""

    # less than this harms nobody, however small it was packed
    _HARMLESS_BYTES = 64_000_000

    def __init__(self, limits: Limits, packed: Callable[[], int]) -> None:
        """packed: gives the bytes that were read of the archive itself."""
        self._most = limits.max_expansion
        self._packed = packed
        self._bytes = 0

    def add(self, size: int) -> None:
        """Count bytes that came out; raises Expansion beyond the limit."""
        self._bytes += size
        if self._bytes > self._HARMLESS_BYTES and self._bytes > self._most * self._packed():
            raise Expansion(f"it unpacks to more than {self._most} times its size")


class CountedStream(io.RawIOBase):
    """Reads from another stream, and tells how much."""

    def __init__(self, stream: BinaryIO, count: Callable[[int], None]) -> None:
        self._stream = stream
        self._count = count

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what fits."""
        chunk = self._stream.read(len(buffer))
        self._count(len(chunk))
        buffer[: len(chunk)] = chunk
        return len(chunk)


class TooLarge(Exception):
    """An entry holds more bytes than the limit."""


def read_bounded(stream: BinaryIO | io.BufferedIOBase, entry: Entry) -> bytes:
    """Read all of `stream`; raises TooLarge past the limit, having read no more than that (bombs included)."""
    limit = entry.limits.max_page_bytes
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return data


def reading_error(entry: Entry, reason: str, error: Exception, remedy: str) -> ErrorRecord:
    """Give the error record of an entry that could not be read."""
    uri = entry.uri.encode("utf-8", "backslashreplace").decode()
    member = entry.member.encode("utf-8", "backslashreplace").decode() if entry.member else None
    return ErrorRecord(
        id=hashlib.sha256("\x00".join((reason, uri, member or "")).encode()).hexdigest()[:32],
        source=Source(uri=uri, member=member, media_type="application/octet-stream"),
        stage="read",
        reason=reason,
        error=type(error).__name__,
        message=str(error)[:500].encode("utf-8", "replace").decode(),
        remedy=remedy,
    )


def damaged(entry: Entry, error: Exception) -> ErrorRecord:
    """Give the error record of what is not what its own headers say."""
    remedy = "it is damaged or cut short: fetch it again; what could be read of it is in the records"
    return reading_error(entry, DAMAGED, error, remedy)


def expansion_error(entry: Entry, error: Expansion) -> ErrorRecord:
    """Give the error record of a bomb; it ends the archive."""
    return reading_error(entry, "expansion-limit", error, "raise max-expansion if you trust where it came from")


def too_large(entry: Entry, error: TooLarge) -> ErrorRecord:
    """Give the error record of an entry over the limit."""
    return reading_error(entry, "too-large", error, "raise max-page-bytes to read it")
