"""Translates our date mentions into the conventions of the development sets.

Sets with sentence offsets are annotated documents in the way of TIMEX3: each end of a range is a mark of its own,
"the past 30 days" is a stretch of the calendar. The sets without are test cases of a date recognizer: American order,
an instant for "two years ago", the open end for "since", halves of a month for "early", days for lengths in the future.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from diplo_extract.dates.find import DateMention, find

Mark = dict[str, Any]
QUARTERS = {"33": "01", "34": "04", "35": "07", "36": "10"}
LOOSE = ("may be a fraction or a number", "shorter than a day", "may be a name or a verb", "a holiday in general")
INSTANTS = ("ago", "in so long", "from now")
PARTS = re.compile(r"\b(?:(early|earlier|start|beginning)|(mid|middle)|(late|later|end))\b", re.IGNORECASE)
DAYS_OF_A_MONTH = {"early": (1, 15), "mid": (10, 20), "late": (16, 31)}
MONTHS_OF_A_YEAR = {"early": (1, 6), "mid": (5, 8), "late": (7, 12)}


def documents(text: str, reference: str | None, language: str) -> list[Mark]:
    """Marks in the way of TIMEX3 documents."""
    marks: list[Mark] = []
    for mention in find(text, reference, language, None):
        if mention.refused not in (None, "a year inside a name") or mention.kind == "set":
            continue
        if mention.parts:
            marks += [_mark(part) for part in mention.parts]
        elif mention.kind == "duration" and mention.alternatives:
            marks.append({"start": mention.start, "end": mention.end, "value": mention.alternatives[0]})
        else:
            marks.append(_mark(mention))
    return marks


SEASONS = {"21": ("03", "06"), "22": ("06", "09"), "23": ("09", "12")}


def _mark(mention: DateMention) -> Mark:
    """Give a mark; a season is written as the months that it touches."""
    value = mention.value
    if value and mention.precision == "season" and value[5:] in SEASONS:
        first, last = SEASONS[value[5:]]
        value = f"{value[:4]}-{first}/{value[:4]}-{last}"
    return {"start": mention.start, "end": mention.end, "value": value}


def cases(text: str, reference: str | None, language: str) -> list[Mark]:
    """Marks in the way of a date recognizer's test cases."""
    marks: list[Mark] = []
    for mention in find(text, reference, language, None):
        if mention.refused not in (None, *LOOSE) or mention.kind == "set":
            continue
        start, end = mention.outer
        value = (
            _exclusive(mention) if mention.parts and mention.rule != "years" else _recognized(mention, text[start:end])
        )
        marks.append({"start": start, "end": end, "value": value})
    return marks


def _exclusive(mention: DateMention) -> str | None:
    """Give a range up to the beginning of its last end: "2014 to 2018" ends with 1 January 2018."""
    first, last = (_days(part.value or "")[0] for part in (mention.parts[0], mention.parts[-1]))
    return f"{first}/{last}" if first and last else mention.value


def _recognized(mention: DateMention, words: str) -> str | None:
    value = mention.value
    if mention.alternatives and (mention.kind == "duration" or mention.rule in INSTANTS):
        return mention.alternatives[0]
    if mention.rule == "weekday" and mention.alternatives and re.match("(?i)last|previous", words):
        return mention.alternatives[0]
    first, last = _days(value) if value and mention.kind != "duration" else (None, None)
    if first is None or last is None:
        return value
    part = PARTS.search(words)
    if part and mention.kind == "point" and mention.precision in ("month", "year"):
        spoken = re.search(r"\d", words) is not None
        first, last = _part(first, last, ("early", "mid", "late")[(part.lastindex or 1) - 1], spoken)
        value = f"{first}/{last}"
    match mention.qualifier:
        case "since":
            return f"{first}/.."
        case "until" | "before":
            return f"../{first}"
        case "after":
            return f"{last + timedelta(1)}/.."
    return value


def _part(first: date, last: date, part: str, numbered: bool) -> tuple[date, date]:
    if first.month == last.month:
        begin, end = DAYS_OF_A_MONTH[part]
        return first.replace(day=begin), first.replace(day=min(end, last.day))
    begin, end = (9, 12) if numbered and part == "late" else MONTHS_OF_A_YEAR[part]
    following = first.replace(month=end, day=28) + timedelta(4)
    return first.replace(month=begin), following.replace(day=1) - timedelta(1)


def _days(value: str) -> tuple[date, date] | tuple[None, None]:
    first, _, last = value.partition("/")
    if (quarter := first[5:]) in QUARTERS:
        first = f"{first[:4]}-{QUARTERS[quarter]}"
    try:
        begin = date.fromisoformat((first + "-01-01")[:10])
        if last:
            return begin, _days(last)[1] or begin
        if len(value) == 10:
            return begin, begin
        if len(value) == 7:
            return begin, (begin.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
        return begin, begin.replace(month=12, day=31)
    except ValueError:
        return None, None
