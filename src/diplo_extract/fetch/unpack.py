"""The bytes of a body without their compression, piece by piece, and never more of them than allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from diplo_extract.fetch.failure import FetchError

_PIECE = 65_536
_GZIP = 31


def unpacked(body: bytes, encoding: str, limit: int) -> Iterator[bytes]:
    """Give the content of a body in pieces.

    encoding: the Content-Encoding header; only gzip is asked for, so only gzip is taken.
    Raises FetchError: too-large, damaged-body, unknown-encoding.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        for start in range(0, len(body), _PIECE):
            yield body[start : start + _PIECE]
    elif encoding == "gzip":
        yield from _inflated(body, limit)
    else:
        raise FetchError("unknown-encoding", f"the body is packed as {encoding[:40]!r}")


def _inflated(body: bytes, limit: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(_GZIP)
    given = 0
    rest = body
    try:
        while not inflater.eof:
            piece = inflater.decompress(rest, _PIECE)
            rest = inflater.unconsumed_tail
            if not piece and not rest and not inflater.eof:
                raise FetchError("damaged-body", "the compressed body is cut short")
            given += len(piece)
            if given > limit:
                raise FetchError("too-large", f"{len(body)} bytes unpack to more than {limit}")
            yield piece
    except zlib.error as error:
        raise FetchError("damaged-body", f"the compressed body is broken: {error}") from error
    if inflater.unused_data:
        raise FetchError("damaged-body", "something follows the compressed body")
