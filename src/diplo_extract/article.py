"""What goes in (Article) and what cleaning makes of it (Cleaned)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from diplo_extract.records import Dateline, PageFact, Published

BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "quote"]


@dataclass(frozen=True, slots=True)
class Article:
    """One document as it was found: its bytes or characters, where they lay, and hints about them."""

    content: str | bytes
    uri: str = ""
    member: str | None = None
    """Archive member, WARC record id or "line N"; None for a file that is one document."""
    media_type: str | None = None
    """text/html, text/plain, text/markdown, …; None lets the content decide."""
    charset: str | None = None
    """From an HTTP header: a hint, checked against the bytes."""
    url: str | None = None
    published: str | None = None
    """ISO date known from outside the page; wins over the page's own clues."""
    title: str | None = None
    language: str | None = None
    """Two-letter code known from outside; wins over detection."""
    fetched_at: str | None = None
    """ISO timestamp of the download; no publication date is later than this."""


class Block(NamedTuple):
    """A piece of the cleaned text; `text[start:end]` has no line break in it."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """1-6 for headings, else 0."""


class SourceRun(NamedTuple):
    """Characters of the cleaned text that stand together in one place of the source.

    text[start:end] was made from the text of node `where` (an XPath ending in text(), or "line N"), beginning at
    offset `offset` of that node's text. Within a run, white space is collapsed and characters are normalised.
    """

    start: int
    end: int
    where: str
    offset: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The article inside the page."""

    text: str
    """Paragraphs separated by one blank line; NFC; no page chrome."""
    blocks: tuple[Block, ...]
    source_map: tuple[SourceRun, ...] = ()
    title: PageFact | None = None
    published: Published | None = None
    modified: Published | None = None
    language: PageFact | None = None
    lead: PageFact | None = None
    authors: tuple[PageFact, ...] = ()
    site_name: PageFact | None = None
    canonical_url: PageFact | None = None
    dateline: Dateline | None = None
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    """Order of numeric dates on this page, when something tells it."""
    media_type: str = "text/html"
    charset: str | None = None
    charset_reason: str | None = None
    body_reason: str | None = None
    """How the text was found: "marked", "found", "json-ld", "not-article" (see `cleaning.trust`)."""
    confidence: float | None = None
    """How often a text that was found so is the article; None when not measured."""
    warnings: tuple[str, ...] = field(default=())
