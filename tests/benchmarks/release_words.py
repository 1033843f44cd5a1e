"""A record in the words of releases/score.py."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import diplo_extract as dx
from diplo_extract.archive import Archive
from diplo_extract.evaluate.span_fields import marked_dates, mentions_of_attendance
from diplo_extract.records import Date, Record


@cache
def pipeline() -> dx.Pipeline:
    """Give the shipped pipeline, loaded once."""
    return dx.load()


def release(path: str, published: str | None = None) -> dict[str, Any]:
    """Read one page, or one annotated body, and give its record as the scorer wants it."""
    body = Path(path).read_text(encoding="utf-8") if published and path.endswith(".txt") else None
    if body is None:
        article = next(iter(Archive([path])))
    else:
        article = dx.Article(content=body, uri=path, media_type="text/plain", published=published)
    record = next(pipeline().stream([article]))
    if not isinstance(record, Record):
        raise RuntimeError(f"{path}: {record.stage}, {record.reason}: {record.message}")
    return words_of(record, body)


def words_of(record: Record, body: str | None = None) -> dict[str, Any]:
    """Give the record as a dict; offsets count in `body`, when one is given, else in the record's text."""
    offset = dict(_offsets(record.text, body or record.text))
    return {
        "title": record.title.value if record.title else None,
        "published": record.published.value if record.published else None,
        "body": record.text,
        "people": [
            {"name": person.name, "titles": [{"title": position.title} for position in person.positions]}
            for person in record.people
        ],
        "dates": [_located(date, offset) | {"value": date.value} for date in marked_dates(record.dates)],
        # one fact that is said in several places is one item for each of them; "dozens" is not marked
        "attendance": [
            _located(fact, offset) | {"low": fact.low, "high": fact.high}
            for fact in mentions_of_attendance(record.attendance)
        ],
    }


def _located(fact: Date | Any, offset: dict[int, int]) -> dict[str, Any]:
    return {"text": fact.text, "start": offset.get(fact.start)}


def _offsets(text: str, body: str) -> Iterable[tuple[int, int]]:
    """Give (offset in the cleaned text, offset in the body) for the paragraphs that both have.

    Cleaning may leave out a line of the annotated body that it takes for a headline or a note to editors.
    """
    if text == body:
        yield from enumerate(range(len(text)))
        return
    start, place = 0, 0
    for paragraph in text.split("\n\n"):
        found = body.find(paragraph, place)
        if found >= 0:
            yield from ((start + i, found + i) for i in range(len(paragraph)))
            place = found + len(paragraph)
        start += len(paragraph) + 2
