"""What was asked and answered, as a WARC 1.1 file (ISO 28500) that only grows.

The answers to one request go to the file in one write, each record in a gzip member of its own: a run that is killed
leaves whole records. The state knows up to which byte the file holds what it counts as fetched; the rest is cut off.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from fastwarc.warc import WarcRecord, WarcRecordType

from diplo_extract.errors import UsageError
from diplo_extract.fetch.door import Exchange

_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# the body is kept with its chunks joined: these headers would describe it wrongly
_OF_THE_WIRE = {b"transfer-encoding", b"content-length"}


class Kept(NamedTuple):
    """Where an answer stands: what a revisit record refers to."""

    record_id: str
    date: str
    url: str


class WarcFile:
    """An archive under the pen of one run."""

    def __init__(self, path: Path, known: int | None) -> None:
        """Open the archive at `path`, of which the first `known` bytes count; None for one that is to be begun.

        Raises UsageError when there is less, or when it was begun by something else.
        """
        length = known or 0
        self._file = path.open("r+b" if path.exists() else "w+b")
        found = self._file.seek(0, os.SEEK_END)
        if found < length:
            self._file.close()
            raise UsageError(f"{path} is shorter than its state knows it: put it back, or choose another --out")
        if found and known is None:
            self._file.close()
            raise UsageError(f"{path} was not begun by this state: choose another --out, or name its --state")
        self.cut(length)

    def __enter__(self) -> WarcFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def cut(self, length: int) -> None:
        """Take off what the state does not count: records that a stop came between."""
        self._file.truncate(length)
        self._file.seek(length)
        self.length = length

    def begin(self, at: float, fields: dict[str, str]) -> None:
        """Write the record that says who made the file and how."""
        text = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        record = _record(WarcRecordType.warcinfo, at, "application/warc-fields", text.encode())
        self._write([_packed(record)])

    def add(self, exchange: Exchange, unchanged: Kept | None = None) -> Kept:
        """Write an answer and its request; as a revisit when it says that the page is as it was `unchanged`."""
        answer = _answer(exchange, unchanged)
        request = _record(
            WarcRecordType.request, exchange.asked_at, "application/http; msgtype=request", exchange.request_head
        )
        for record in (answer, request):
            record.headers["WARC-Target-URI"] = exchange.url
        request.headers["WARC-Concurrent-To"] = answer.headers["WARC-Record-ID"]
        digest = hashlib.sha1(exchange.body, usedforsecurity=False).digest() if unchanged is None else None
        self._write([_packed(answer, digest), _packed(request)])
        return Kept(answer.headers["WARC-Record-ID"], answer.headers["WARC-Date"], exchange.url)

    def _write(self, records: list[bytes]) -> None:
        data = b"".join(records)
        self._file.write(data)
        self._file.flush()
        os.fsync(self._file.fileno())
        self.length += len(data)


def _answer(exchange: Exchange, unchanged: Kept | None) -> WarcRecord:
    kind = WarcRecordType.response if unchanged is None else WarcRecordType.revisit
    record = _record(kind, exchange.asked_at, "application/http; msgtype=response", _block(exchange))
    record.headers["WARC-IP-Address"] = exchange.ip
    if unchanged is not None:
        record.headers["WARC-Profile"] = _UNCHANGED
        record.headers["WARC-Refers-To"] = unchanged.record_id
        record.headers["WARC-Refers-To-Target-URI"] = unchanged.url
        record.headers["WARC-Refers-To-Date"] = unchanged.date
    return record


def _block(exchange: Exchange) -> bytes:
    lines = [b"%s %d %s" % (exchange.version, exchange.status, exchange.phrase)]
    for name, value in exchange.headers:
        lines.append((b"X-Crawler-" + name if name.lower() in _OF_THE_WIRE else name) + b": " + value)
    lines.append(b"Content-Length: %d" % len(exchange.body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + exchange.body


def _record(kind: WarcRecordType, at: float, content_type: str, block: bytes) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(record_type=kind)
    record.headers["WARC-Date"] = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    record.headers["Content-Type"] = content_type
    record.set_bytes_content(block)
    return record


def _packed(record: WarcRecord, payload_digest: bytes | None = None) -> bytes:
    out = io.BytesIO()
    record.write(out, checksum_data=True, payload_digest=payload_digest)
    return gzip.compress(out.getvalue(), mtime=0)
