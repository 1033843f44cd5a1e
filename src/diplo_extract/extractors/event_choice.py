"""Which of the events told are the release's: the one it is about, and those it says more of than their name."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from diplo_extract.extractors.event_headline import reported_event
from diplo_extract.extractors.event_reader import LEAD, EventReader
from diplo_extract.extractors.event_scenes import Scene, words
from diplo_extract.nlp.events.vocabulary import vocabulary
from diplo_extract.records import Event
from diplo_extract.resolve.events import EventGroup, is_several

_NAMED = (0.0, 0.1, 0.2, 0.7)
_EARLY, _OFTEN = 6, 2
_DAY = len("2024-05-20")


def main_event(groups: Sequence[EventGroup], reader: EventReader, doc: Doc) -> EventGroup | None:
    """Give the event that the release is about: the weightiest, unless told once, late, and not in the headline."""
    best = max(groups, key=lambda group: _weight(group, reader, doc), default=None)
    if best is None or _is_reported(best, doc):
        return best
    early = best.mentions[0].sentence < _EARLY or any(scene.where for scene in reader.scenes_of(best))
    return best if early or len(best.mentions) >= _OFTEN else None


def belongs(event: Event, group: EventGroup, reader: EventReader, doc: Doc) -> bool:
    """Tell whether an event is one of the record: told of, or what the headline or the first lines report."""
    if _is_told_of(event, group, reader.scenes_of(group)):
        return True
    early = event.start is not None and group.mentions[0].sentence < LEAD
    return event.main and (early or _is_reported(group, doc))


def _is_reported(group: EventGroup, doc: Doc) -> bool:
    """Tell whether the headline or the first sentence says that the event took place."""
    headline = set((doc._.headline or "").lower().replace("-", " ").replace("’s", "").split())
    heads = {vocabulary().head(word) for word in headline}
    kinds = {vocabulary().kinds[head] for head in heads if head}
    if (
        reported_event(doc._.headline)
        or group.kind in kinds
        or (group.kind == "visit" and headline & words("journeys"))
    ):
        return True
    first = group.mentions[0]
    return first.sentence < LEAD and first.rule in ("verb", "name", "description", "definite")


def _weight(group: EventGroup, reader: EventReader, doc: Doc) -> float:
    """Weigh how much the release is about an event: in the headline, said early, said often, named, not yet to come."""
    headline = set((doc._.headline or "").lower().replace("-", " ").split())
    name = group.name()
    shared = len(name.words() & headline) / max(1, len(name.words()))
    early = 1 / (1 + 0.5 * group.mentions[0].sentence) - 0.003 * min(group.mentions[0].start, 200)
    often = 0.1 * min(len(group.mentions), 10)
    later = bool(group.order()) + 0.4 * reader.is_to_come(group) + 1.5 * _is_many(group)
    reported = reported_event(doc._.headline)
    if reported is None and group.rank() == 0 and group.kind in ("meeting", "call"):
        later += 1  # "welcomed a delegation" opens what another sentence calls a banquet
    shared += 0.3 * (reported is not None and reported[1] == group.kind)
    return 2 * shared + early + often + _NAMED[max(0, group.rank())] - later


def _is_many(group: EventGroup) -> bool:
    """Tell whether it is no one event: "the minister's trips"."""
    return all(mention.rule != "name" and mention.text.endswith("s") for mention in group.mentions)


def _is_told_of(event: Event, group: EventGroup, scenes: Sequence[Scene]) -> bool:
    """Tell whether the text says more of the event than its name in passing: when, where, whose, how many."""
    if group.rank() <= 0:
        dated = event.start is not None
        # "I shall visit Tonga on 29 October", but not "… to attend the forum"
        alone = all((scene.since, scene.until) == (scene.sentence.start, scene.sentence.end) for scene in scenes)
        visited = alone and event.kind == "visit" and event.place is not None and len(event.start or "") == _DAY
        return group.rank() == 0 and ((event.kind == "signing" and dated) or visited)
    counted = any(scene.counts for scene in scenes)
    if group.order() and group.rank() == 1 and event.place is None:
        return False
    if group.order() == "previous" or (group.order() and event.start is None):
        return group.rank() == 3
    if group.rank() == 1 and all(is_several(mention) for mention in group.mentions):
        return False
    if group.rank() == 3 and _is_held(scenes, "holds"):
        return True
    if group.rank() == 1:
        before = scenes[0].span.doc[max(0, scenes[0].span.start - 2)].lower_
        return before != "of" and bool(
            event.place
            or event.venue
            or event.hosts
            or counted
            or (event.start and _is_held(scenes, "takes_place", "held_as_object"))
        )
    if group.rank() < 3 and _is_background(scenes[0]):
        return False
    # "the signing of an air services agreement" is one of its own, whatever else is told
    if event.kind == "signing" and " of " in event.name:
        return True
    return counted or any((event.start, event.end, event.place, event.venue, event.hosts, event.duration))


def _is_held(scenes: Sequence[Scene], *lists: str) -> bool:
    """Tell whether the words around an event say that it takes place: "during the talks", "the dinner was held"."""
    for scene in scenes:
        doc, span = scene.span.doc, scene.span
        near = [*doc[max(scene.sentence.start, span.start - 4) : span.start], *doc[span.end : span.end + 6]]
        if any(token.lower_ in words(name) for token in near for name in lists):
            return True
    return False


def _is_background(scene: Scene) -> bool:
    """Tell whether an event only dates something else: "after a call with the mayor"."""
    doc, start = scene.span.doc, scene.span.start
    near = doc[max(scene.sentence.start, start - 4) : start]
    return any(token.lower_ in ("after", "following", "since", "before") for token in near)
