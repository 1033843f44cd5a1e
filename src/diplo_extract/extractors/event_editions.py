"""Earlier and later editions of an event: "the 5th forum will be held in Tangier", "hosted by Bari last year"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from diplo_extract.extractors.base import sentence_of
from diplo_extract.extractors.event_hosts import hosts
from diplo_extract.extractors.event_places import place
from diplo_extract.extractors.event_scenes import Scene, words
from diplo_extract.records import Event, EventReference


def split_previous(scenes: Sequence[Scene]) -> tuple[list[Scene], list[Scene]]:
    """Tell the mentions of this edition from those of an earlier one ("hosted by Istanbul last year")."""
    now: list[Scene] = []
    before: list[Scene] = []
    for scene in scenes:
        earlier = any(
            date.start >= scene.span.end
            and date.start - scene.span.end <= 10
            and words("back_then") & {token.lower_ for token in date}
            and any(token.lower_ in words("hosted_by") for token in date.doc[scene.span.end : date.start])
            for date in scene.dates
        )
        (before if earlier and scene.mention.rule != "name" else now).append(scene)
    return (now, before) if now else (list(scenes), [])


def told_in_passing(scenes: Sequence[Scene], names: dict[int, list[Span]], kind: str) -> EventReference | None:
    """Give the edition before, told by a mention of this one."""
    for scene in scenes:
        dates = [date._.date for date in scene.dates if date._.date and date.start >= scene.span.end]
        host = hosts([scene], names)
        return EventReference(
            host=host[0] if host else None,
            place=place([scene], kind, frozenset()),
            date=next((info["value"] for info in dates if info["value"] and info["kind"] != "duration"), None),
            evidence=[sentence_of(scene.span)],
            rule="event-previous",
        )
    return None


def reference_to(event: Event) -> EventReference:
    """Give another edition, told as an event of its own."""
    date = event.start
    if event.start and event.end and event.end != event.start:
        date = f"{event.start}/{event.end}"
    return EventReference(
        name=event.name,
        host=event.hosts[0] if event.hosts else None,
        place=event.place,
        date=date,
        evidence=event.evidence,
        rule="event-edition",
    )


def is_edition_of(event: Event, main: Event) -> int:
    """Tell whether `event` is the next (1) or the previous (-1) edition of `main`, or neither (0)."""
    if event.kind != main.kind:
        return 0
    if event.edition is not None and main.edition is not None and abs(event.edition - main.edition) == 1:
        return event.edition - main.edition
    if main.edition is None and event.edition is not None and event.status == "planned" and main.status == "held":
        return 1
    return 0
