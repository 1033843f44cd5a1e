"""When the page was published and when it was changed: what it says for machines first, then what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from diplo_extract import lexicon
from diplo_extract.cleaning.clues import Clues, text_of, types_of
from diplo_extract.cleaning.shown import is_elsewhere
from diplo_extract.cleaning.written_day import Found, from_iso, from_machine, from_shown, from_url
from diplo_extract.dates import DateOrder
from diplo_extract.records import Published

_IN_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/)")
_UTC = re.compile(r"(?:T| )[\d:.]{4,18}\s?(?:Z|GMT|UTC|[+-]00:?00)$")
_WEST, _EAST = 10, 10
_BESIDE = 50
_WITH_ZONE = re.compile(r"[\d:]{5,8}\s?[+-](?!00:?00)\d\d:?\d\d$")


@cache
def _meta(kind: str) -> tuple[str, ...]:
    return tuple(lexicon.load("page", "meta")[kind])


def published(
    clues: Clues,
    shown: Iterable[tuple[str, str]],
    url: str | None,
    language: str,
    order: DateOrder | None,
    limit: str | None,
) -> Published | None:
    """Give the publication date; `shown` are (reason, text) of lines that may show it, `limit` the day of the fetch."""
    for found in _candidates(clues, shown, url, language, order):
        if _is_plausible(found.value, limit):
            return _as_published(found)
    return None


def modified(clues: Clues, language: str, order: DateOrder | None, limit: str | None) -> Published | None:
    """Give the date of the last change, when the page says one."""
    values = [("json-ld", text_of(clues.article().get("dateModified")))]
    values += [("meta", value) for name in _meta("modified") for value in clues.meta.get(name, ())]
    for reason, raw in values:
        found = from_machine(raw, reason, language, order) if raw else None
        if found and _is_plausible(found.value, limit):
            return _as_published(found)
    return None


def _as_published(found: Found) -> Published:
    """Give a found date as the record holds it."""
    return Published(value=found.value, text=found.text, reason=found.reason, ambiguous=list(found.alternatives))


def _candidates(
    clues: Clues, shown: Iterable[tuple[str, str]], url: str | None, language: str, order: DateOrder | None
) -> Iterator[Found]:
    near, far = _times(clues.times)
    machine = _told_to_machines(clues, near)
    in_address = from_url(url)
    by_vote = _outvoted([found for reason, raw in machine if (found := from_iso(raw, reason))])
    told = [found for reason, raw in machine if (found := from_machine(raw, reason, language, order))]
    seen = _Once(found for reason, raw in shown if (found := from_shown(raw, reason, language, order)))
    for found in (*by_vote, *told):
        yield _in_own_zone(found, in_address, told, seen)
    if in_address:
        yield in_address
    month = _IN_URL_MONTH.search(url or "")
    # "/2017/09/" says which of the dates on the page is meant
    yield from sorted(seen, key=lambda found: not (month and found.value.startswith(f"{month[1]}-{month[2]}")))
    yield from (found for raw in far if (found := from_machine(raw, "time", language, order)))


def _told_to_machines(clues: Clues, times: list[str]) -> list[tuple[str, str]]:
    """Give (reason, value) of what the page tells machines, the most trustworthy first.

    The date of a video or another thing on the page comes behind what <meta> says of the page.
    """
    told: list[tuple[str, str]] = []
    asides: list[tuple[str, str]] = []
    for item in clues.objects:
        value = text_of(item.get("datePublished") or item.get("dateCreated") or item.get("uploadDate"))
        if value:
            is_page = item.get("datePublished") and "videoobject" not in types_of(item)
            (told if is_page else asides).append(("json-ld", value))
    return [
        *told[:1],
        *(("meta", value) for name in _meta("published") for value in clues.meta.get(name, ())),
        *(told or asides)[:1],
        *(("itemprop", value) for value in clues.published),
        *(("time", value) for value in times),
    ]


class _Once(Iterable[Found]):
    """What the page shows, read when it is first asked for: most pages tell machines and are not searched."""

    def __init__(self, source: Iterator[Found]) -> None:
        self._source = source
        self._read: list[Found] | None = None

    def __iter__(self) -> Iterator[Found]:
        if self._read is None:
            self._read = list(self._source)
        return iter(self._read)


def _in_own_zone(found: Found, in_address: Found | None, told: list[Found], seen: Iterable[Found]) -> Found:
    """Give the publisher's own day for a UTC clock on the other side of midnight.

    The address shows it, a second clock with a zone, or what readers see beside the headline.
    """
    if not _UTC.search(found.text):
        return found
    if in_address and "/" in in_address.text:
        return in_address if _days_apart(found, in_address) == 1 else found
    others = [other for other in told if not _UTC.search(other.text)]
    local = [other for other in others if _is_local(other)]
    beside = [shown for shown in seen if shown.reason == "byline" and len(shown.text) < _BESIDE]
    if any(other.value == found.value for other in (*(local or others), *beside)):
        return found
    for other in (*local, *beside):
        if _days_apart(found, other) == 1:
            return other if _could_be_there(found, other) else found
    return found


def _is_local(other: Found) -> bool:
    return bool(_WITH_ZONE.search(other.text)) or (other.reason == "time" and ":" not in other.text)


def _could_be_there(utc: Found, other: Found) -> bool:
    """Tell whether it is another day somewhere when it is that hour in Greenwich."""
    clock = re.search(r"[T ](\d\d):", utc.text)
    hour = int(clock[1]) if clock else 0
    return (other.value < utc.value and hour < _WEST) or (other.value > utc.value and hour >= 24 - _EAST)


def _outvoted(told: list[Found]) -> list[Found]:
    """Give the day that more of the page's clocks name, when the first is on the other side of midnight."""
    kinds: dict[str, set[str]] = {}
    for found in told:
        kinds.setdefault(found.value, set()).add(found.reason)
    return [
        found
        for found in told[1:]
        if len(kinds[found.value]) > len(kinds[told[0].value]) and _days_apart(found, told[0]) == 1
    ][:1]


def _days_apart(one: Found, other: Found) -> int:
    return abs((date.fromisoformat(one.value) - date.fromisoformat(other.value)).days)


def _times(times: list[Any]) -> tuple[list[str], list[str]]:
    """Give the values of <time>: those of the article, those that published marks first, and those of teasers."""

    def is_published(element: Any) -> bool:
        marks = f"{element.get('itemprop')} {element.get('class')} {element.get('pubdate')}".lower()
        return "publi" in marks or "pubdate" in marks or "entry-date" in marks

    near: list[str] = []
    far: list[str] = []
    for element in sorted(times, key=lambda element: not is_published(element)):
        marks = f"{element.get('itemprop')} {element.get('class')}".lower()
        if "modif" in marks or ("updat" in marks and "publi" not in marks):
            continue
        value = element.get("datetime") or "".join(element.itertext())
        (far if is_elsewhere(element) else near).append(value)
    return near, far


def _is_plausible(value: str, limit: str | None) -> bool:
    return value >= "1800" and (limit is None or value <= limit)
