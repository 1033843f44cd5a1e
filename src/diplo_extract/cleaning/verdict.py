"""Is this an article at all: listings, error pages, consent walls, paywalls and videos are told apart."""

from __future__ import annotations

import re
from functools import cache

from diplo_extract import lexicon
from diplo_extract.cleaning.clues import Clues, types_of
from diplo_extract.cleaning.outline import Node

_HOME = re.compile(r"https?://[^/?#]{1,200}/?(?:index\.\w{2,5}|[a-z]{2})?/?$", re.I)
_LITTLE = 600
_SCANT = 1_500
_CARDS = 5
_ARTICLE_TYPES = ("article", "newsarticle", "blogposting")


def not_article(text: str, title: str | None, clues: Clues, picked: Node, url: str | None) -> str | None:
    """Give the kind of a page that is probably no article: error, consent, script, paywall, video, home, listing."""
    folded = text[:_SCANT].casefold()
    if len(text) < _LITTLE:
        if title and _has("error", title.casefold()[:80]):
            return "error"
        for kind in ("consent", "script", "paywall"):
            if _has(kind, folded):
                return kind
    if len(text) < _SCANT and (_has("paywall", folded) or _is_closed(clues)):
        return "paywall"
    types = {kind for item in clues.objects for kind in types_of(item)}
    kind = (clues.first("og:type") or "").lower()
    if len(text) < _LITTLE and (kind in _table("video_types") or not types.isdisjoint(_table("video_types"))):
        return "video"
    if _HOME.match(url or "") and not clues.article().get("datePublished"):
        return "home"
    says_listing = types.isdisjoint(_ARTICLE_TYPES) and not types.isdisjoint(_table("listing_types"))
    return "listing" if _cards(picked) >= _CARDS and (says_listing or kind in ("", "website")) else None


def _cards(node: Node) -> int:
    """Count the teasers in a block: short articles, each with a heading that is a link."""
    cards, queue = 0, [node]
    while queue:
        inner = queue.pop()
        queue.extend(inner.children)
        if inner.element.tag in ("h2", "h3", "h4") and inner.linked > 15 and inner.text < 10:
            cards += 1
    return cards


def _is_closed(clues: Clues) -> bool:
    return str(clues.article().get("isAccessibleForFree", "")).lower() == "false"


def _has(kind: str, folded: str) -> bool:
    return any(phrase in folded for phrase in _table(kind))


@cache
def _table(name: str) -> tuple[str, ...]:
    return tuple(lexicon.load("page", "verdicts")[name])
