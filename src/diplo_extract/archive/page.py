"""One page: HTML, XML, plain text or Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from diplo_extract.archive.entry import Entry, Outcome, TooLarge, read_bounded, too_large
from diplo_extract.article import Article

_MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".md": "text/markdown",
}


def read_page(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Give the one document of `stream`; without a known name, cleaning tells the media type by content."""
    try:
        content = read_bounded(stream, entry)
    except TooLarge as error:
        yield too_large(entry, error)
        return
    suffix = PurePosixPath(entry.name.lower()).suffix
    yield Article(content=content, uri=entry.uri, member=entry.member, media_type=_MEDIA_TYPES.get(suffix))
