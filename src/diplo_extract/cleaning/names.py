"""Class and id words: what a template says about its own parts. The words are data (lexicon/page/names.toml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from diplo_extract import lexicon

Meaning = Literal["article", "chrome", "never", ""]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OTHER = re.compile(r"[^a-z]+")
# "has-sidebar" and "no-comments" speak of the rest of the page, "tag-berlin" of the article
_ABOUT_OTHERS = re.compile(r" (?:has|with|without|no|not|is|hide|show|tag|category|term) [a-z]+(?= )")
_LONGEST = 300


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    phrases = sorted(lexicon.load("page", "names")[kind], key=len, reverse=True)
    return re.compile(" (?:" + "|".join(re.escape(phrase) for phrase in phrases) + ")(?= )")


@cache
def _alone() -> frozenset[str]:
    return frozenset(lexicon.load("page", "names")["chrome_alone"])


def words(name: str) -> str:
    """Give the words of a class list or id: " related posts . box " for "relatedPosts-2 box"."""
    spelled = (_OTHER.sub(" ", _CAMEL.sub(" ", part).lower()).strip() for part in name[:_LONGEST].split())
    return " " + " . ".join(spelled) + " "


@lru_cache(maxsize=20_000)
def meaning(name: str) -> Meaning:
    """Tell what one class list or id means."""
    spelled = words(name)
    if _phrases("never").search(spelled):
        return "never"
    if _phrases("article").search(spelled):
        return "article"
    return "chrome" if _chrome_in(spelled) else ""


@lru_cache(maxsize=2_000)
def chrome_phrase(name: str) -> str:
    """Give the words of one class list or id that speak of page chrome, "" when none does."""
    return _chrome_in(words(name))


def _chrome_in(spelled: str) -> str:
    spelled = _ABOUT_OTHERS.sub(" ", _phrases("exempt").sub(" ", spelled))
    found = _phrases("chrome").search(spelled)
    if found:
        return found.group().strip()
    return next((part for part in map(str.strip, spelled.split(".")) if part in _alone()), "")


def is_lead(spelled: str) -> bool:
    """Tell whether the words of a name are those of a teaser between headline and text."""
    return bool(_phrases("lead").search(spelled))
