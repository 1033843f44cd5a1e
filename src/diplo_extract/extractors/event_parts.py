"""Host, place, time, sessions and status of an event, each read from a sentence that mentions it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from spacy.tokens import Doc, Span

from diplo_extract import lexicon
from diplo_extract.extractors.base import sentence_of
from diplo_extract.records import EventReference
from diplo_extract.resolve.events import EventGroup, EventMention

PLACES = frozenset({"GPE_LOC", "GPE", "LOC", "FAC"})
HOSTS = frozenset({"ORG", "PERSON", "GPE", "GPE_LOC"})
Status = Literal["held", "planned", "postponed", "cancelled"]


@cache
def words(name: str) -> frozenset[str]:
    """Give a word list of the events lexicon."""
    return frozenset(lexicon.load("en", "events")["words"][name])


class Sentences:
    """The sentences of a Doc with their names and dates, looked up once, so that time stays linear."""

    def __init__(self, doc: Doc) -> None:
        self.spans = list(doc.sents)
        self._starts = [sentence.start for sentence in self.spans]
        self.names: dict[int, list[Span]] = defaultdict(list)
        self.dates: dict[int, list[Span]] = defaultdict(list)
        for entity in doc.ents:
            self.names[self.number(entity)].append(entity)
        for date in doc.spans.get("dates", []):
            self.dates[self.number(date)].append(date)

    def number(self, span: Span) -> int:
        """Give the number of the sentence that `span` begins in."""
        return bisect_right(self._starts, span.start) - 1


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of an event in its sentence."""

    mention: Span
    sentence: Span
    names: list[Span]
    dates: list[Span]

    def entities(self, labels: frozenset[str]) -> list[Span]:
        """Give the names of the sentence outside the mention."""
        return [
            entity
            for entity in self.names
            if entity.label_ in labels and (entity.end <= self.mention.start or entity.start >= self.mention.end)
        ]


def places_of(doc: Doc, sentences: Sentences, group: EventGroup) -> list[Place]:
    """Give the mentions of an event with their sentences."""
    found = []
    for mention in group.mentions:
        span = doc.char_span(mention.start, mention.end)
        if span is not None:
            number = sentences.number(span)
            found.append(Place(span, sentences.spans[number], sentences.names[number], sentences.dates[number]))
    return found


def split_previous(places: list[Place]) -> tuple[list[Place], list[Place]]:
    """Tell the mentions of this edition from those of an earlier one ("hosted by Istanbul last year")."""
    now: list[Place] = []
    before: list[Place] = []
    for place in places:
        earlier = any(
            date.start >= place.mention.end
            and date.start - place.mention.end <= 10
            and words("previous") & {token.lower_ for token in date}
            for date in place.dates
        )
        (before if earlier else now).append(place)
    return now, before


def hosts(places: list[Place]) -> list[str]:
    """Give who hosted: "hosted by X and Y" behind the event, else "X hosted the event"."""
    for place in places:
        found = _hosted_by(place) or _who_hosted(place)
        if found:
            return list(dict.fromkeys(span.text for span in found))
    return []


def _hosted_by(place: Place) -> list[Span]:
    doc, end = place.mention.doc, place.sentence.end
    for i in range(place.mention.end, min(end - 2, place.mention.end + 10)):
        if doc[i].lower_ in words("hosted_by") and "by" in (doc[i + 1].lower_, doc[i + 2].lower_):
            return list(_coordinated(place.entities(HOSTS), i))
    return []


def _coordinated(entities: list[Span], after: int) -> Iterator[Span]:
    """Give the first name behind token `after` and those joined to it by a comma or "and"."""
    last = None
    for entity in entities:
        if entity.start <= after:
            continue
        if last is None and entity.start - after > 4:
            return
        between = {token.lower_ for token in entity.doc[last.end : entity.start]} if last is not None else set()
        if last is not None and not between <= {"and", ",", "the", "with", "&"}:
            return
        yield entity
        last = entity


def _who_hosted(place: Place) -> list[Span]:
    doc, start = place.mention.doc, place.mention.start
    for i in range(start - 1, max(place.sentence.start, start - 6) - 1, -1):
        if doc[i].lower_ in words("hosting"):
            passive = doc[i - 1].lower_ in ("was", "were", "been", "be", "being", "is", "are") if i else False
            before = [entity for entity in place.entities(HOSTS) if entity.end <= i and i - entity.end <= 5]
            return before[-1:] if not passive else []
    return []


def where(places: list[Place]) -> tuple[str | None, str | None]:
    """Give (place, venue): the names behind "in" and "at" in a sentence of the event, nearest first."""
    town = venue = None
    for place in places:
        for entity in sorted(place.entities(PLACES | {"ORG"}), key=lambda entity: _distance(entity, place.mention)):
            before = _word_before(entity)
            if before == "in" and entity.label_ in PLACES:
                town = town or entity.text
            elif before == "at" and entity.label_ in ("FAC", "ORG", "GPE_LOC"):
                venue = venue or entity.text
    return town, venue


def _distance(entity: Span, mention: Span) -> tuple[bool, int]:
    behind = entity.start >= mention.end
    return not behind, entity.start - mention.end if behind else mention.start - entity.end


def _word_before(entity: Span) -> str:
    i = entity.start - 1
    while i >= 0 and entity.doc[i].lower_ in words("articles"):
        i -= 1
    return entity.doc[i].lower_ if i >= 0 else ""


def when(places: list[Place]) -> tuple[str | None, str | None, str | None]:
    """Give (start, end, duration) from the dates in the sentences of the event, the nearest first."""
    start = end = duration = None
    for place in places:
        for date in sorted(place.dates, key=lambda date: _distance(date, place.mention)):
            info = date._.date
            if not info or not info["value"]:
                continue
            if info["kind"] == "duration":
                days = info["value"].endswith(("D", "W")) and "T" not in info["value"]
                duration = duration or (info["value"] if days else None)
            elif start is None and info["kind"] in ("point", "interval") and info["precision"] == "day":
                first, _, last = info["value"].partition("/")
                if first != ".." and last != ".." and "[" not in first:
                    start, end = first, last or first
    return start, end, duration


def sessions(places: list[Place]) -> int | None:
    """Give the number in "in three sessions"."""
    numbers = {word: i for i, word in enumerate(lexicon.load("en", "events")["words"]["cardinals"], start=1)}
    for place in places:
        for number, noun in pairwise(token.lower_ for token in place.sentence):
            if noun == "sessions" and (number in numbers or (number.isascii() and number.isdigit() and number != "0")):
                return numbers.get(number) or int(number[:4])
    return None


def status(places: list[Place]) -> Status:
    """Tell whether it was held, is to be held, was put off or was called off."""
    for place in places:
        near = {token.lower_ for token in place.sentence[: place.mention.end - place.sentence.start + 8]}
        if near & words("cancelled"):
            return "cancelled"
        if near & words("postponed"):
            return "postponed"
        if near & words("planned"):
            return "planned"
    return "held"


def previous(places: list[Place]) -> EventReference | None:
    """Give what the text says of the edition before."""
    for place in places:
        dates = [date._.date for date in place.dates if date._.date and date.start >= place.mention.end]
        value = next((info["value"] for info in dates if info["value"] and info["kind"] != "duration"), None)
        host = hosts([place])
        return EventReference(
            host=host[0] if host else None,
            place=where([place])[0],
            date=value,
            evidence=[sentence_of(place.mention)],
            rule="event-previous",
        )
    return None


def read_mentions(doc: Doc) -> list[EventMention]:
    """Give the marked events of `doc` for grouping."""
    return [
        EventMention(
            start=span.start_char,
            end=span.end_char,
            text=span.text,
            kind=span._.event["kind"],
            edition=span._.event["edition"],
            named=span._.event["rule"] == "event-name",
            anaphor=span._.event["rule"] == "event-anaphor",
            definite=span._.event["rule"] == "event-description"
            and span.start > 0
            and doc[span.start - 1].lower_ in words("articles") | {"this"}
            and not words("complements").intersection(token.lower_ for token in span),
        )
        for span in doc.spans.get("events", [])
    ]
