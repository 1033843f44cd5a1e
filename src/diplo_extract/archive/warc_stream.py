"""What FastWARC does not tell: that a file ends in the middle of a record, or that records were jumped over."""

from __future__ import annotations

import zlib
from collections import deque
from typing import BinaryIO

_MOST_KEPT = 64_000_000
_BLANK_LINE = b"\r\n\r\n"


class ForwardStream:
    """A stream for FastWARC, which asks every stream for its place, even one that cannot go back.

    It keeps the packed bytes of the record at work, to look at them again.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0
        self._kept: deque[bytes] = deque()
        self._kept_from = 0

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        data = self._stream.read(size)
        self._place += len(data)
        if data and self._place - self._kept_from <= _MOST_KEPT:
            self._kept.append(data)
        elif data:
            self._kept.clear()
            self._kept_from = self._place
        return data

    def tell(self) -> int:
        """Give the number of bytes read."""
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stay where it is; raises OSError for any other place."""
        if (offset, whence) not in ((0, 1), (self._place, 0)):
            raise OSError("a WARC is read forward only")
        return self._place

    def forget_before(self, place: int) -> None:
        """Let go of the bytes before a record."""
        while self._kept and self._kept_from + len(self._kept[0]) <= place:
            self._kept_from += len(self._kept.popleft())

    def since(self, place: int) -> bytes | None:
        """Give what was read from `place` on; None when it is no longer there."""
        if place < self._kept_from:
            return None
        return b"".join(self._kept)[place - self._kept_from :]


def is_cut_short(tail: bytes | None) -> bool:
    """Tell whether a WARC ends in the middle of a record; `tail`: all from its last record on."""
    if not tail:
        return False
    if not tail.startswith(b"\x1f\x8b"):
        # two line ends close a record; old writers left out the carriage returns
        return not tail.replace(b"\r", b"").endswith(b"\n\n")
    while tail:
        member = zlib.decompressobj(31)
        try:
            while tail and not member.eof:
                member.decompress(tail, 1 << 20)
                tail = member.unused_data if member.eof else member.unconsumed_tail
        except zlib.error:
            return True
        if not member.eof:
            return True
    return False


def end_of_record(raw: bytes | None, place: int, content_length: int) -> int | None:
    """Give the place behind an unpacked record that begins at `place`; None when that cannot be told."""
    if raw is None or not raw.startswith(b"WARC/"):
        return None
    head = raw.find(_BLANK_LINE)
    return None if head < 0 else place + head + len(_BLANK_LINE) + content_length + len(_BLANK_LINE)
