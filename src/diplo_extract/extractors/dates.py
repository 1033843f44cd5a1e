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
    """Give what the date is in the release, told by its value and the words of its sentence; None for durations."""
    info = span._.date
    if info["kind"] in ("duration", "set", "vague"):
        return None
    cues, sentence = _cues(language), span.sent.text
    if info["qualifier"] in ("until", "before") and "deadline" in cues and cues["deadline"].search(sentence):
        return "deadline"
    distance = _days_from(info["value"], reference)
    if distance == 0 and _in_dateline(span):
        return "publication"
    eventful = "event" in cues and cues["event"].search(sentence) is not None
    if distance == 0 and not eventful and "publication" in cues and cues["publication"].search(sentence):
        return "publication"
    if info["qualifier"] == "since":
        return "background"
    if distance is not None and abs(distance) <= NEAR_DAYS:
        return "event" if eventful or distance >= 0 else "background"
    if distance is None and eventful and info["precision"] == "day":
        return "event"
    return "event" if eventful and distance is not None and distance > 0 else "background"


@cache
def _cues(language: str) -> dict[str, re.Pattern[str]]:
    try:
        table = lexicon.load(language, "dates").get("roles", {})
    except KeyError:
        table = {}
    return {role: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for role, words in table.items()}


def _days_from(value: str | None, reference: str | None) -> int | None:
    """Give the days from the publication to a value with days; negative when it lies before, 0 inside it."""
    days = [date.fromisoformat(day) for day in _DAY.findall(value or "") if not day.startswith("0000")]
    if not days or not reference or not _DAY.fullmatch(reference):
        return None
    published = date.fromisoformat(reference)
    if min(days) <= published <= max(days):
        return 0
    return min(((day - published).days for day in days), key=abs)


def _in_dateline(span: Span) -> bool:
    """Tell whether the date stands at the head of the text, before a dash or alone in its line."""
    text = text_of(span.doc)
    if span.start_char > DATELINE_REACH:
        return False
    rest = text[span.end_char : span.end_char + 12].lstrip(" ,)")
    line_start = text.rfind("\n", 0, span.start_char) + 1
    return rest[:1] in ("—", "–", "-", "(", "|", "") or (
        not text[line_start : span.start_char].strip() and rest[0] == "\n"
    )
