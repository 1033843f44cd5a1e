"""Gold and records built by hand: a short release, and the record of a pipeline that reads it perfectly."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from diplo_extract import records
from diplo_extract.article import Article
from diplo_extract.evaluate.samples import GOLD_SCHEMA, Gold

BODY = (
    "Quito, 5 March 2021 – Mayor Inés Paredes opened the 3rd Forum of Mountain Cities together with Mr Tomás Quispe, "
    "former Director of Water of La Paz.\n\n"
    "About 300 delegates from 12 cities came. The two-day forum ends tomorrow.\n\n"
    "“Mountains have no borders,” Paredes said."
)


def span(text: str, nth: int = 0, body: str = BODY) -> dict[str, Any]:
    """Give the nth place of `text` as the JSON of a span."""
    start = -1
    for _ in range(nth + 1):
        start = body.index(text, start + 1)
    return {"text": text, "start": start, "end": start + len(text)}


GOLD: dict[str, Any] = {
    "schema_version": GOLD_SCHEMA,
    "doc_id": "quito",
    "title": "Mountain cities meet in Quito",
    "published": "2021-03-05",
    "language": "en",
    "authors": [],
    "body": BODY,
    "sections": [],
    "people": [
        {
            "name": "Inés Paredes",
            "aliases": ["Paredes"],
            "titles": [{"title": "Mayor", "organization": "Quito", "status": "current"}],
            "presence": "present",
        },
        {
            "name": "Tomás Quispe",
            "aliases": [],
            "titles": [{"title": "Director of Water", "organization": "La Paz", "status": "former"}],
        },
    ],
    "organizations": [],
    "places": [{"name": "Quito", "aliases": [], "kind": "city"}, {"name": "La Paz", "aliases": [], "kind": "city"}],
    "dates": [
        span("5 March 2021") | {"value": "2021-03-05"},
        span("two-day") | {"value": "P2D"},
        span("tomorrow") | {"value": "2021-03-06"},
    ],
    "attendance": [
        span("About 300 delegates") | {"low": 300, "high": 300, "qualifier": "approx", "kind": "people"},
        span("12 cities") | {"low": 12, "high": 12, "qualifier": "exact", "kind": "organizations"},
    ],
    "groups": [],
    "events": [
        {
            "name": "3rd Forum of Mountain Cities",
            "edition": 3,
            "hosts": [],
            "place": "Quito",
            "start": "2021-03-05",
            "end": "2021-03-06",
            "duration": "P2D",
        }
    ],
    "quotes": [span("Mountains have no borders") | {"speaker": "Inés Paredes", "direct": True}],
    "names": [span("Quito") | {"label": "GPE"}, span("Inés Paredes") | {"label": "PERSON"}],
}


@pytest.fixture
def gold_json() -> dict[str, Any]:
    return copy.deepcopy(GOLD)


@pytest.fixture
def gold(gold_json: dict[str, Any]) -> Gold:
    return Gold.model_validate(gold_json)


def record_of(gold: Gold) -> records.Record:
    """Give the record of a pipeline that finds exactly what is annotated."""
    body = gold.body or ""
    page = records.PageFact
    return records.Record(
        id="1",
        content_id="1",
        source=records.Source(uri=gold.doc_id, media_type="text/html"),
        language=page(value=gold.language, reason="text") if gold.language else None,
        title=page(value=gold.title, reason="h1") if gold.title else None,
        published=_published(gold.published),
        text=body,
        people=[_person(i, person, body) for i, person in enumerate(gold.people)],
        places=[
            records.Place(id=f"l{i}", name=place.name, mentions=[_first(place.name, body)])
            for i, place in enumerate(gold.places)
        ],
        dates=[
            records.Date(
                kind="duration" if (date.value or "").startswith("P") else "point",
                **date.model_dump(include={"text", "start", "end", "value"}),
            )
            for date in gold.dates
        ],
        attendance=[
            records.Attendance(
                unit=count.unit or "",
                kind=count.kind or "people",
                qualifier=count.qualifier or "exact",
                **count.model_dump(include={"text", "start", "end", "low", "high"}),
            )
            for count in gold.attendance
        ],
        events=[
            records.Event(
                id=f"e{i}",
                **event.model_dump(include={"name", "edition", "hosts", "place", "start", "end", "duration"}),
            )
            for i, event in enumerate(gold.events)
        ],
        quotes=[
            records.Quote(
                direct=True, speaker=_id(gold, quote.speaker), **quote.model_dump(include={"text", "start", "end"})
            )
            for quote in gold.quotes
        ],
        pipeline=records.PipelineInfo(package="0", model="by hand", schema_version="1", settings=""),
    )


def _published(value: str | None) -> records.Published | None:
    return records.Published(value=value, text=value, reason="meta") if value else None


def _person(i: int, person: Any, body: str) -> records.Person:
    return records.Person(
        id=f"p{i}",
        name=person.name,
        aliases=person.aliases,
        mentions=[_first(person.name, body)],
        presence=records.Presence(value=person.presence) if person.presence else None,
        positions=[
            records.Position(
                title=title.title,
                text=title.title,
                role=title.title.lower(),
                organization=title.organization,
                status=title.status or "current",
            )
            for title in person.titles
        ],
    )


def _first(text: str, body: str) -> records.Span:
    start = max(0, body.find(text))
    return records.Span(start=start, end=start + len(text), text=body[start : start + len(text)])


def _id(gold: Gold, name: str | None) -> str | None:
    return next((f"p{i}" for i, person in enumerate(gold.people) if person.name == name), None)


@pytest.fixture
def record(gold: Gold) -> records.Record:
    return record_of(gold)


@pytest.fixture(scope="session")
def perfect() -> Callable[[Gold], records.Record]:
    return record_of


class Replies:
    """A pipeline that gives prepared records, in order."""

    def __init__(self, outcomes: Iterable[records.Record | records.ErrorRecord]) -> None:
        self.outcomes = list(outcomes)
        self.asked: list[Article | records.ErrorRecord] = []

    def stream(
        self, articles: Iterable[Article | records.ErrorRecord]
    ) -> Iterator[records.Record | records.ErrorRecord]:
        for article in articles:
            self.asked.append(article)
            yield self.outcomes[len(self.asked) - 1]


@pytest.fixture
def replies() -> type[Replies]:
    return Replies


@pytest.fixture
def samples_folder(tmp_path: Path, gold_json: dict[str, Any]) -> Path:
    """A samples folder with one release in it."""
    folder = tmp_path / "samples"
    (folder / "gold").mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / "gold" / "quito.json").write_text(json.dumps(gold_json | {"page": "pages/quito.html"}, indent=1))
    (folder / "pages" / "quito.html").write_text(f"<h1>{gold_json['title']}</h1><p>{BODY}</p>")
    return folder
