"""Gives the record's `events`: what took place, with host, place, time; the one the release is about is marked."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors import event_parts as parts
from diplo_extract.extractors.base import Context, sentence_of, span_of
from diplo_extract.records import Event
from diplo_extract.resolve.events import EventGroup, group_events


def events(doc: Doc, context: Context) -> list[Event]:
    """Give the events of `doc` in text order."""
    groups = group_events(parts.read_mentions(doc))
    main = max(groups, key=lambda group: _weight(group, doc), default=None)
    sentences = parts.Sentences(doc)
    found: list[Event] = []
    for group in groups:
        event = _event(doc, parts.places_of(doc, sentences, group), group, context, main=group is main)
        if event.main or _is_told_of(event):
            event.id = f"e{len(found) + 1}"
            found.append(event)
    _link_attendance(found, context)
    return found


def _weight(group: EventGroup, doc: Doc) -> float:
    """Weigh how much the release is about an event: in the headline, said early, said often, named."""
    headline = set((doc._.headline or "").lower().replace("-", " ").split())
    name = group.name()
    shared = len(name.words() & headline) / max(1, len(name.words()))
    early = 1 - group.mentions[0].start / max(1, len(doc.text))
    return 2 * shared + early + 0.2 * min(len(group.mentions), 10) + 0.5 * name.named


def _is_told_of(event: Event) -> bool:
    """Tell whether the text says more of the event than its name in passing."""
    return any((event.start, event.place, event.venue, event.hosts, event.duration))


def _event(doc: Doc, places: list[parts.Place], group: EventGroup, context: Context, *, main: bool) -> Event:
    now, before = parts.split_previous(places)
    name = group.name()
    start, end, duration = parts.when(now)
    place, venue = parts.where(now)
    if main:
        place = place or _place_of_release(doc, context)
    return Event(
        id="",
        name=name.text,
        mentions=[span_of(doc, mention.start, mention.end) for mention in group.mentions],
        edition=next(iter(sorted(group.editions())), None),
        kind=group.kind,
        hosts=parts.hosts(now),
        place=place,
        venue=venue,
        start=start,
        end=end,
        duration=duration,
        sessions=parts.sessions(now),
        status=parts.status(now[:1]),
        main=main,
        participants=_present(context) if main else [],
        previous=parts.previous(before),
        evidence=[sentence_of(where.mention) for where in (now or before)[:3]],
        rule="event",
    )


def _place_of_release(doc: Doc, context: Context) -> str | None:
    """Give the place the headline names behind "in", when the text knows it as a place, else that of the dateline."""
    places = [entity.text for entity in doc.ents if entity.label_ in parts.PLACES]
    headline = doc._.headline or ""
    for place in sorted(set(places), key=lambda place: (-len(place), place)):
        if f" in {place}" in headline:
            return place
    return context.cleaned.dateline.place if context.cleaned.dateline else None


def _present(context: Context) -> list[str]:
    people = context.facts.get("people", [])
    return [person.id for person in people if person.presence and person.presence.value == "present"]


def _link_attendance(found: list[Event], context: Context) -> None:
    """Tie counts and groups to the event of their sentence, or to the only event there is; else leave them untied."""
    for index, fact in enumerate(context.facts.get("attendance", [])):
        event = _event_at([(span.start, span.end) for span in fact.evidence], found)
        if event is not None:
            event.attendance.append(index)
            fact.event = event.id
    for group in context.facts.get("groups", []):
        event = _event_at([(span.start, span.end) for span in group.evidence], found)
        group.event = event.id if event else None


def _event_at(sentences: list[tuple[int, int]], found: list[Event]) -> Event | None:
    for start, end in sentences:
        for event in found:
            if any(start <= mention.start < end for mention in event.mentions):
                return event
    return found[0] if len(found) == 1 else None
