"""Gives the record's `dates`, each with its role: event, publication, background or deadline."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Span

from diplo_extract import lexicon
from diplo_extract.extractors.base import Context, sentence_of
from diplo_extract.nlp.annotations import text_of
from diplo_extract.records import Date

Role = Literal["event", "publication", "background", "deadline"]
NEAR_DAYS = 60
"""An event that a release is about lies no further from its publication."""
DATELINE_REACH = 160
RECENT_DAYS = 15
TOLD_DAYS = 3
CUE_REACH = 45
_DAYS_LONG = re.compile(r"P([1-9]|1[0-4])D")
_EDTF = re.compile(r"(?P<year>\d{2}(?:\d\d|\dX|XX))(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_PARTS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)} | {
    33 + quarter: (1 + 3 * quarter, 3) for quarter in range(4)
}
"""EDTF's numbers of seasons and quarters: their first month, and how many."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def dates(doc: Doc, context: Context) -> list[Date]:
    """Give the dates of `doc` in text order."""
    found = []
    for span in doc.spans.get("dates", []):
        info = dict(span._.date)
        start, end = info.pop("chars")
        found.append(
            Date(
                text=text_of(doc)[start:end],
                start=start,
                end=end,
                evidence=[sentence_of(span)],
                role=role_of(span, doc._.reference, doc._.language),
                **info,
            )
        )
    return found


def role_of(span: Span, reference: str | None, language: str) -> Role | None:
    """Give what the date is in the release, told by its value and the words of its sentence; None for frequencies."""
    info = span._.date
    if info["kind"] in ("set", "vague"):
        return None
    if info["kind"] == "duration":
        # "the three-day forum"; "thirty years of friendship", "the past week"
        return "event" if _DAYS_LONG.fullmatch(info["value"] or "") and info["anchor"] is None else "background"
    cues, sentence = _Cues(span, language), span.sent.text
    days = _days_from(info["value"], reference)
    if days == 0 and (stands_at_head(span) or _closes_the_text(span)):
        return "publication"
    ahead = days is not None and days > 0
    if ahead and info["precision"] in ("decade", "century"):
        return "background"
    if info["qualifier"] in ("until", "before") and (ahead or days is None):
        # "the exhibition is open until 4 May"; "applications are open until 4 May"
        return "event" if cues.before("lasting") and not cues.among("deadline", sentence) else "deadline"
    if ahead:
        return "deadline" if cues.before("closing") else "event"
    eventful = cues.among("event", sentence)
    if info["qualifier"] == "since" or cues.before("loss"):
        return "background"
    if days is not None and days >= -TOLD_DAYS and cues.before("publication"):
        return "publication"
    if days is None:
        return "event" if eventful and info["precision"] == "day" else "background"
    if _DAY.search(info["value"]):
        return "event" if days >= (-NEAR_DAYS if eventful else -RECENT_DAYS) else "background"
    return "event" if eventful and days == 0 and info["precision"] == "month" else "background"


class _Cues:
    """The words around one date."""

    def __init__(self, span: Span, language: str) -> None:
        self._cues = _cues(language)
        self._left = text_of(span.doc)[max(span.sent.start_char, span.start_char - CUE_REACH) : span.start_char]

    def before(self, name: str) -> bool:
        """Tell whether such words lead to the date."""
        return self.among(name, self._left)

    def among(self, name: str, text: str) -> bool:
        """Tell whether such words stand in the text."""
        return name in self._cues and self._cues[name].search(text) is not None


@cache
def _cues(language: str) -> dict[str, re.Pattern[str]]:
    try:
        table = lexicon.load(language, "dates").get("roles", {})
    except KeyError:
        table = {}
    return {role: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for role, words in table.items()}


def _days_from(value: str | None, reference: str | None) -> int | None:
    """Give the days from the publication to a value; negative when it lies before, 0 when it holds that day."""
    if not reference or not _DAY.fullmatch(reference):
        return None
    ends = [bounds for part in (value or "").split("/") if (bounds := _bounds(part))]
    if not ends:
        return None
    published, first, last = date.fromisoformat(reference), ends[0][0], ends[-1][1]
    if first <= published <= last:
        return 0
    return (first - published).days if first > published else (last - published).days


def _bounds(value: str) -> tuple[date, date] | None:
    """Give the first and the last day of an EDTF date; of a season its usual months."""
    if not (match := _EDTF.fullmatch(value)) or value.startswith("0000"):
        return None
    year, month, day = match["year"], int(match["month"] or 0), match["day"]
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if day:
        return date(first, month, int(day)), date(first, month, int(day))
    if month in _PARTS:
        begin, count = _PARTS[month]
        end = begin + count - 1
        return date(first, begin, 1), date(first + (end > 12), (end - 1) % 12 + 1, 28)
    return date(first, month or 1, 1), date(last, month or 12, 28 if month else 31)


def _closes_the_text(span: Span) -> bool:
    """Tell whether the date is all of the last line: "17 September 1997" below a statement."""
    text = text_of(span.doc)
    line_start = text.rfind("\n", 0, span.start_char) + 1
    return line_start > 0 and not (text[line_start : span.start_char] + text[span.end_char :]).strip(" .\n")


def stands_at_head(span: Span) -> bool:
    """Tell whether the date stands at the head of the text, before a dash or colon or alone in its line."""
    text = text_of(span.doc)
    if span.start_char > DATELINE_REACH:
        return False
    rest = text[span.end_char : span.end_char + 12].lstrip(" ,)")
    line_start = text.rfind("\n", 0, span.start_char) + 1
    return rest[:1] in ("—", "–", "-", "(", "|", ":", "") or (
        not text[line_start : span.start_char].strip() and rest[0] == "\n"
    )
