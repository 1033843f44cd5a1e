"""The headline without the site name, and the name of the site."""

from __future__ import annotations

import html
import re

from diplo_extract.cleaning.clues import Clues, text_of
from diplo_extract.records import PageFact

_SEPARATOR = re.compile(r"\s{1,9}(?:[|\u2502\uff5c»›·•:~]|[-–—]{1,2}|::|\\|//|<|>)\s{1,9}|\s?\|\s?|\s?»\s?")
_WORD = re.compile(r"\w+")
_LONGEST = 400


def site_name(clues: Clues, url: str | None) -> PageFact | None:
    """Give the name of the site, as the page says it."""
    name = clues.first("og:site_name", "application-name", "twitter:app:name:iphone")
    if name:
        return PageFact(value=name, reason="og" if clues.first("og:site_name") else "meta")
    publisher = clues.article().get("publisher")
    name = text_of(publisher) if publisher else ""
    return PageFact(value=name, reason="json-ld") if name else None


def headline(clues: Clues, site: str | None, url: str | None) -> PageFact | None:
    """Give the headline as the page shows it: a heading that its other titles confirm, else the best of those."""
    candidates = [
        ("json-ld", text_of(clues.article().get("headline"))),
        ("og", clues.first("og:title") or ""),
        ("meta", clues.first("twitter:title", "dc.title", "dcterms.title", "headline", "title") or ""),
        ("title", clues.title),
    ]
    claims = [(reason, without_site(_plain(value), site, url)) for reason, value in candidates if value]
    claims = [(reason, claim) for reason, claim in claims if claim and not _is_site(claim, site, url)]
    shown = [(f"h{level}", text) for level, text, _ in clues.headings if 2 < len(text) < _LONGEST]
    best = _agreed(claims, shown) or _confirmed(claims, shown) or _alone(shown, site, url) or next(iter(claims), None)
    if best is None:
        return None
    # a kicker in the heading: "Middle East: Talks go on" where another title is "Talks go on"
    value = next((claim for _, claim in claims if _is_end(claim, best[1])), best[1])
    return PageFact(value=value, reason=best[0])


def _agreed(claims: list[tuple[str, str]], shown: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Give the headline that the page tells machines twice in the same words, as it shows it when it does."""
    told = [claim for claim in claims if claim[0] in ("json-ld", "og")]
    if len(told) < 2 or folded(told[0][1]) != folded(told[1][1]):
        return None
    return next((found for found in shown if folded(found[1]) == folded(told[0][1])), told[0])


def _confirmed(claims: list[tuple[str, str]], shown: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Give the heading that is one of the titles, or an h1 that is nearly one."""
    for _, claim in claims:
        for reason, heading in shown:
            if folded(heading) == folded(claim) or (reason == "h1" and alike(heading, claim)):
                return reason, heading
    return None


def _alone(shown: list[tuple[str, str]], site: str | None, url: str | None) -> tuple[str, str] | None:
    first = [heading for reason, heading in shown if reason == "h1" and not _is_site(heading, site, url)]
    return ("h1", first[0]) if len(first) == 1 else None


def _is_end(claim: str, heading: str) -> bool:
    end, whole = folded(claim), folded(heading)
    return len(end.split()) >= 4 and end != whole and whole.endswith(" " + end)


def _plain(value: str) -> str:
    """Undo entities that were escaped twice ("&amp;#8217;")."""
    return html.unescape(value) if "&" in value else value


def without_site(title: str, site: str | None, url: str | None) -> str:
    """Give a title without the site name before or behind it."""
    cuts = list(_SEPARATOR.finditer(title))
    for cut in reversed(cuts):
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if head and _is_site(tail, site, url):
            return without_site(head, site, url)
    for cut in cuts[:1]:
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if tail and _is_site(head, site, url):
            return tail
    return title.strip()


def _is_site(text: str, site: str | None, url: str | None) -> bool:
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


def alike(one: str, other: str) -> bool:
    """Tell whether two titles are one headline: the same words, or nearly."""
    first, second = folded(one).split(), folded(other).split()
    if not first or not second:
        return False
    if first == second:
        return True
    common = len(set(first) & set(second))
    return (
        common >= 3
        and 2 * common >= 1.3 * (len(set(first)) + len(set(second))) / 2 + 0.0
        and common / max(len(set(first)), len(set(second))) >= 0.6
    )


def folded(text: str) -> str:
    """Give the words of a text in lower case."""
    return " ".join(_WORD.findall(text.casefold()))
