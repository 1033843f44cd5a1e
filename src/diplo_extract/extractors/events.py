"""Gives the record's `events`: what took place, with host, place, time; the one the release is about is marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from diplo_extract.extractors import event_editions as editions
from diplo_extract.extractors import event_parts as parts
from diplo_extract.extractors.base import Context, sentence_of, span_of
from diplo_extract.extractors.event_headline import headline_event
from diplo_extract.extractors.event_hosts import hosts
from diplo_extract.extractors.event_scenes import Scene, Stage
from diplo_extract.extractors.event_time import when
from diplo_extract.records import Event
from diplo_extract.resolve.events import EventGroup, group_events

_LEAD = 2
_LONGEST_EVIDENCE = 3


def events(doc: Doc, context: Context) -> list[Event]:
    """Give the events of `doc` in text order."""
    stage = Stage(doc, context.cleaned)
    groups = group_events([scene.mention for scene in stage.scenes])
    main = max(groups, key=lambda group: _weight(group, doc), default=None)
    reader = _Reader(doc, stage, context)
    found: list[tuple[Event, EventGroup]] = []
    for group in groups:
        event = reader.read(group, main=group is main)
        if event.main or _is_told_of(event, group, reader.scenes_of(group)):
            event.id = f"e{len(found) + 1}"
            found.append((event, group))
    told = [event for event, _ in found]
    _tie_editions(found)
    _link_facts(told, context)
    return told


def _weight(group: EventGroup, doc: Doc) -> float:
    """Weigh how much the release is about an event: in the headline, said early, said often, named, not yet to come."""
    headline = set((doc._.headline or "").lower().replace("-", " ").split())
    name = group.name()
    shared = len(name.words() & headline) / max(1, len(name.words()))
    early = 1 - group.mentions[0].start / max(1, len(doc))
    return 2 * shared + early + 0.1 * min(len(group.mentions), 10) + 0.3 * group.rank() - bool(group.order())


def _is_told_of(event: Event, group: EventGroup, scenes: Sequence[Scene]) -> bool:
    """Tell whether the text says more of the event than its name in passing: when, where, whose, how many."""
    if group.rank() == 0:
        return event.kind == "signing" and event.start is not None
    return any((event.start, event.end, event.place, event.venue, event.hosts, event.duration)) or any(
        scene.counts for scene in scenes
    )


class _Reader:
    """Reads the parts of the events of one Doc."""

    def __init__(self, doc: Doc, stage: Stage, context: Context) -> None:
        self._doc, self._stage, self._context = doc, stage, context
        self._scenes = {(scene.span.start_char, scene.span.end_char): scene for scene in stage.scenes}
        self._names: dict[int, list[Span]] = defaultdict(list)
        for name in stage.names:
            self._names[stage.sentences[stage.number(name)].start].append(name)

    def scenes_of(self, group: EventGroup) -> list[Scene]:
        """Give the mentions of an event with their sentences."""
        return [self._scenes[mention.start, mention.end] for mention in group.mentions]

    def read(self, group: EventGroup, *, main: bool) -> Event:
        """Give the event of a group of mentions."""
        now, before = editions.split_previous(self.scenes_of(group))
        published = self._context.cleaned.published
        lead = self._lead(now) if main else []
        time = when(now, group.kind)
        if lead and time.start is None and time.end is None:
            time = when([*now, *lead], group.kind)
        place = parts.place([*now, *lead], group.kind)
        if main and place is None:
            dateline = self._context.cleaned.dateline
            place = parts.place_of_release(self._doc, dateline.place if dateline else None)
        name, kind = self._name(group) if main else (group.name().text, group.kind)
        return Event(
            id="",
            name=name,
            mentions=[span_of(self._doc, mention.start, mention.end) for mention in group.mentions],
            edition=next(iter(sorted(group.editions())), None),
            kind=kind,
            hosts=hosts(now, self._names),
            place=place,
            venue=parts.venue([*now, *lead]),
            start=time.start,
            end=time.end,
            duration=time.duration,
            sessions=parts.sessions(now),
            status=parts.status(now, time.start, published.value if published else None),
            main=main,
            participants=_present(self._context) if main else [],
            previous=editions.told_in_passing(before, self._names, group.kind),
            evidence=[sentence_of(scene.span) for scene in now[:_LONGEST_EVIDENCE]],
            rule=f"event-{group.name().rule}",
        )

    def _name(self, group: EventGroup) -> tuple[str, str]:
        """Give name and kind of the main event: a report's headline names it better than the words of the text."""
        headline = headline_event(self._doc._.headline)
        if headline is not None and group.rank() < 3:
            return headline
        return group.name().text, group.kind

    def _lead(self, now: Sequence[Scene]) -> list[Scene]:
        """Give the first sentences as the scene of the main event, with the dates and names no other event claims."""
        claimed = {
            (span.start, span.end)
            for scene in self._stage.scenes
            if scene not in now
            for span in (*scene.dates, *scene.names)
        }
        found = []
        for sentence in self._stage.sentences[:_LEAD]:
            scene = Scene(sentence[:1], sentence, now[0].mention)
            for kind, spans in (("dates", self._stage.dates), ("names", self._stage.names)):
                inside = (span for span in spans if sentence.start <= span.start < sentence.end)
                getattr(scene, kind).extend(span for span in inside if (span.start, span.end) not in claimed)
            found.append(scene)
        return found


def _tie_editions(found: Sequence[tuple[Event, EventGroup]]) -> None:
    """Give the main event its previous and next edition where the text tells of them as events."""
    main = next(((event, group) for event, group in found if event.main), None)
    if main is None:
        return
    for event, group in found:
        if event.main:
            continue
        step = editions.is_edition_of(event, main[0])
        if (step == 1 or (group.order() == "next" and event.kind == main[0].kind)) and main[0].next is None:
            main[0].next = editions.reference_to(event)
        elif (step == -1 or (group.order() == "previous" and event.kind == main[0].kind)) and main[0].previous is None:
            main[0].previous = editions.reference_to(event)


def _present(context: Context) -> list[str]:
    people = context.facts.get("people", [])
    return [person.id for person in people if person.presence and person.presence.value == "present"]


def _link_facts(found: Sequence[Event], context: Context) -> None:
    """Tie counts and groups to the event of their sentence or section, or the only event there is; else leave them."""
    loose = 0
    for index, fact in enumerate(context.facts.get("attendance", [])):
        event = _event_at([(span.start, span.end) for span in fact.evidence], found, context)
        if event is not None:
            event.attendance.append(index)
            fact.event = event.id
        loose += event is None
    for group in context.facts.get("groups", []):
        event = _event_at([(span.start, span.end) for span in group.evidence], found, context)
        group.event = event.id if event else None
        loose += event is None
    if loose and len(found) > 1:
        context.warnings.append(
            f"{loose} attendance facts or groups belong to no event: none is named in their sentence or section,"
            f" and the text tells of {len(found)}"
        )


def _event_at(ranges: Sequence[tuple[int, int]], found: Sequence[Event], context: Context) -> Event | None:
    """Give the event mentioned nearest before the end of the sentence, else the only one of the section or text."""
    for start, end in ranges:
        inside = [event for event in found if any(start <= mention.start < end for mention in event.mentions)]
        if inside:
            return inside[0]
    return found[0] if len(found) == 1 else None
