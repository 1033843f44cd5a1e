"""Sitemaps and feeds (RSS, Atom, RDF) read as a stream: the links they hold, in bounded memory.

A DTD is refused before it is read, whatever it defines. Feeds are often not well-formed ("&nbsp;"): the parser goes
on, and a document that ends in the middle is told.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from lxml import etree

from diplo_extract.fetch.failure import FetchError

ListKind = Literal["sitemap", "index", "feed"]

# the sitemap protocol allows no more in one file
MAX_LINKS = 50_000

_KINDS: dict[str, ListKind] = {
    "urlset": "sitemap",
    "sitemapindex": "index",
    "rss": "feed",
    "feed": "feed",
    "RDF": "feed",
}
_ENTRIES = {"url", "sitemap", "item", "entry"}
_LOOKS_LIKE = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex|rss|feed|RDF)[\s>]")
_LOOKED_AT = 8192
# one more than an address may have: a longer one is told as a bad address, not cut to another one
_LONGEST = 4001
_DEEPEST = 100
_GZIP_OR_ZLIB = 47


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a list."""

    address: str
    """As it is written there."""
    changed: str = ""
    """When the list says that the page changed last: ISO 8601, as it is written there."""


@dataclass(slots=True)
class Listing:
    """What a sitemap or feed holds."""

    kind: ListKind | None = None
    links: list[Link] = field(default_factory=list)
    fault: FetchError | None = None
    """Why it was not read to its end; the links before that are there."""


def looks_like_a_list(content: Iterable[bytes]) -> bool:
    """Tell a sitemap or feed, also one packed as a .gz file, from a page by how it begins."""
    head = b""
    try:
        for piece in _file_content(content, _LOOKED_AT * 8):
            head += piece
            if len(head) >= _LOOKED_AT:
                break
    except FetchError:
        return False
    found = _LOOKS_LIKE.search(head[:_LOOKED_AT])
    return found is not None and b"<html" not in head[: found.start()].lower()


def read_list(content: Iterable[bytes], limit: int) -> Listing:
    """Read a sitemap or feed; `limit` is how many bytes of it may come out of a .gz file."""
    reader = _Reader()
    parser = etree.XMLParser(
        target=reader,  # type: ignore[arg-type]  # the stubs allow for bytes, which lxml never gives
        resolve_entities=False,
        no_network=True,
        recover=True,
        huge_tree=False,
    )
    try:
        for piece in _file_content(content, limit):
            parser.feed(piece)
        parser.close()
    except FetchError as error:
        reader.listing.fault = error
    except etree.LxmlError as error:
        reader.listing.fault = FetchError("bad-list", f"it is no XML: {str(error)[:200]}")
    else:
        if reader.open:
            reader.listing.fault = FetchError("bad-list", "it ends in the middle")
    if reader.listing.kind is None and reader.listing.fault is None:
        reader.listing.fault = FetchError("not-a-list", "it has no elements")
    return reader.listing


class _Reader:
    """What the parser calls: keeps the element names that are open, and the links."""

    def __init__(self) -> None:
        self.listing = Listing()
        self.open: list[str] = []
        self._text: list[str] | None = None
        self._length = 0
        self._link = ""
        self._permalink = False
        self._changed = ""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise FetchError("dtd-forbidden", f"it begins with a DTD ({name[:40]})")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = etree.QName(tag).localname
        if not self.open:
            self.listing.kind = _KINDS.get(name)
            if self.listing.kind is None:
                raise FetchError("not-a-list", f"its outermost element is {name[:40]!r}")
        elif len(self.open) >= _DEEPEST:
            raise FetchError("bad-list", f"its elements lie deeper than {_DEEPEST} levels")
        self._text = None
        if self.open and self.open[-1] in _ENTRIES:
            self._start_field(name, attributes)
        self.open.append(name)

    def _start_field(self, name: str, attributes: dict[str, str]) -> None:
        if name == "link" and "href" in attributes:
            if attributes.get("rel", "alternate") == "alternate" and not self._link:
                self._link = attributes["href"][:_LONGEST]
        elif name in ("loc", "link", "guid", "lastmod", "updated", "date"):
            self._permalink = attributes.get("isPermaLink", "true").strip().lower() != "false"
            self._text, self._length = [], 0

    def data(self, text: str) -> None:
        if self._text is not None and self._length < _LONGEST:
            self._text.append(text[:_LONGEST])
            self._length += len(text)

    def end(self, tag: str) -> None:
        name = etree.QName(tag).localname
        if self._text is not None:
            self._end_field(name, "".join(self._text).strip())
            self._text = None
        # the parser may leave out what was never closed
        while self.open and self.open.pop() != name:
            continue
        if name in _ENTRIES and self._link:
            if len(self.listing.links) >= MAX_LINKS:
                raise FetchError("too-many-links", f"it holds more than {MAX_LINKS} links")
            self.listing.links.append(Link(self._link, self._changed))
        if name in _ENTRIES:
            self._link = self._changed = ""

    def _end_field(self, name: str, text: str) -> None:
        if name in ("lastmod", "updated", "date"):
            self._changed = text[:40]
        elif name in ("loc", "link"):
            self._link = text[:_LONGEST] or self._link
        elif name == "guid" and self._permalink and text.startswith(("http://", "https://")):
            self._link = self._link or text[:_LONGEST]

    def comment(self, text: str) -> None:
        """Let comments be."""

    def close(self) -> None:
        """Nothing is built."""


def _file_content(content: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Give the pieces of a list; one that is a .gz file is unpacked, up to `limit`."""
    pieces = iter(content)
    head = next(pieces, b"")
    if head[:2] != b"\x1f\x8b":
        yield from chain([head], pieces)
        return
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    given = 0
    for piece in chain([head], pieces):
        rest = piece
        while rest and not inflater.eof:
            try:
                out = inflater.decompress(rest, 65_536)
            except zlib.error as error:
                raise FetchError("bad-list", f"the .gz file is broken: {error}") from error
            rest = inflater.unconsumed_tail
            given += len(out)
            if given > limit:
                raise FetchError("too-large", f"it unpacks to more than {limit} bytes")
            yield out
    if not inflater.eof:
        raise FetchError("bad-list", "the .gz file is cut short")
