"""Which event a count or a group belongs to, only on evidence; the reason is kept, also where there is none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from diplo_extract.extractors.base import Context
from diplo_extract.records import Attendance, Event, Group

Ends = Callable[[int], tuple[int, int]]


def link_facts(found: Sequence[Event], context: Context) -> None:
    """Tie each count and each group to an event, and say by what: its sentence, paragraph, section, the only event."""
    borders = (("same paragraph", _paragraphs(context)), ("same section", _sections(context)))
    loose = 0
    for index, fact in enumerate(context.facts.get("attendance", [])):
        event = _tie(fact, found, borders)
        if event is not None:
            event.attendance.append(index)
        loose += event is None
    for group in context.facts.get("groups", []):
        loose += _tie(group, found, borders) is None
    if loose and found:
        context.warnings.append(f"no-event: {loose} attendance facts or groups; event_reason tells why of each")


def _tie(fact: Attendance | Group, found: Sequence[Event], borders: Sequence[tuple[str, Ends]]) -> Event | None:
    event, reason = _event_of(fact, found, borders)
    fact.event, fact.event_reason = event.id if event else None, reason
    return event


def _event_of(
    fact: Attendance | Group, found: Sequence[Event], borders: Sequence[tuple[str, Ends]]
) -> tuple[Event | None, str]:
    if not found:
        return None, "no event in the text"
    for span in fact.evidence:
        event = _in_sentence(fact, span.start, span.end, found)
        if event is not None:
            return event, "same sentence"
    for reason, ends in borders:
        near = _between(*ends(fact.start), found)
        if len(near) == 1:
            return near[0], reason
        if len(near) > 1:
            return None, f"several events in the {reason.removeprefix('same ')}"
    return (found[0], "only event") if len(found) == 1 else (None, "several events, none of them near")


def _in_sentence(fact: Attendance | Group, start: int, end: int, found: Sequence[Event]) -> Event | None:
    """Give the event around the fact, else the last one told before it, else the first behind it."""
    mentions = [
        (mention.start, mention.end, event)
        for event in found
        for mention in event.mentions
        if start <= mention.start < end
    ]
    mentions.sort(key=lambda mention: mention[:2])
    before = [event for first, _, event in mentions if first <= fact.start]
    if before and start <= fact.start < end:
        return before[-1]
    return mentions[0][2] if mentions else None


def _between(start: int, end: int, found: Sequence[Event]) -> list[Event]:
    return [event for event in found if any(start <= mention.start < end for mention in event.mentions)]


def _paragraphs(context: Context) -> Ends:
    return _ranges([block.start for block in context.cleaned.blocks], len(context.cleaned.text))


def _sections(context: Context) -> Ends:
    """Give the ranges between headings; a text without any has no sections."""
    headings = [block.start for block in context.cleaned.blocks if block.kind == "heading"]
    return _ranges([0, *headings], len(context.cleaned.text)) if headings else lambda offset: (offset, offset)


def _ranges(starts: Sequence[int], end: int) -> Ends:
    def around(offset: int) -> tuple[int, int]:
        i = bisect_right(starts, offset)
        return starts[i - 1] if i else 0, starts[i] if i < len(starts) else end

    return around
