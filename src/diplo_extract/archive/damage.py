"""Damage that the readers of the libraries pass over in silence: what is lost must be told."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from typing import Any, BinaryIO, cast

import zstandard

_END_OF_ZIP = b"PK\x05\x06"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = range(0x184D2A50, 0x184D2A60)


class StrictHeader(tarfile.TarInfo):
    """A header that is damage when it cannot be read; tarfile takes it for the end of the archive."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> StrictHeader:
        """Read the next header."""
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(f"a header is damaged: {error}") from error


def refuse_rest(stream: BinaryIO) -> None:
    """Raise ReadError when anything but zeros follows the end of a .tar."""
    while chunk := stream.read(1 << 16):
        if chunk.strip(b"\0"):
            raise tarfile.ReadError("there is more behind its end")


def refuse_lost_members(stream: BinaryIO) -> None:
    """Raise BadZipFile when the directory of a .zip has fewer members than its end says."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    place = tail.rfind(_END_OF_ZIP)
    if place < 0 or len(tail) < place + 22:
        return  # zipfile says so better
    (count,) = struct.unpack_from("<H", tail, place + 10)
    with zipfile.ZipFile(stream) as archive:
        found = len(archive.namelist())
    # 65,535 stands for "more than fits here"
    if count not in (found, 0xFFFF) or (found == 0 and place > 0):
        raise zipfile.BadZipFile(f"its end tells of {count} members, its directory of {found}")


class WholeFrames(io.RawIOBase):
    """Unpacks .zst; raises EOFError when the file ends within a frame, where zstandard just ends."""

    def __init__(self, packed: Any) -> None:
        self._frames = _Frames(packed)
        self._reader = zstandard.ZstdDecompressor().stream_reader(cast(BinaryIO, self._frames), read_across_frames=True)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what fits."""
        size: int = self._reader.readinto(buffer)
        if size == 0 and not self._frames.are_whole():
            raise EOFError("it ends within a frame")
        return size


class _Frames:
    """Hands packed bytes on, and follows the frames in them (RFC 8878, section 3.1)."""

    def __init__(self, packed: Any) -> None:
        self._packed = packed
        self._held = b""
        self._skip = 0
        self._in_blocks = False
        self._checksum = 0

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._packed.read(size)
        self._held += data
        while self._step():
            pass
        return data

    def are_whole(self) -> bool:
        """Tell whether the bytes so far end with a frame."""
        return not (self._held or self._skip or self._in_blocks)

    def _step(self) -> bool:
        """Go one part on; False when more bytes are needed."""
        if self._skip:
            passed = min(self._skip, len(self._held))
            self._held = self._held[passed:]
            self._skip -= passed
            return passed > 0
        size = self._block() if self._in_blocks else self._header()
        if size is None:
            return False
        self._skip = size
        return True

    def _header(self) -> int | None:
        if len(self._held) < 8:
            return None
        magic, skippable = struct.unpack_from("<II", self._held)
        if magic in _SKIPPABLE:
            return 8 + int(skippable)
        if self._held[:4] != ZSTD_MAGIC:
            raise EOFError("there is no frame where one should begin")
        described = self._held[4]
        single = described >> 5 & 1
        self._in_blocks = True
        self._checksum = 4 * (described >> 2 & 1)
        content_size = (1 if single else 0, 2, 4, 8)[described >> 6]
        return 5 + (1 - single) + (0, 1, 2, 4)[described & 3] + content_size

    def _block(self) -> int | None:
        if len(self._held) < 3:
            return None
        described = int.from_bytes(self._held[:3], "little")
        size = 1 if described >> 1 & 3 == 1 else described >> 3
        if not described & 1:
            return 3 + size
        self._in_blocks = False
        return 3 + size + self._checksum
