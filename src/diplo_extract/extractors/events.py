"""Gives the record's `events`: what took place, with host, place, time; the one the release is about is marked."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from diplo_extract.extractors import event_editions as editions
from diplo_extract.extractors.base import Context
from diplo_extract.extractors.event_choice import belongs, main_event
from diplo_extract.extractors.event_headline import reported_event
from diplo_extract.extractors.event_links import link_facts
from diplo_extract.extractors.event_reader import EventReader
from diplo_extract.extractors.event_scenes import Stage
from diplo_extract.records import Event
from diplo_extract.resolve.events import EventGroup, group_events, join_plain


def events(doc: Doc, context: Context) -> list[Event]:
    """Give the events of `doc` in text order."""
    stage = Stage(doc, context.cleaned)
    reader = EventReader(doc, stage, context)
    groups = group_events([scene.mention for scene in stage.scenes])
    main = main_event(groups, reader, doc)
    if main is None and (told := reader.headline_group()) is not None:
        groups, main = [told, *groups], told
    if main is not None and reported_event(doc._.headline) is not None:
        groups = join_plain(main, groups)
    found: list[tuple[Event, EventGroup]] = []
    for group in groups:
        event = reader.read(group, main=group is main)
        if belongs(event, group, reader, doc):
            event.id = f"e{len(found) + 1}"
            found.append((event, group))
    _tie_editions(found)
    given = [event for event, _ in found]
    link_facts(given, context)
    return given


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
