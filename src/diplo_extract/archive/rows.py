"""Articles as rows of named fields: html or text; url, published, title, language, fetched_at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from diplo_extract.archive.entry import Entry, Outcome, TooLarge, reading_error, too_large
from diplo_extract.article import Article
from diplo_extract.edtf import is_point

FIELDS = ("html", "text", "url", "published", "title", "language", "fetched_at")
REMEDY = "each row needs 'html' or 'text'; 'url', 'published', 'title', 'language' and 'fetched_at' may stand beside"


def article_of(entry: Entry, row: Mapping[str, Any]) -> Outcome:
    """Give the article of a row, or say what the row lacks."""
    html, text = row.get("html"), row.get("text")
    content = html if isinstance(html, str | bytes) else text
    if not isinstance(content, str | bytes):
        return reading_error(entry, "no-content", ValueError("neither 'html' nor 'text' is a string"), REMEDY)
    if len(content) > entry.limits.max_page_bytes:
        return too_large(entry, TooLarge(f"more than {entry.limits.max_page_bytes} bytes"))
    published = _string(row, "published")
    if published is not None and not is_point(published[:10]):
        problem = ValueError(f"published {published!r} is no ISO date")
        return reading_error(entry, "bad-date", problem, "write 'published' as YYYY-MM-DD")
    return Article(
        content=content,
        uri=entry.uri,
        member=entry.member,
        media_type="text/html" if content is html else "text/plain",
        url=_string(row, "url"),
        published=published[:10] if published else None,
        title=_string(row, "title"),
        language=_string(row, "language"),
        fetched_at=_string(row, "fetched_at"),
    )


def _string(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    # a datetime is a date too
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) and value else None
