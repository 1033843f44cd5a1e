"""One date as a page writes it, for machines, in its address or for readers: which day it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from diplo_extract import lexicon
from diplo_extract.cleaning.month_names import named_date
from diplo_extract.dates import DateOrder, find_dates
from diplo_extract.edtf import is_day, is_point

_ISO = re.compile(r"\s{0,9}((?:19|20)\d\d)([-/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:(?!\d)|(?=\d{4,6}(?!\d)))")
_IN_URL = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0?[1-9]|1[0-2])[/_.-](0?[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
)
_DAY_WORD_YEAR = re.compile(r"(?<!\d)\d{1,2}[\s.]{1,3}(?:de\s)?[^\W\d_]{3,12}[\s.,]{1,3}(?:de\s)?(?:19|20)\d\d(?!\d)")
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_CTIME = re.compile(
    rf"^\s{{0,9}}[A-Z][a-z]{{2}} {_MONTH}\s{{1,2}}(?P<day>\d\d?) [\d:]{{5,8}} [A-Z]{{2,5}} (?P<year>\d{{4}})"
)
_YEAR_FIRST = re.compile(rf"\s{{0,9}}(?P<year>(?:19|20)\d\d) {_MONTH} (?P<day>\d\d?)(?!\d)")


class Found(NamedTuple):
    """One date that could be the publication date."""

    value: str
    text: str
    reason: str
    alternatives: tuple[str, ...] = ()


def from_machine(raw: str, reason: str, language: str, order: DateOrder | None) -> Found | None:
    """Give the day of a date written for machines, in the zone it was written in."""
    found = from_iso(raw, reason) or _logged(raw, reason) or from_shown(raw, reason, language, order)
    return found._replace(text=raw.strip()[:100]) if found else None


def _logged(raw: str, reason: str) -> Found | None:
    """Give the day of "Mon Oct 11 14:57:21 CEST 2021" and of "2023 Jan 7"."""
    match = _CTIME.search(raw) or _YEAR_FIRST.match(raw)
    if match is None:
        return None
    month = _MONTHS.find(match["month"].lower()) // 3 + 1
    value = f"{match['year']}-{month:02}-{int(match['day']):02}"
    return Found(value, raw.strip()[:100], reason) if is_point(value) else None


def from_iso(raw: str, reason: str) -> Found | None:
    """Give the day of a date that begins with year, month and day in figures."""
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
            if value and is_day(value):
                return Found(value, text[mention.start : mention.end], reason, tuple(mention.alternatives))
    named = named_date(text, code)
    return Found(named.value, named.text, reason) if named else None


def _usual_order(language: str) -> DateOrder | None:
    """Give the order of numeric dates where the language leaves no choice."""
    return None if language == "en" else "dmy"


def from_url(url: str | None) -> Found | None:
    """Give the day that the address holds: /2024/06/03/."""
    for match in _IN_URL.finditer(url or ""):
        year, month, day = [part for part in match.groups() if part]
        value = f"{year}-{int(month):02}-{int(day):02}"
        if is_point(value):
            return Found(value, match.group(), "url")
    return None
