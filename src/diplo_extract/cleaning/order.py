"""Day before month or month before day: what the site, the language tag and the spelling say."""

from __future__ import annotations

import re
from functools import cache

from diplo_extract import lexicon
from diplo_extract.dates import DateOrder

_HOST = re.compile(r"https?://[^/:?#]{1,200}?\.([a-z]{2,6})(?:[/:?#]|$)", re.I)
_REGION = re.compile(r"[A-Za-z]{2,3}[-_]([A-Za-z]{2})(?![A-Za-z])")
_WORD = re.compile(r"[a-z]{4,20}")
_SAMPLE = 20_000


def date_order(url: str | None, tags: list[str | None], language: str, text: str) -> DateOrder | None:
    """Give the order of numeric dates; None when nothing tells it (English of no country).

    tags: language tags of the page, the best first ("en-GB", "en_US").
    """
    suffix = _HOST.match(url or "")
    if suffix and suffix[1].lower() not in _table("no_country"):
        return _of_country(suffix[1].lower())
    if language != "en":
        return "ymd" if language in _table("ymd_languages") else "dmy"
    region = next((match[1].lower() for tag in tags if tag and (match := _REGION.match(tag))), None)
    # en-US is what templates come with; it says nothing where the words are British
    spelled = _of_spelling(text)
    if region and not (region == "us" and spelled == "dmy"):
        return _of_country(region)
    return spelled


def _of_country(code: str) -> DateOrder:
    if code in _table("mdy"):
        return "mdy"
    return "ymd" if code in _table("ymd") else "dmy"


def _of_spelling(text: str) -> DateOrder | None:
    words = _WORD.findall(text[:_SAMPLE].lower())
    british = sum(1 for word in words if word in _table("british"))
    american = sum(1 for word in words if word in _table("american"))
    if british > 2 * american:
        return "dmy"
    return "mdy" if american > 2 * british else None


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("page", "order")[name])
