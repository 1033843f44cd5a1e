"""Annotation that lies apart from its text: names, single facts and events of releases that others wrote.

Each file has the id of its release and the SHA-256 of the text it was read in; where the text is another now, the file
is left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from diplo_extract.archive import Archive
from diplo_extract.article import Article
from diplo_extract.errors import UsageError
from diplo_extract.evaluate.event_fields import score_events
from diplo_extract.evaluate.outcome import Pair
from diplo_extract.evaluate.samples import GOLD_SCHEMA, Gold, GoldEvent
from diplo_extract.evaluate.words import person_name, without_diacritics
from diplo_extract.records import Fact, Record
from diplo_extract.train.corpora import rows
from diplo_extract.train.gold import RAW, text_of

Judge = Callable[[Record], Iterator[tuple[Fact, bool]]]
Made = Iterator[tuple[str, Any, Judge]]
"""id, article, judge"""
_LABELS = {"people": ("PERSON",), "organizations": ("ORG",), "places": ("GPE", "LOC", "FAC")}
_HASH_LETTERS = 10


def _names(annotations: Path, shared: Path) -> Made:
    held = {name: mark for name, mark in _marks(annotations / "names").items() if mark["split"] == "held"}
    for name, (text, article) in _raw_releases(shared, held).items():
        yield name, article, _by_names(text, held[name]["spans"])


def _facts(annotations: Path, shared: Path) -> Made:
    marks = _marks(annotations / "facts")
    for name, (_, article) in _raw_releases(shared, marks).items():
        yield name, article, _by_verdicts(marks[name]["facts"])


def _events(annotations: Path, shared: Path) -> Made:
    pool = shared / "bench" / "releases" / "pool"
    marks = _marks(annotations / "events")
    for row in rows(_needed(pool / "pool.jsonl")):
        if row["id"] in marks:
            yield row["id"], next(iter(Archive([pool / row["raw"]]))), _by_events(marks[row["id"]])


SOURCES: dict[str, Callable[[Path, Path], Made]] = {
    "names of raw releases": _names,
    "facts of raw releases": _facts,
    "events of the pool": _events,
}


def _needed(file: Path) -> Path:
    if not file.is_file():
        raise UsageError(f"there is no {file}: name the folder of the reference material with --shared")
    return file


def _marks(folder: Path) -> dict[str, dict[str, Any]]:
    marks = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return {mark["document"]: mark for mark in marks}


def _raw_releases(shared: Path, marks: dict[str, dict[str, Any]]) -> dict[str, tuple[str, Article]]:
    """Give text and article of the marked raw releases whose text is the one that was read."""
    found = {}
    for row in rows(_needed(shared / RAW)):
        mark = marks.get(row["id"])
        text = text_of(row)
        if mark is not None and _hash(text) == mark["sha256"]:
            published = (row.get("published") or "")[:10] or None
            article = Article(content=text, uri=row["id"], media_type="text/plain", published=published)
            found[row["id"]] = text, article
    return found


def _by_names(text: str, spans: list[tuple[int, int, str]]) -> Judge:
    """Judge people, organizations and places by their name: it is right when it is marked somewhere as such."""
    forms = {
        field: {_bare(text[start:end]) for start, end, label in spans if label in labels}
        for field, labels in _LABELS.items()
    }

    def judge(record: Record) -> Iterator[tuple[Fact, bool]]:
        for field, known in forms.items():
            yield from ((fact, _bare(fact.name) in known) for fact in getattr(record, field))

    return judge


def _bare(name: str) -> str:
    return without_diacritics(person_name(name))


def _by_verdicts(facts: dict[str, list[tuple[int, str, bool]]]) -> Judge:
    """Judge the facts that a reader saw; what the pipeline says otherwise now is left out."""
    known = {(field, start, claim): right for field, seen in facts.items() for start, claim, right in seen}

    def judge(record: Record) -> Iterator[tuple[Fact, bool]]:
        for field, start, claim, fact in claims(record):
            right = known.get((field, start, claim))
            if right is not None:
                yield fact, right

    return judge


def claims(record: Record) -> Iterator[tuple[str, int, str, Fact]]:
    """Give field, place and hash of what each fact of a record says, and the fact: how a verdict names its fact."""
    names = {person.id: person.name for person in record.people}
    for person in record.people:
        for position in person.positions:
            yield "positions", person.mentions[0].start, _claim(person.name, position.title), position
    for date in record.dates:
        yield "dates", date.start, _claim(date.text, date.value), date
    for count in record.attendance:
        yield "attendance", count.start, _claim(count.text, count.low, count.high), count
    for group in record.groups:
        yield "groups", group.start, _claim(group.text), group
    for event in record.events:
        yield "events", event.mentions[0].start if event.mentions else 0, _claim(event.name), event
    for quote in record.quotes:
        yield "quotes", quote.start, _claim(quote.text, names.get(quote.speaker or "")), quote


def _claim(*parts: object) -> str:
    return _hash("\x00".join(map(str, parts)))[:_HASH_LETTERS]


def _by_events(mark: dict[str, Any]) -> Judge:
    """Judge the events of a release by those that a reader found in it."""

    def judge(record: Record) -> Iterator[tuple[Fact, bool]]:
        if _hash(record.text) != mark["sha256"]:
            return
        texts = {"text": record.text, "title": record.title.value if record.title else ""}
        spans = [event["name"] for event in mark["events"]]
        names = [texts[span["in"]][span["start"] : span["end"]] for span in spans]
        events = [GoldEvent(name=name) for name in names if name]
        gold = Gold(schema_version=GOLD_SCHEMA, doc_id=mark["document"], body=record.text, events=events)
        yield from score_events(Pair(gold, record))["events"].verdicts

    return judge


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
