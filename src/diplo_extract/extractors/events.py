"""Gives the record's `events`: what took place, with host, place, time; the one the release is about is marked."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from diplo_extract.extractors import event_editions as editions
from diplo_extract.extractors.base import Context
from diplo_extract.extractors.event_choice import belongs, main_event
from diplo_extract.extractors.event_headline import named_event, reported_event
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
    visited = named_event(doc._.headline)
    if main is not None and main.kind == "visit" and visited is not None and visited[1] == "visit":
        # "Visit by the Prime Minister of Tonga": all of it is one visit, whatever towns are told
        groups = join_plain(main, groups, {"visit"})
    read = [(reader.read(group, main=group is main), group) for group in groups]
    given = [event for event, group in read if belongs(event, group, reader, doc)]
    for number, event in enumerate(given, start=1):
        event.id = f"e{number}"
    _tie_editions(read)
    link_facts(given, stage, context)
    return given


def _tie_editions(found: Sequence[tuple[Event, EventGroup]]) -> None:
    """Give events their previous and next editions, also those told in too few words for an event of their own."""
    for event, group in found:
        others = [(other, theirs) for other, theirs in found if other is not event]
        for step, order in ((1, "next"), (-1, "previous")):
            told = [other for other, theirs in others if _is_step((other, theirs), (event, group), step, order)]
            # "the next forum was discussed … The 5th forum will be held in Tangier"
            fullest = max(told, key=lambda other: bool(other.start) + bool(other.place or other.hosts), default=None)
            if fullest is not None and getattr(event, order) is None:
                setattr(event, order, editions.reference_to(fullest))


def _is_step(other: tuple[Event, EventGroup], event: tuple[Event, EventGroup], step: int, order: str) -> bool:
    """Tell whether an event is the edition before or after another one, by its number or by "next", "previous"."""
    if other[1].series is not None and other[1].series is not event[1]:
        return False
    if not event[0].main and other[1].series is None:
        return False
    # "their last visit" is no edition
    by_word = other[1].order() == order and other[0].kind == event[0].kind and event[0].kind != "visit"
    return by_word or editions.is_edition_of(other[0], event[0]) == step
