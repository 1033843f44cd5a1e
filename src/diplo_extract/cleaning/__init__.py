"""Article -> Cleaned: parse once, read the metadata, prune, pick the body, keep the way back to the source."""

from __future__ import annotations

from bs4 import BeautifulSoup

from diplo_extract.article import Article, Cleaned
from diplo_extract.cleaning.decode import decode
from diplo_extract.cleaning.mediatype import media_type
from diplo_extract.cleaning.page import clean_page
from diplo_extract.cleaning.text_file import clean_text
from diplo_extract.cleaning.xml_file import clean_xml
from diplo_extract.errors import DocumentError

__all__ = ["clean", "clean_article"]


def clean_article(article: Article) -> Cleaned:
    """Give the article inside the page; raises DocumentError when there is none."""
    if not article.content.strip():
        raise DocumentError("clean", "empty", "the document is empty", "fetch it again")
    decoded = decode(article.content, article.charset, article.url, article.language)
    kind = media_type(decoded.text, article.media_type)
    if kind == "text/html":
        return clean_page(decoded, article)
    if kind == "application/xml":
        return clean_xml(decoded, article)
    return clean_text(decoded, article, kind)


def clean(html: str | bytes | BeautifulSoup, url: str | None = None) -> Cleaned:
    """Give the article inside a page, a plain text or a Markdown text; `url` helps with dates, language, names.

    Raises DocumentError, with its reason and what to do, for what holds no article text.
    """
    content = html.decode() if isinstance(html, BeautifulSoup) else html
    return clean_article(Article(content=content, url=url))
