"""What a well-formed gold file may still say wrongly: overlaps, references to nothing, names that the body lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplo_extract.edtf import is_point
from diplo_extract.evaluate.offsets import Problem
from diplo_extract.evaluate.samples import SPAN_FIELDS, Gold, GoldEvent
from diplo_extract.evaluate.words import fold, text_words


def inconsistencies(gold: Gold) -> Iterator[Problem]:
    """Give what contradicts itself or the body."""
    yield from _overlaps(gold)
    yield from _people(gold)
    yield from _references(gold)
    for i, event in enumerate(gold.events):
        yield from _event(i, event)


def _overlaps(gold: Gold) -> Iterator[Problem]:
    for field in SPAN_FIELDS:
        items = sorted((item.start, item.end, i) for i, item in enumerate(getattr(gold, field)))
        furthest = (0, 0, -1)
        for start, end, i in items:
            if start < furthest[1]:
                message = f"{start}-{end} overlaps {field}[{furthest[2]}] at {furthest[0]}-{furthest[1]}"
                yield (field, i), message, "keep the one that the guidelines want, or cut them apart"
            furthest = max(furthest, (start, end, i), key=lambda span: span[1])


def _people(gold: Gold) -> Iterator[Problem]:
    if gold.body is None:
        return
    words, body = set(text_words(gold.body)), fold(gold.body)
    seen: dict[str, int] = {}
    for i, person in enumerate(gold.people):
        first = seen.setdefault(fold(person.name), i)
        if first != i:
            yield ("people", i, "name"), f"the same name as people[{first}]", "one entry for each human being"
        for path, form in _forms(i, person.name, person.aliases):
            # words, not the whole name: "Ada and Max Krol" names Ada Krol
            missing = [word for word in text_words(form) if word not in words]
            if missing:
                yield path, f"{missing[0]!r} is not in the body", "write names as the body does"
        for k, title in enumerate(person.titles):
            if title.evidence is not None and fold(title.evidence) not in body:
                yield (
                    ("people", i, "titles", k, "evidence"),
                    "this sentence is not in the body",
                    "copy the exact sentence that gives the title",
                )


def _forms(i: int, name: str, aliases: Sequence[str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("people", i, "name"), name
    for k, alias in enumerate(aliases):
        yield ("people", i, "aliases", k), alias


def _references(gold: Gold) -> Iterator[Problem]:
    if gold.annotated("events"):
        events = {name for event in gold.events for name in (event.name, *event.aliases)}
        for field in ("attendance", "groups"):
            for i, item in enumerate(getattr(gold, field)):
                if item.event is not None and item.event not in events:
                    yield (
                        (field, i, "event"),
                        f"no event is named {item.event!r}",
                        "write the name of an item of events",
                    )
    if gold.annotated("people"):
        people = {name for person in gold.people for name in (person.name, *person.aliases)}
        for i, quote in enumerate(gold.quotes):
            if quote.speaker is not None and quote.speaker not in people:
                remedy = "write the name of an item of people; null when no person is named as the speaker"
                yield ("quotes", i, "speaker"), f"no person is named {quote.speaker!r}", remedy


def _event(i: int, event: GoldEvent) -> Iterator[Problem]:
    start, end = event.start, event.end
    if start and end and is_point(start) and is_point(end) and len(start) == len(end) == 10 and start > end:
        yield ("events", i, "end"), f"ends on {end}, before it starts on {start}", "exchange or correct the dates"
