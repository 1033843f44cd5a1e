"""When the page was published and when it was changed: what it says for machines first, then what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from diplo_extract import lexicon
from diplo_extract.cleaning.clues import Clues, text_of
from diplo_extract.cleaning.datelines import named_date
from diplo_extract.cleaning.shown import is_elsewhere
from diplo_extract.dates import DateOrder, find_dates
from diplo_extract.edtf import is_point
from diplo_extract.records import Published

_ISO = re.compile(r"\s{0,9}((?:19|20)\d\d)([-/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:(?!\d)|(?=\d{4,6}(?!\d)))")
_IN_URL = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0?[1-9]|1[0-2])[/_.-](0?[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
)
_IN_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/)")
_DAY_WORD_YEAR = re.compile(r"(?<!\d)\d{1,2}[\s.]{1,3}(?:de\s)?[^\W\d_]{3,12}[\s.,]{1,3}(?:de\s)?(?:19|20)\d\d(?!\d)")
_UTC = re.compile(r"T[\d:.]{4,18}(?:Z|[+-]00:?00)$")


class Found(NamedTuple):
    """One date that could be the publication date."""

    value: str
    text: str
    reason: str
    alternatives: tuple[str, ...] = ()


@cache
def _meta(kind: str) -> tuple[str, ...]:
    return tuple(lexicon.load("page", "meta")[kind])


def from_machine(raw: str, reason: str, language: str, order: DateOrder | None) -> Found | None:
    """Give the day of a date written for machines, in the zone it was written in."""
    return _iso(raw, reason) or from_shown(raw, reason, language, order)


def _iso(raw: str, reason: str) -> Found | None:
    match = _ISO.match(raw)
    value = f"{match[1]}-{match[3]}-{match[4]}" if match else ""
    return Found(value, raw.strip()[:100], reason) if is_point(value) else None


def from_shown(raw: str, reason: str, language: str, order: DateOrder | None) -> Found | None:
    """Give the first full date in a short visible text."""
    text = raw[:300]
    grammars = lexicon.languages("dates")
    # machines write English whatever the page speaks: "Sun, 11 Oct 2020 07:34:36 GMT"; templates speak the language
    # of their maker: "mardi 5 juin 2018" above an English text
    foreign = (*lexicon.load("page", "months"), *grammars) if _DAY_WORD_YEAR.search(text) else ()
    for code in dict.fromkeys((language, "en", *foreign)):
        found = _in_language(text, code, reason, order or _usual_order(language))
        if found:
            return found
    return None


def _in_language(text: str, code: str, reason: str, order: DateOrder | None) -> Found | None:
    if code in lexicon.languages("dates"):
        for mention in find_dates(text, language=code, order=order):
            value = mention.value
            if value and len(value) == 10 and is_point(value) and "X" not in value:
                return Found(value, text[mention.start : mention.end], reason, tuple(mention.alternatives))
    named = named_date(text, code)
    return Found(named.value, named.text, reason) if named else None


def _usual_order(language: str) -> DateOrder | None:
    """Give the order of numeric dates where the language leaves no choice."""
    return None if language == "en" else "dmy"


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
            return as_published(found)
    return None


def modified(clues: Clues, language: str, order: DateOrder | None, limit: str | None) -> Published | None:
    """Give the date of the last change, when the page says one."""
    values = [("json-ld", text_of(clues.article().get("dateModified")))]
    values += [("meta", value) for name in _meta("modified") for value in clues.meta.get(name, ())]
    for reason, raw in values:
        found = from_machine(raw, reason, language, order) if raw else None
        if found and _is_plausible(found.value, limit):
            return as_published(found)
    return None


def as_published(found: Found) -> Published:
    """Give a found date as the record holds it."""
    return Published(value=found.value, text=found.text, reason=found.reason, ambiguous=list(found.alternatives))


def _candidates(
    clues: Clues, shown: Iterable[tuple[str, str]], url: str | None, language: str, order: DateOrder | None
) -> Iterator[Found]:
    machine: list[tuple[str, str]] = []
    for item in clues.objects:
        value = text_of(item.get("datePublished") or item.get("dateCreated") or item.get("uploadDate"))
        if value:
            machine.append(("json-ld", value))
            break
    machine += [("meta", value) for name in _meta("published") for value in clues.meta.get(name, ())]
    machine += [("itemprop", value) for value in clues.published]
    near, far = _times(clues.times)
    machine += [("time", value) for value in near]
    in_address = from_url(url)
    by_vote = _outvoted([found for reason, raw in machine if (found := _iso(raw, reason))])
    told = (found for reason, raw in machine if (found := from_machine(raw, reason, language, order)))
    for found in chain(by_vote, told):
        yield in_address if in_address and _is_other_side_of_midnight(found, in_address) else found
    if in_address:
        yield in_address
    seen = [found for reason, raw in shown if (found := from_shown(raw, reason, language, order))]
    month = _IN_URL_MONTH.search(url or "")
    # "/2017/09/" says which of the dates on the page is meant
    yield from sorted(seen, key=lambda found: not (month and found.value.startswith(f"{month[1]}-{month[2]}")))
    yield from (found for raw in far if (found := from_machine(raw, "time", language, order)))


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


def _is_other_side_of_midnight(found: Found, in_address: Found) -> bool:
    """Tell a UTC clock that is a day off the publisher's own day, which the address shows."""
    if not _UTC.search(found.text) or "/" not in in_address.text:
        return False
    return _days_apart(found, in_address) == 1


def _days_apart(one: Found, other: Found) -> int:
    return abs((date.fromisoformat(one.value) - date.fromisoformat(other.value)).days)


def from_url(url: str | None) -> Found | None:
    """Give the day that the address holds: /2024/06/03/."""
    for match in _IN_URL.finditer(url or ""):
        year, month, day = [part for part in match.groups() if part]
        value = f"{year}-{int(month):02}-{int(day):02}"
        if is_point(value):
            return Found(value, match.group(), "url")
    return None


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
