"""Passages and clues to Cleaned: what pages and plain texts have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from diplo_extract.article import Article, Cleaned
from diplo_extract.cleaning.clues import Clues
from diplo_extract.cleaning.dateline import closing_date, read_dateline
from diplo_extract.cleaning.decode import Decoded
from diplo_extract.cleaning.language import language_of
from diplo_extract.cleaning.order import date_order
from diplo_extract.cleaning.passages import Passage, assemble
from diplo_extract.cleaning.published import modified, published
from diplo_extract.cleaning.trust import trust, trusted
from diplo_extract.edtf import is_day
from diplo_extract.errors import DocumentError
from diplo_extract.records import Dateline, PageFact, Published

_SHORT_BODY = 200
_READ_FROM_TEXT = frozenset(("byline", "text", "dateline"))
MAX_CHARACTERS = 3_000_000
"""A book has a million; beyond this, time and memory are spent on what is no release."""


def cleaned_from(
    passages: list[Passage],
    decoded: Decoded,
    article: Article,
    *,
    media_type: str,
    locate: Callable[[Any], str],
    clues: Clues,
    url: str | None,
    title: PageFact | None,
    site: PageFact | None = None,
    lead: PageFact | None = None,
    authors: tuple[PageFact, ...] = (),
    shown: Iterable[tuple[str, str]] = (),
    body_reason: str | None = None,
    warnings: Iterable[str] = (),
) -> Cleaned:
    """Give the Cleaned; raises DocumentError when no text is left."""
    text, blocks, source_map = assemble(passages, locate)
    if not text:
        raise DocumentError(
            "clean", "no-text", "the page holds no article text", "look at the page; it may need a browser"
        )
    if article.title:
        title = PageFact(value=article.title, reason="given")
    language = _language(text, clues, article)
    code = language.value if language else "en"
    order = date_order(url, [clues.language, clues.first("og:locale")], code, text)
    limit = article.fetched_at[:10] if article.fetched_at else None
    when = (
        _given(article)
        or published(clues, shown, url, code, order, limit)
        or closing_date(text, blocks, code, order, limit)
    )
    dateline = read_dateline(text, blocks, when.value if when else None, code, order)
    when = _own_date(when, dateline)
    warnings = [*decoded.warnings, *warnings]
    if title is None:
        warnings.append("no-title")
    if len(text) < _SHORT_BODY:
        warnings.append("body-short")
    return Cleaned(
        text=text,
        blocks=blocks,
        source_map=source_map,
        title=trusted("title", title) if title and body_reason else title,
        published=trusted("published", when) if when and body_reason else when,
        modified=modified(clues, code, order, limit),
        language=language,
        lead=lead,
        authors=tuple(trusted("authors", author) for author in authors),
        site_name=site,
        canonical_url=PageFact(value=clues.canonical, reason="link") if clues.canonical else None,
        dateline=dateline,
        date_order=order,
        media_type=media_type,
        charset=decoded.charset,
        charset_reason=decoded.reason,
        body_reason=body_reason,
        confidence=trust("body", body_reason) if body_reason else None,
        warnings=tuple(warnings),
    )


def refuse_endless(characters: int) -> None:
    """Raise DocumentError for a text that is too long to be cleaned in bounded time."""
    if characters > MAX_CHARACTERS:
        raise DocumentError(
            "clean", "too-large", f"the text has more than {MAX_CHARACTERS} characters", "cut the release out of it"
        )


def _given(article: Article) -> Published | None:
    return Published(value=article.published, text=article.published, reason="given") if article.published else None


def _own_date(when: Published | None, dateline: Dateline | None) -> Published | None:
    """Give the date of the release itself where the site's is later: an old release filed again in 2005."""
    if when is not None and when.reason == "given":
        return when
    day = dateline.date if dateline and dateline.date and is_day(dateline.date) else None
    if dateline is None or dateline.span is None or day is None or day[:4] not in dateline.span.text:
        # "Nov 22" took its year from the page's own date
        return when
    if when is not None and when.reason not in _READ_FROM_TEXT and when.value <= day:
        return when
    return Published(value=day, text=dateline.span.text, reason="dateline")


def _language(text: str, clues: Clues, article: Article) -> PageFact | None:
    if article.language:
        return PageFact(value=article.language[:2].lower(), reason="given")
    return language_of(
        text,
        [("html", clues.language), ("meta", clues.first("og:locale", "content-language", "dc.language", "language"))],
    )
