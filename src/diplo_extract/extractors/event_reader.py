"""Reads the parts of one event from the sentences that mention it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from diplo_extract.extractors import event_editions as editions
from diplo_extract.extractors import event_parts as parts
from diplo_extract.extractors import event_places as places
from diplo_extract.extractors.base import Context, sentence_of, span_of
from diplo_extract.extractors.event_guests import gatherings
from diplo_extract.extractors.event_headline import host_of, house_of, named_event, place_of, reported_event
from diplo_extract.extractors.event_hosts import hosts
from diplo_extract.extractors.event_participants import Roster
from diplo_extract.extractors.event_scenes import Scene, Stage
from diplo_extract.extractors.event_themes import themes
from diplo_extract.extractors.event_time import When, complete, when
from diplo_extract.extractors.event_venues import venue
from diplo_extract.nlp.annotations import text_of
from diplo_extract.records import Event
from diplo_extract.resolve.events import EventGroup, EventMention

LEAD = 2
"""The first sentences tell of the main event even where they do not mention it."""
_LONGEST_EVIDENCE = 3
_DATELINE_REACH = 4
"""Sentences: what is told later took place elsewhere as often as not."""


class EventReader:
    """Reads the parts of the events of one Doc."""

    def __init__(self, doc: Doc, stage: Stage, context: Context) -> None:
        self._doc, self._stage, self._context = doc, stage, context
        self._scenes = {(scene.span.start_char, scene.span.end_char): scene for scene in stage.scenes}
        self._roster, self._towns = Roster(context), places.towns_of(doc)
        self._names: dict[int, list[Span]] = defaultdict(list)
        for name in stage.names:
            self._names[stage.sentences[stage.number(name)].start].append(name)

    def headline_group(self) -> EventGroup | None:
        """Give the event that only the headline names: "Meeting with Lake Mayors", where the text is its statement."""
        headline = named_event(self._doc._.headline)
        if headline is None or not self._stage.sentences:
            return None
        sentence = self._stage.sentences[0]
        mention = EventMention(sentence.start_char, sentence.end_char, headline[0], headline[1], None, "headline")
        self._scenes[mention.start, mention.end] = Scene(sentence[:1], sentence, mention)
        return EventGroup(kind=headline[1], mentions=[mention])

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
        house = (
            venue([*sorted(now, key=lambda scene: scene.where is None), *lead])
            or (house_of(name) if renamed else None)
            or (venue(gatherings(self._stage, now[0].mention, self._names)) if main else None)
        )
        return Event(
            id="",
            name=name,
            mentions=[
                span_of(self._doc, mention.start, mention.end)
                for mention in group.mentions
                if mention.rule != "headline"
            ],
            edition=next(iter(sorted(group.editions())), None),
            kind=kind,
            hosts=who,
            place=self._place(now, lead, name, kind)
            or self._place_around(now, who, house, main=main)
            or places.region(now, kind),
            venue=house,
            start=time.start,
            end=time.end,
            duration=time.duration,
            sessions=parts.sessions(now),
            status=parts.status(now, time.start, published.value if published else None),
            main=main,
            themes=themes(now),
            participants=self._roster.participants(now, main=main),
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
        found = places.place(sorted(now, key=lambda scene: scene.where is None), kind, self._towns)
        if found or not lead:
            return found
        return (
            place_of(name, kind, text_of(self._doc))
            or places.place_of_headline(self._doc, self._towns)
            or places.place_of_lead(lead)
        )

    def _place_around(self, now: Sequence[Scene], who: Sequence[str], house: str | None, *, main: bool) -> str | None:
        """Give the town that its host or its house tells; of a main event told at once else that of the dateline."""
        found = places.place_of_hosts(who, self._towns) or places.place_of_venue(house, self._towns)
        if found or not main or now[0].mention.sentence >= _DATELINE_REACH or now[0].mention.future:
            return found
        dateline = self._context.cleaned.dateline
        titles = self._doc.spans.get("titles", [])
        # "PRIME MINISTER: Welcome to Australia" is the speaker of a transcript
        if dateline is None or (dateline.span and any(span.start_char < dateline.span.end for span in titles)):
            return None
        return dateline.place

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
            if scene.mention.sentence < LEAD and scene.mention.rule != "verb"
            for span in (*scene.dates, *scene.names)
            if id(scene) not in ours or (span.start < scene.span.end and span.end > scene.span.start)
        }
        found = []
        for sentence in self._stage.sentences[:LEAD]:
            scene = Scene(sentence[:1], sentence, now[0].mention)
            for kind, spans in (("dates", self._stage.dates), ("names", self._stage.names)):
                inside = (span for span in spans if sentence.start <= span.start < sentence.end)
                getattr(scene, kind).extend(span for span in inside if (span.start, span.end) not in claimed)
            found.append(scene)
        return found
