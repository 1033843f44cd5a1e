"""Translates our date mentions into the conventions of the development sets.

Sets with sentence offsets are annotated documents in the way of TIMEX3: each end of a range is a mark of its own,
"the past 30 days" is a stretch of the calendar. The sets without are test cases of a date recognizer: an instant for
"two years ago", the open end for "since", the halves of a month for "early".
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from diplo_extract.dates.find import DateMention, find

Mark = dict[str, Any]


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


def _mark(mention: DateMention) -> Mark:
    return {"start": mention.start, "end": mention.end, "value": mention.value}


def cases(text: str, reference: str | None, language: str) -> list[Mark]:
    """Marks in the way of a date recognizer's test cases."""
    marks: list[Mark] = []
    loose = ("may be a fraction or a number", "shorter than a day", "may be a name or a verb")
    for mention in find(text, reference, language, "mdy" if language == "en" else "dmy"):
        if mention.refused not in (None, *loose) or mention.kind == "set":
            continue
        start, end = mention.outer
        marks.append({"start": start, "end": end, "value": _recognized(mention)})
    return marks


def _recognized(mention: DateMention) -> str | None:
    value = mention.value
    if mention.kind == "duration" and mention.alternatives:
        return mention.alternatives[0]
    if mention.rule == "ago" and mention.alternatives:
        value = mention.alternatives[0]
    first, last = _days(value) if value else (None, None)
    if first is None or last is None:
        return value
    match mention.qualifier:
        case "since":
            return f"{first}/.."
        case "until" | "before":
            return f"../{first - timedelta(1)}"
        case "after":
            return f"{last + timedelta(1)}/.."
        case "early" | "mid" | "late" if mention.precision == "month":
            return _part_of_month(first, last, mention.qualifier)
    return value


def _part_of_month(first: date, last: date, part: str) -> str:
    borders = {"early": (1, 15), "mid": (10, 20), "late": (16, last.day)}[part]
    return f"{first.replace(day=borders[0])}/{first.replace(day=borders[1])}"


def _days(value: str) -> tuple[date, date] | tuple[None, None]:
    first, _, last = value.partition("/")
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
