"""Gives the record's `events`: what took place, with host, place, time; the one the release is about is marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from diplo_extract.extractors import event_editions as editions
from diplo_extract.extractors import event_parts as parts
from diplo_extract.extractors import event_places as places
from diplo_extract.extractors.base import Context, sentence_of, span_of
from diplo_extract.extractors.event_headline import host_of, house_of, named_event, place_of, reported_event
from diplo_extract.extractors.event_hosts import hosts
from diplo_extract.extractors.event_scenes import Scene, Stage, words
from diplo_extract.extractors.event_time import When, complete, when
from diplo_extract.extractors.event_venues import venue
from diplo_extract.records import Event
from diplo_extract.resolve.events import EventGroup, group_events, join_plain

_LEAD = 2
_NAMED = (0.0, 0.1, 0.2, 0.7)
_LONGEST_EVIDENCE = 3
_DATELINE_REACH = 4
"""Sentences: what is told later took place elsewhere as often as not."""


def events(doc: Doc, context: Context) -> list[Event]:
    """Give the events of `doc` in text order."""
    stage = Stage(doc, context.cleaned)
    reader = _Reader(doc, stage, context)
    groups = group_events([scene.mention for scene in stage.scenes])
    main = max(groups, key=lambda group: _weight(group, reader, doc), default=None)
    if main is not None and reported_event(doc._.headline) is not None:
        groups = join_plain(main, groups)
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


def _weight(group: EventGroup, reader: _Reader, doc: Doc) -> float:
    """Weigh how much the release is about an event: in the headline, said early, said often, named, not yet to come."""
    headline = set((doc._.headline or "").lower().replace("-", " ").split())
    name = group.name()
    shared = len(name.words() & headline) / max(1, len(name.words()))
    early = 1 / (1 + 0.5 * group.mentions[0].sentence) - 0.003 * min(group.mentions[0].start, 200)
    often = 0.1 * min(len(group.mentions), 10)
    later = bool(group.order()) + 0.4 * reader.is_to_come(group) + 1.5 * _is_many(group)
    reported = reported_event(doc._.headline)
    shared += 0.3 * (reported is not None and reported[1] == group.kind)
    return 2 * shared + early + often + _NAMED[max(0, group.rank())] - later


def _is_many(group: EventGroup) -> bool:
    """Tell whether it is no one event: "the minister's trips"."""
    return all(mention.rule != "name" and mention.text.endswith("s") for mention in group.mentions)


def _is_told_of(event: Event, group: EventGroup, scenes: Sequence[Scene]) -> bool:
    """Tell whether the text says more of the event than its name in passing: when, where, whose, how many."""
    if group.rank() <= 0:
        return group.rank() == 0 and event.kind == "signing" and event.start is not None
    counted = any(scene.counts for scene in scenes)
    if group.order() == "previous" or (group.order() and event.start is None):
        return group.rank() == 3
    if group.rank() == 1:
        before = scenes[0].span.doc[max(0, scenes[0].span.start - 2)].lower_
        return before != "of" and bool(
            event.place or event.venue or event.hosts or counted or (event.start and _is_held(scenes))
        )
    if group.rank() < 3 and _is_background(scenes[0]):
        return False
    # "the signing of an air services agreement" is one of its own, whatever else is told
    if event.kind == "signing" and " of " in event.name:
        return True
    return counted or any((event.start, event.end, event.place, event.venue, event.hosts, event.duration))


def _is_held(scenes: Sequence[Scene]) -> bool:
    """Tell whether the words around an event say that it takes place: "during the talks", "the dinner was held"."""
    for scene in scenes:
        doc, span = scene.span.doc, scene.span
        near = [*doc[max(scene.sentence.start, span.start - 4) : span.start], *doc[span.end : span.end + 6]]
        if any(token.lower_ in words("takes_place") or token.lower_ in words("held_as_object") for token in near):
            return True
    return False


def _is_background(scene: Scene) -> bool:
    """Tell whether an event only dates something else: "after a call with the mayor"."""
    doc, start = scene.span.doc, scene.span.start
    near = doc[max(scene.sentence.start, start - 4) : start]
    return any(token.lower_ in ("after", "following", "since", "before") for token in near)


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
        name, kind = self._name(group) if main else (group.name().text, group.kind)
        time = self._time(now, lead, kind)
        renamed = name != group.name().text
        who = [self._full_name(host) for host in hosts(now, self._names)] or (host_of(name) if renamed else [])
        house = venue([*sorted(now, key=lambda scene: scene.where is None), *lead]) or (house_of(name) if renamed else None)
        return Event(
            id="",
            name=name,
            mentions=[span_of(self._doc, mention.start, mention.end) for mention in group.mentions],
            edition=next(iter(sorted(group.editions())), None),
            kind=kind,
            hosts=who,
            place=self._place(now, lead, name, kind) or self._place_around(now, who, house, main=main),
            venue=house,
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
        headline = reported_event(self._doc._.headline)
        if headline is not None and group.rank() < 3:
            return headline
        headline = named_event(self._doc._.headline)
        known = group.rank() <= 1 or (group.rank() == 2 and group.mentions[0].rule in ("anaphor", "predicate", "verb"))
        if headline is not None and known and headline[1] == group.kind:
            return headline
        return group.name().text, group.kind

    def _place(self, now: Sequence[Scene], lead: Sequence[Scene], name: str, kind: str) -> str | None:
        """Give the place that goes with a mention; of the main event also that of its headline and the first lines."""
        found = places.place(sorted(now, key=lambda scene: scene.where is None), kind)
        if found or not lead:
            return found
        return place_of(name, kind) or places.place_of_headline(self._doc) or places.place_of_lead(lead)

    def _place_around(self, now: Sequence[Scene], who: Sequence[str], house: str | None, *, main: bool) -> str | None:
        """Give the town that its host or its house tells; of a main event told at once else that of the dateline."""
        found = places.place_of_hosts(who, self._doc) or places.place_of_venue(house, self._doc)
        if found or not main or now[0].mention.sentence >= _DATELINE_REACH or now[0].mention.future:
            return found
        dateline = self._context.cleaned.dateline
        return dateline.place if dateline else None

    def _time(self, now: Sequence[Scene], lead: Sequence[Scene], kind: str) -> When:
        """Give the time told with the event, of the main one else that of the first sentences."""
        # an advisory tells below, line by line, what it announced above
        advised = [scene for scene in now if scene.where]
        if advised and advised[0].dates:
            return when(advised, kind)
        postponed = [i for i, scene in enumerate(now) if parts.is_put_off(scene)]
        # "planned for March, has been postponed … It will now take place in June"
        if postponed and len(now) > postponed[0] + 1:
            later = when(now[postponed[0] + 1 :], kind)
            if later.start:
                return later
        time = when(now, kind)
        if lead and time.start is None and time.end is None:
            return when([*now, *lead], kind)
        if lead and time.duration is None:
            length = when(lead, kind).duration
            return complete(When(time.start, time.end, length)) if length else time
        return time

    def is_to_come(self, group: EventGroup) -> bool:
        """Tell whether an event lies after the day of publication."""
        published = self._context.cleaned.published
        start = when(self.scenes_of(group), group.kind).start
        return bool(published and start and start[:4].isdigit() and start > published.value)

    def _full_name(self, host: str) -> str:
        """Give the fullest name of who is called `host` here."""
        for fact in (*self._context.facts.get("people", []), *self._context.facts.get("organizations", [])):
            if host == fact.name or host in fact.aliases:
                return str(fact.name)
        return host

    def _lead(self, now: Sequence[Scene]) -> list[Scene]:
        """Give the first sentences as the scene of the main event, with the dates and names no other event claims."""
        ours = {id(scene) for scene in now}
        claimed = {
            (span.start, span.end)
            for scene in self._stage.scenes
            if scene.mention.sentence < _LEAD
            for span in (*scene.dates, *scene.names)
            if id(scene) not in ours or (span.start < scene.span.end and span.end > scene.span.start)
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
    """Tie counts and groups to the event of their sentence, or the only event there is; else leave them."""
    loose = 0
    for index, fact in enumerate(context.facts.get("attendance", [])):
        event = _event_at([(span.start, span.end) for span in fact.evidence], found)
        if event is not None:
            event.attendance.append(index)
            fact.event = event.id
        loose += event is None
    for group in context.facts.get("groups", []):
        event = _event_at([(span.start, span.end) for span in group.evidence], found)
        group.event = event.id if event else None
        loose += event is None
    if loose and len(found) > 1:
        context.warnings.append(
            f"no-event: of {loose} attendance facts or groups; their sentences name none of the {len(found)} events"
        )


def _event_at(ranges: Sequence[tuple[int, int]], found: Sequence[Event]) -> Event | None:
    """Give the event that a sentence names first, else the only event of the text."""
    for start, end in ranges:
        inside = [event for event in found if any(start <= mention.start < end for mention in event.mentions)]
        if inside:
            return inside[0]
    return found[0] if len(found) == 1 else None
