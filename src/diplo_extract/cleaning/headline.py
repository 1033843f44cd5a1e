"""The headline: which of the page's titles and headings it is, without the kicker before it."""

from __future__ import annotations

import html
import re

from diplo_extract.cleaning.characters import folded
from diplo_extract.cleaning.clues import Clues, text_of
from diplo_extract.cleaning.sitename import SEPARATOR, is_linked, is_site, leads_home, without_site
from diplo_extract.records import PageFact

_KICKER_END = re.compile(rf"{SEPARATOR.pattern}|:\s{{1,9}}|\s/\s")
_LONGEST, _LONGEST_TOLD = 400, 1_000
_FEWEST = 4
_MARK = re.compile(r"[:|/»·•~–—-]\W{0,9}$")
_WORD = re.compile(r"\w+")

Told = tuple[str, str]
"""(reason, title)"""


def headline(clues: Clues, site: str | None, url: str | None) -> PageFact | None:
    """Give the headline as the page shows it: a heading that its other titles confirm, else the best of those."""
    candidates = [
        ("json-ld", text_of(clues.article().get("headline"))),
        ("og", clues.first("og:title") or ""),
        ("meta", clues.first("twitter:title", "dc.title", "dcterms.title", "headline", "title") or ""),
        ("title", clues.title),
    ]
    # a <title> that is never closed holds the whole page
    full = [(reason, _plain(value)) for reason, value in candidates if value and len(value) <= _LONGEST_TOLD]
    claims = [(reason, without_site(value, site, url)) for reason, value in full]
    claims = [(reason, claim) for reason, claim in claims if claim and not is_site(claim, site, url)]
    shown = [
        (f"h{level}", text)
        for level, text, element in clues.headings
        if 2 < len(text) < _LONGEST and not leads_home(element)
    ]
    best = (
        _for_readers(claims, clues)
        or _agreed(claims, shown)
        or _confirmed(claims, shown)
        or _part_of_title(full, shown)
        or _alone(shown, site, url)
        or next(iter(claims), None)
    )
    if best is None:
        return None
    return PageFact(value=_without_kicker(best[1], claims), reason=best[0])


def _for_readers(claims: list[Told], clues: Clues) -> Told | None:
    """Give the headline of a page whose h1 is its <title>, made for search engines: an h2 that og or JSON-LD has."""
    title = next((folded(claim) for reason, claim in claims if reason == "title"), None)
    if title is None or all(level > 1 or folded(text) != title for level, text, _ in clues.headings):
        return None
    seconds = [text for level, text, element in clues.headings if level == 2 and not is_linked(element)]
    told = [claim for reason, claim in claims if reason in ("json-ld", "og") and folded(claim) != title]
    return next(
        (("h2", claim) for claim in told for text in seconds if folded(text) == folded(claim) or _is_end(claim, text)),
        None,
    )


def _agreed(claims: list[Told], shown: list[Told]) -> Told | None:
    """Give the headline that the page tells machines twice in the same words, as it shows it when it does."""
    told = [claim for claim in claims if claim[0] in ("json-ld", "og")]
    if len(told) < 2 or folded(told[0][1]) != folded(told[1][1]):
        return None
    return next((found for found in shown if folded(found[1]) == folded(told[0][1])), told[0])


def _confirmed(claims: list[Told], shown: list[Told]) -> Told | None:
    """Give the heading that is one of the titles, or an h1 that is nearly one."""
    for _, claim in claims:
        for reason, heading in shown:
            if folded(heading) == folded(claim) or (reason == "h1" and alike(heading, claim)):
                return reason, heading
    return None


def _part_of_title(full: list[Told], shown: list[Told]) -> Told | None:
    """Give the heading that is the first whole part of a title to be one: "A blog » Archive » Talks go on"."""
    parts = [folded(part) for _, title in full for part in SEPARATOR.split(title)]
    found = [heading for heading in shown if folded(heading[1]) in parts]
    return min(found, key=lambda heading: parts.index(folded(heading[1])), default=None)


def _alone(shown: list[Told], site: str | None, url: str | None) -> Told | None:
    first = {
        folded(heading): heading for reason, heading in shown if reason == "h1" and not is_site(heading, site, url)
    }
    return ("h1", next(iter(first.values()))) if len(first) == 1 else None


def _without_kicker(heading: str, claims: list[Told]) -> str:
    """Give a headline without what stands before it: another title is without it, or has a mark behind it.

    "Middle East: Talks go on" and "Talks go on"; "Middle East Talks go on" and "Middle East: Talks go on".
    """
    for _, claim in claims:
        if _is_end(claim, heading):
            return claim
    for _, claim in claims:
        for mark in _KICKER_END.finditer(claim):
            tail = claim[mark.end() :].strip()
            if folded(f"{claim[: mark.start()]} {tail}") == folded(heading) and not _is_marked(heading, tail):
                return tail
    return heading


def _is_marked(heading: str, end: str) -> bool:
    """Tell whether a mark stands in a headline before its last words."""
    words = list(_WORD.finditer(heading))
    return bool(_MARK.search(heading[: words[-len(folded(end).split())].start()]))


def _is_end(claim: str, heading: str) -> bool:
    end, whole = folded(claim), folded(heading)
    return len(end.split()) >= _FEWEST and end != whole and whole.endswith(" " + end)


def _plain(value: str) -> str:
    """Undo entities that were escaped twice ("&amp;#8217;")."""
    return html.unescape(value) if "&" in value else value


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
        and 2 * common >= 1.3 * (len(set(first)) + len(set(second))) / 2
        and common / max(len(set(first)), len(set(second))) >= 0.6
    )
