"""Passages and clues to Cleaned: what pages and plain texts have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from diplo_extract.article import Article, Cleaned
from diplo_extract.clean.clues import Clues
from diplo_extract.clean.decode import Decoded
from diplo_extract.clean.language import language_of
from diplo_extract.clean.passages import Passage, assemble
from diplo_extract.clean.published import Order, modified, published
from diplo_extract.errors import DocumentError
from diplo_extract.records import PageFact, Published

_SHORT_BODY = 200


def cleaned_from(
    passages: list[Passage],
    decoded: Decoded,
    article: Article,
    *,
    media_type: str,
    locate: Callable[[object], str],
    clues: Clues,
    url: str | None,
    title: PageFact | None,
    site: PageFact | None = None,
    lead: PageFact | None = None,
    authors: tuple[PageFact, ...] = (),
    shown: Iterable[tuple[str, str]] = (),
    confidence: float | None = None,
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
    order: Order | None = None
    limit = article.fetched_at[:10] if article.fetched_at else None
    when = _given(article) or published(clues, shown, url, code, order, limit)
    warnings = list(decoded.warnings)
    if title is None:
        warnings.append("no-title")
    if len(text) < _SHORT_BODY:
        warnings.append("body-short")
    return Cleaned(
        text=text,
        blocks=blocks,
        source_map=source_map,
        title=title,
        published=when,
        modified=modified(clues, code, order, limit),
        language=language,
        lead=lead,
        authors=authors,
        site_name=site,
        canonical_url=PageFact(value=clues.canonical, reason="link") if clues.canonical else None,
        date_order=order,
        media_type=media_type,
        charset=decoded.charset,
        charset_reason=decoded.reason,
        confidence=confidence,
        warnings=tuple(warnings),
    )


def _given(article: Article) -> Published | None:
    return Published(value=article.published, text=article.published, reason="given") if article.published else None


def _language(text: str, clues: Clues, article: Article) -> PageFact | None:
    if article.language:
        return PageFact(value=article.language[:2].lower(), reason="given")
    return language_of(
        text,
        [("html", clues.language), ("meta", clues.first("og:locale", "content-language", "dc.language", "language"))],
    )
