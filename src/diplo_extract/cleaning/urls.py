"""Addresses of pages: the one a page had on its own site."""

from __future__ import annotations

import re

# https://web.archive.org/web/20131110121040/http://www.example.org/news
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(?=https?:/)", re.I)


def original_url(url: str | None) -> str | None:
    """Give the address without that of the archive before it, whose date and host are not those of the page."""
    return _ARCHIVED.sub("", url) if url else url
