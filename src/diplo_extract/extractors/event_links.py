"""Which event a count or a group belongs to, only on evidence; the reason is kept, also where there is none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import repeat

from diplo_extract.extractors.base import Context
from diplo_extract.extractors.event_apart import Apart
from diplo_extract.extractors.event_scenes import Stage, words
from diplo_extract.records import Attendance, Event, Group

_JOINED_WITHIN = 6


def link_facts(found: Sequence[Event], stage: Stage, context: Context) -> None:
    """Tie each count and each group to an event, and say by what: sentence, paragraph, section, what is told last."""
    ties = _Ties(found, stage, context)
    loose = 0
    for index, fact in enumerate(context.facts.get("attendance", [])):
        event = ties.tie(fact)
        if event is not None:
            event.attendance.append(index)
        loose += event is None
    for group in context.facts.get("groups", []):
        loose += ties.tie(group) is None
    if loose and found:
        context.warnings.append(f"no-event: {loose} attendance facts or groups; event_reason tells why of each")


class _Ties:
    """The mentions of all events in text order, and where paragraphs and sections begin."""

    def __init__(self, found: Sequence[Event], stage: Stage, context: Context) -> None:
        self._found = found
        mentions = sorted((mention.start, i) for i, event in enumerate(found) for mention in event.mentions)
        self._starts = [start for start, _ in mentions]
        self._events = [found[i] for _, i in mentions]
        self._text = context.cleaned.text
        blocks = context.cleaned.blocks
        self._paragraphs = [block.start for block in blocks]
        self._headings = [block.start for block in blocks if block.kind == "heading"]
        self._apart = Apart(stage, context)

    def tie(self, fact: Attendance | Group) -> Event | None:
        """Give the fact its event and the reason."""
        event, reason = self._event_of(fact)
        fact.event, fact.event_reason = event.id if event else None, reason
        return event

    def _event_of(self, fact: Attendance | Group) -> tuple[Event | None, str]:
        if not self._found:
            return None, "no event in the text"
        said = self._in_sentence(fact)
        event, reason = said or self._in_paragraph(fact) or self._in_section(fact)
        since = fact.evidence[0].start if said else self._around(self._paragraphs, fact.start)[0]
        if event is not None and self._apart.by_day(event, since, fact):
            return None, "told of another time"
        return event, reason

    def _in_sentence(self, fact: Attendance | Group) -> tuple[Event, str] | None:
        """Give the last event told before the fact in a sentence that says it, else the first behind it."""
        mentions = fact.mentions if isinstance(fact, Attendance) else []
        places = [(mention.start, mention.end) for mention in mentions] or repeat((fact.start, fact.end))
        for span, (start, end) in zip(fact.evidence, places, strict=False):
            near = self._between(span.start, span.end)
            if near:
                before = len(self._between(span.start, start + 1)) if span.start <= start < span.end else 0
                joined = before < len(near) and self._joins(end, self._starts[self._index(span.start) + before])
                return near[before if joined else max(0, before - 1)], "same sentence"
        return None

    def _joins(self, end: int, mention: int) -> bool:
        """Tell "as part of the meeting, 80 students attended a workshop"."""
        between = self._text[end:mention].lower()
        lower = between.split()
        return "," not in between and len(lower) <= _JOINED_WITHIN and not words("joins").isdisjoint(lower)

    def _in_paragraph(self, fact: Attendance | Group) -> tuple[Event, str] | None:
        """Give the event told last in the paragraph; one told only behind the fact is another as often as not."""
        start, end = self._around(self._paragraphs, fact.start)
        told = self._between(start, fact.start)
        if told:
            return told[-1], "same paragraph"
        behind = {event.id: event for event in self._between(fact.start, end) if _may_be_of(fact, event)}
        return (next(iter(behind.values())), "same paragraph") if len(behind) == 1 else None

    def _in_section(self, fact: Attendance | Group) -> tuple[Event | None, str]:
        """Give the only event of the section, else the main one where nothing else was told since."""
        if self._headings:  # a text without headings has no sections
            section = self._between(*self._around([0, *self._headings], fact.start))
            events = {event.id: event for event in section if _may_be_of(fact, event)}
            if len(events) == 1:
                return next(iter(events.values())), "same section"
        told = [event for event in self._events[: self._index(fact.start)] if _may_be_of(fact, event)]
        if len(self._found) == 1:
            return self._found[0], "only event"
        paragraph = self._around(self._paragraphs, fact.start)[0]
        if told and told[-1].main and not self._apart.by_place(told[-1], paragraph, fact):
            return told[-1], "main event, told last"
        return None, "several events, none of them near"

    def _index(self, offset: int) -> int:
        return bisect_left(self._starts, offset)

    def _between(self, start: int, end: int) -> list[Event]:
        return self._events[self._index(start) : self._index(end)]

    def _around(self, starts: Sequence[int], offset: int) -> tuple[int, int]:
        i = bisect_right(starts, offset)
        return starts[i - 1] if i else 0, starts[i] if i < len(starts) else len(self._text)


def _may_be_of(fact: Attendance | Group, event: Event) -> bool:
    """Tell whether both are of one time: "her delegation of eight … A return visit is planned" are not."""
    return isinstance(fact, Group) or fact.planned or event.main or event.status != "planned"
