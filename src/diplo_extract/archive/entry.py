"""One entry of an archive: where it lies, how much of it may be read, and what is said when it cannot be."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import BinaryIO

from diplo_extract.article import Article
from diplo_extract.records import ErrorRecord, Source

Outcome = Article | ErrorRecord


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one entry may hold; what is larger is an error record, and is never read into memory."""

    max_page_bytes: int = 20_000_000
    max_members: int = 1_000_000


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

    def inside(self, member: str) -> Entry:
        """Give the entry of a member of this file."""
        return replace(self, member=member, name=member)

    def skip(self, name: str) -> None:
        """Count a file that is no document."""
        self.skipped[PurePosixPath(name).suffix.lower() or "(no suffix)"] += 1


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


def too_large(entry: Entry, error: TooLarge) -> ErrorRecord:
    """Give the error record of an entry over the limit."""
    return reading_error(entry, "too-large", error, "raise max-page-bytes to read it")
