"""Place, venue, number of sessions and status of an event, each read from a sentence that mentions it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from spacy.tokens import Doc, Span

from diplo_extract import lexicon
from diplo_extract.extractors.event_scenes import PLACES, Scene, words

_HEADLINE_PLACE = re.compile(r" in ([^\W\d_a-z][\w’-]{1,30}(?: [A-Z][\w’-]{1,30}){0,2})(?=$|[:,;.!]| [a-z])")
Status = Literal["held", "planned", "postponed", "cancelled"]
_OWNS = ("’s", "'s")
_VENUE_PREPOSITIONS = ("at", "in", "inside", "on", "aboard")


def place(scenes: Iterable[Scene], kind: str) -> str | None:
    """Give the town or country: the first place behind "in" that goes with the event; of a visit also behind "to"."""
    travels = kind in ("visit", "tour", "excursion", "exchange", "march")
    for scene in scenes:
        for entity in sorted(scene.names, key=lambda entity: _distance(entity, scene)):
            if entity.label_ not in PLACES or entity.label_ == "FAC" or _is_venue(entity.text):
                continue
            before = word_before(entity)
            inside = scene.span.start <= entity.start < scene.span.end
            after = entity.doc[entity.end].text if entity.end < len(entity.doc) else ""
            if before == "in" and after not in _OWNS and not _is_beside(entity, scene):
                return entity.text
            if travels and (
                before in ("to", "of", "visit", "visited", "visits")
                if inside
                else before == "to" and _distance(entity, scene) == 1
            ):
                return entity.text
            # "met at Harare's Unity Park", "held at Harare's town hall"
            if before == "at" and after in _OWNS:
                return entity.text
    return None


def _is_beside(entity: Span, scene: Scene) -> bool:
    """Tell whether a place says where something else is: "founded in Genoa", far before "the meeting"."""
    before = entity.doc[max(0, entity.start - 3) : entity.start - 1]
    if any(token.lower_ in words("elsewhere") for token in before):
        return True
    return scene.span.start - entity.end > 10 and scene.mention.rule in ("anaphor", "definite")


def _distance(entity: Span, scene: Scene) -> int:
    """Order names: inside the event's name, behind it, before it."""
    if scene.span.start <= entity.start < scene.span.end:
        return 0
    return 1 if entity.start >= scene.span.end else 2


def venue(scenes: Iterable[Scene]) -> str | None:
    """Give the house or ground behind "at" or "in"."""
    for scene in scenes:
        if scene.where:
            return scene.where
        for entity in scene.names:
            if entity.label_ not in PLACES | {"ORG"} or scene.span.start <= entity.start < scene.span.end:
                continue
            if _leads_to(entity) in _VENUE_PREPOSITIONS and (entity.label_ == "FAC" or _is_venue(entity.text)):
                return entity.text
        found = _common_venue(scene)
        if found:
            return found
    return None


def _leads_to(entity: Span) -> str:
    """Give the preposition before a venue, over its owner: "at Harare's Unity Park"."""
    i = entity.start - 1
    if i > 0 and entity.doc[i].text in ("’s", "'s"):
        i -= 1
        while i > 0 and entity.doc[i].text[0].isupper():
            i -= 1
        return entity.doc[i].lower_
    return word_before(entity)


def _common_venue(scene: Scene) -> str | None:
    """Read a venue no name was found for: "at the university", "in the Unity Congress Hall"."""
    doc, end = scene.sentence.doc, scene.sentence.end
    for i in range(scene.span.end, min(end, scene.span.end + 20)):
        token = doc[i]
        if token.lower_ not in ("at", "in") or i + 2 >= end or doc[i + 1].lower_ not in words("articles"):
            continue
        last = i + 2
        capital = doc[last].text[0].isupper()
        while last < min(end - 1, i + 7) and not _is_venue(doc[last].text) and doc[last].text[0].isupper() == capital:
            last += 1
        if _is_venue(doc[last].text) and all(doc[j].text[0].isalpha() for j in range(i + 2, last + 1)):
            while last + 1 < end and _is_venue(doc[last + 1].text):
                last += 1
            return doc[i + 2 : last + 1].text
    return None


def _is_venue(name: str) -> bool:
    return name.partition(" of ")[0].rsplit(" ", 1)[-1].lower() in words("venues") or name.split(" ", 1)[0].lower() in (
        "casa",
        "palais",
    )


def word_before(entity: Span) -> str:
    """Give the word before a name, articles left out."""
    i = entity.start - 1
    while i >= 0 and entity.doc[i].lower_ in words("articles"):
        i -= 1
    return entity.doc[i].lower_ if i >= 0 else ""


def place_of_lead(lead: Iterable[Scene]) -> str | None:
    """Give the place where those named in the first sentences came together: "met in Antsirabe"."""
    for scene in lead:
        for entity in scene.names:
            verb = entity.doc[max(0, entity.start - 2)].lower_
            if entity.label_ in PLACES and word_before(entity) == "in" and verb in words("coming_together"):
                return entity.text
    return None


def place_of_release(doc: Doc, dateline: str | None) -> str | None:
    """Give the place the headline names behind "in", when the text knows it as a place, else that of the dateline."""
    places = {entity.text for entity in doc.ents if entity.label_ in PLACES}
    headline = doc._.headline or ""
    for name in sorted(places, key=lambda name: (-len(name), name)):
        if f" in {name}" in headline:
            return name
    last = _HEADLINE_PLACE.search(headline)
    # a headline whose every word is capitalised tells nothing about what is a name
    if last and any(word[0].islower() and len(word) > 3 for word in headline.split()) and last[1] in doc.text:
        return last[1]
    return dateline


def sessions(scenes: Iterable[Scene]) -> int | None:
    """Give the number in "in three sessions"."""
    numbers = {word: i for i, word in enumerate(lexicon.load("en", "events")["words"]["cardinals"], start=1)}
    for scene in scenes:
        for number, noun in pairwise(token.lower_ for token in scene.sentence):
            if noun == "sessions" and (number in numbers or (number.isascii() and number.isdigit() and number != "0")):
                return numbers.get(number) or int(number[:4])
    return None


def is_put_off(scene: Scene) -> bool:
    """Tell whether the sentence says that the event was postponed."""
    return any(token.lower_ in words("postponed") for token in scene.sentence)


def status(scenes: Sequence[Scene], start: str | None, published: str | None) -> Status:
    """Tell whether it was held, is to be held, was put off or was called off; a known day decides between the first."""
    lower = [{token.lower_ for token in scene.sentence} for scene in scenes]
    if any(near & words("cancelled") for near in lower):
        return "cancelled"
    if any(near & words("postponed") for near in lower):
        return "postponed"
    if start and published and len(start) >= 10 and len(published) >= 10 and start[:4].isdigit():
        return "planned" if start[:10] > published[:10] else "held"
    if start and published and start[:4].isdigit() and start[:4] > published[:4]:
        return "planned"
    named = [scene for scene in scenes if scene.mention.rule not in ("pronoun",)]
    return "planned" if named and named[0].mention.future else "held"
