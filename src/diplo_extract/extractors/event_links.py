"""Which event a count or a group belongs to, only on evidence; the reason is kept, also where there is none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from diplo_extract.extractors.base import Context
from diplo_extract.records import Attendance, Event, Group


def link_facts(found: Sequence[Event], context: Context) -> None:
    """Tie each count and each group to an event, and say by what: its sentence, paragraph, section, the only event."""
    ties = _Ties(found, context)
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

    def __init__(self, found: Sequence[Event], context: Context) -> None:
        self._found = found
        mentions = sorted((mention.start, i) for i, event in enumerate(found) for mention in event.mentions)
        self._starts = [start for start, _ in mentions]
        self._events = [found[i] for _, i in mentions]
        self._end = len(context.cleaned.text)
        blocks = context.cleaned.blocks
        headings = [block.start for block in blocks if block.kind == "heading"]
        self._borders = [("paragraph", [block.start for block in blocks])]
        # a text without headings has no sections
        self._borders += [("section", [0, *headings])] if headings else []

    def tie(self, fact: Attendance | Group) -> Event | None:
        """Give the fact its event and the reason."""
        event, reason = self._event_of(fact)
        fact.event, fact.event_reason = event.id if event else None, reason
        return event

    def _event_of(self, fact: Attendance | Group) -> tuple[Event | None, str]:
        if not self._found:
            return None, "no event in the text"
        for span in fact.evidence:
            near = self._between(span.start, span.end)
            if near:
                # the last one told before the fact, else the first behind it
                before = len(self._between(span.start, fact.start + 1)) if span.start <= fact.start < span.end else 0
                return near[max(0, before - 1)], "same sentence"
        for name, starts in self._borders:
            events = {event.id: event for event in self._between(*self._around(starts, fact.start))}
            if len(events) == 1:
                return next(iter(events.values())), f"same {name}"
            if events:
                return None, f"several events in the {name}"
        only = len(self._found) == 1
        return (self._found[0], "only event") if only else (None, "several events, none of them near")

    def _between(self, start: int, end: int) -> list[Event]:
        return self._events[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _around(self, starts: Sequence[int], offset: int) -> tuple[int, int]:
        i = bisect_right(starts, offset)
        return starts[i - 1] if i else 0, starts[i] if i < len(starts) else self._end
