"""JSON: one article an object; in .jsonl one object a line. Fields: html or text; url, published, title, language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from diplo_extract.archive.entry import Entry, Outcome, TooLarge, read_bounded, reading_error, too_large
from diplo_extract.article import Article
from diplo_extract.edtf import is_point

_REMEDY = (
    "each object needs 'html' or 'text'; 'url', 'published', 'title', 'language' and 'fetched_at' may stand beside"
)


def read_json(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Give the one article of a .json file."""
    try:
        yield _article(entry, read_bounded(stream, entry))
    except TooLarge as error:
        yield too_large(entry, error)


def read_jsonl(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Give the article of every line; the member of each is "line N" (after the bundle's member, when there is one)."""
    limit = entry.limits.max_page_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        member = f"line {number}" if entry.member is None else f"{entry.member} line {number}"
        here = entry.inside(member)
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield too_large(here, TooLarge(f"a line of more than {limit} bytes"))
        elif line.strip():
            yield _article(here, line)


def _article(entry: Entry, data: bytes) -> Outcome:
    try:
        row = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return reading_error(entry, "bad-json", error, "mend or leave out this object; " + _REMEDY)
    html, text = (row.get("html"), row.get("text")) if isinstance(row, dict) else (None, None)
    content = html if isinstance(html, str) else text
    if not isinstance(content, str):
        return reading_error(entry, "no-content", ValueError("neither 'html' nor 'text' is a string"), _REMEDY)
    published = _string(row, "published")
    if published is not None and not is_point(published[:10]):
        problem = ValueError(f"published {published!r} is no ISO date")
        return reading_error(entry, "bad-date", problem, "write 'published' as YYYY-MM-DD")
    return Article(
        content=content,
        uri=entry.uri,
        member=entry.member,
        media_type="text/html" if isinstance(html, str) else "text/plain",
        url=_string(row, "url"),
        published=published[:10] if published else None,
        title=_string(row, "title"),
        language=_string(row, "language"),
        fetched_at=_string(row, "fetched_at"),
    )


def _string(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) and value else None
