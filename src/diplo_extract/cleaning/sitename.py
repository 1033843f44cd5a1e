"""The name of the site, and titles without it."""

from __future__ import annotations

import re
from typing import Any

from diplo_extract.cleaning.characters import folded
from diplo_extract.cleaning.clues import Clues, text_of
from diplo_extract.cleaning.urls import original_url
from diplo_extract.records import PageFact

SEPARATOR = re.compile(r"\s{1,9}(?:[|\u2502\uff5c»›·•:~]|[-–—]{1,2}|::|\\|//|<|>)\s{1,9}|\s?[|\u2502]\s?|\s?»\s?(?=\S)")
_HOME = re.compile(r"(?:https?:)?(?://[^/?#]{1,200})?/?(?:\./|index\.\w{2,5})?(?:[?#].{0,200})?", re.I)


def site_name(clues: Clues, url: str | None) -> PageFact | None:
    """Give the name of the site, as the page says it."""
    name = clues.first("og:site_name", "application-name", "twitter:app:name:iphone")
    if name:
        return PageFact(value=name, reason="og" if clues.first("og:site_name") else "meta")
    publisher = clues.article().get("publisher")
    name = text_of(publisher) if publisher else ""
    return PageFact(value=name, reason="json-ld") if name else None


def without_site(title: str, site: str | None, url: str | None) -> str:
    """Give a title without the site name before or behind it."""
    cuts = list(SEPARATOR.finditer(title))
    for cut in reversed(cuts):
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if head and is_site(tail, site, url):
            return without_site(head, site, url)
    for cut in cuts[:1]:
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if tail and is_site(head, site, url):
            return tail
    return title.strip()


def is_site(text: str, site: str | None, url: str | None) -> bool:
    """Tell whether a piece of a title names the site: the same words, or the letters of its host."""
    spelled = folded(text)
    if not spelled:
        return True
    if site and (spelled == folded(site) or (len(spelled.split()) > 1 and spelled in folded(site))):
        return True
    host = re.match(r"https?://(?:www\.)?([^/:?#]{1,200})", url or "")
    letters = spelled.replace(" ", "")
    name = re.sub(r"[^a-z0-9]", "", host.group(1).lower()) if host else ""
    initials = "".join(word[0] for word in spelled.split())
    return bool(name) and ((len(letters) > 3 and letters in name) or (len(initials) > 2 and name.startswith(initials)))


def is_linked(heading: Any) -> bool:
    """Tell whether a heading is a link, as those of teasers are."""
    return _link(heading) is not None


def leads_home(heading: Any) -> bool:
    """Tell whether a heading is the name of the site: a link to its first page."""
    link = _link(heading)
    href = (link.get("href") or "").strip() if link is not None else ""
    return bool(href) and bool(_HOME.fullmatch(original_url(href) or ""))


def _link(heading: Any) -> Any:
    above = heading.getparent()
    return above if above is not None and above.tag == "a" else next(heading.iter("a"), None)
