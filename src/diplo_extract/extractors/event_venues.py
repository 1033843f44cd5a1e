"""The house or ground of an event, read from a sentence that mentions it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from diplo_extract.extractors.event_scenes import PLACES, TOWNS, Scene, words
from diplo_extract.nlp.events.vocabulary import vocabulary

_OWNS = ("’s", "'s")
_PREPOSITIONS = ("at", "in", "inside", "on", "aboard")
_REACH, _LONGEST = 20, 5
_HOUSE_NUMBER = re.compile(r"(?<!Room)(?<!Suite)(?<!Hall)(?<!Gate)(?<!Pier)(?<![,\s])[,\s]{1,4}\d{1,6}\s[A-Z].*")
_HOUSES = ("casa", "palais", "palácio", "palacio", "palazzo", "museo", "mercado", "teatro")


def venue(scenes: Iterable[Scene]) -> str | None:
    """Give the house or ground behind "at" or "in"."""
    for scene in scenes:
        if scene.where:
            return _HOUSE_NUMBER.sub("", scene.where).strip(" ,") or scene.where
        for entity in scene.names:
            inside = scene.span.start <= entity.start < scene.span.end
            house = _sounds_like_an_event(entity)
            if not (house or entity.label_ in PLACES | {"ORG"}) or inside or _names_an_event(entity):
                continue
            if _leads_to(entity) in _prepositions(scene, entity) and (
                entity.label_ == "FAC" or house or is_venue(entity.text) or is_ground(entity)
            ):
                return entity.text
        found = ship(scene.span.doc, scene.since, scene.until) or _common_venue(scene)
        if found:
            return found
    return None


def _prepositions(scene: Scene, entity: Span) -> tuple[str, ...]:
    """Give the words that lead to a venue; "to" where people came: "drew 300 visitors to the Harbour Stadium"."""
    received = scene.mention.rule == "verb" and scene.mention.kind == "meeting"
    between = (token.lower_ for token in entity.doc[scene.span.end : entity.start])
    return (*_PREPOSITIONS, "to") if received or not words("draws").isdisjoint(between) else _PREPOSITIONS


def is_ground(entity: Span) -> bool:
    """Tell "in the Fischmarkt", a house or square by its own name, from towns, which have no article."""
    doc, name = entity.doc, entity.text
    return (
        entity.label_ in TOWNS
        and entity.end - entity.start == 1
        and entity.start > 0
        and doc[entity.start - 1].text == "the"
        and not name.endswith("s")
        and not name.isupper()
        and name.lower() not in words("lands_with_article")
        and not (entity.end < len(doc) and doc[entity.end].text[0].isalpha() and doc[entity.end].text[0].isupper())
        and not (entity.end < len(doc) and doc[entity.end].lower_ in words("of_lands"))
    )


def ship(doc: Doc, since: int, until: int) -> str | None:
    """Give the name behind "on board": "held on board the museum ship Halcyon"."""
    for i in range(since, until - 1):
        word = doc[i].lower_
        if word != "aboard" and (word != "board" or doc[max(0, i - 1)].lower_ != "on"):
            continue
        first = i + 1
        while first < min(until, i + _LONGEST) and doc[first].text[0].islower() and doc[first].is_alpha:
            first += 1
        last = first
        while last < until and doc[last].text[0].isupper() and doc[last].ent_type_ != "PERSON":
            last += 1
        if last > first and doc[i + 1].lower_ in words("articles"):
            return doc[first:last].text
    return None


def is_venue(name: str) -> bool:
    """Tell whether a name is that of a house: "Maritime Museum", "Hall of Mirrors", "Casa da Baía"."""
    if name.lower() in words("no_venues"):
        return False
    last = name.partition(" of ")[0].rsplit(" ", 1)[-1].lower()
    return last in words("venues") or name.split(" ", 1)[0].lower() in _HOUSES


def _sounds_like_an_event(entity: Span) -> bool:
    """Tell "held at the Tokyo International Forum", a house, where no event of that name was read."""
    if entity.label_ != "EVENT" or entity[-1].lower_ not in words("houses_too"):
        return False
    return not any(span.start < entity.end and entity.start < span.end for span in entity.doc.spans.get("events", []))


def _names_an_event(entity: Span) -> bool:
    """Tell "the North Seas Harbour Summit" from a harbour."""
    return entity.end < len(entity.doc) and vocabulary().head(entity.doc[entity.end].lower_) is not None


def _leads_to(entity: Span) -> str:
    """Give the preposition before a venue, over its owner or a part of it: "at Suva's Unity Park", "in the hall of"."""
    doc, i = entity.doc, entity.start - 1
    if i > 0 and doc[i].text in _OWNS:
        i -= 1
        while i > 0 and doc[i].text[0].isupper():
            i -= 1
        return doc[i].lower_
    while i > 0 and doc[i].lower_ in words("articles"):
        i -= 1
    if i > 1 and doc[i].lower_ == "of":
        part = i - 2 if doc[i - 1].is_digit else i - 1
        if doc[part].lower_ in words("venue_parts"):
            part -= doc[part - 1].lower_ in words("articles")
            return doc[max(0, part - 1)].lower_
    return doc[i].lower_ if i >= 0 else ""


def _common_venue(scene: Scene) -> str | None:
    """Read a venue no name was found for: "at the university", "in the Unity Congress Hall"."""
    doc, end = scene.sentence.doc, scene.until
    for i in range(scene.span.end, min(end, scene.span.end + _REACH)):
        if doc[i].lower_ not in ("at", "in") or i + 2 >= end or doc[i + 1].lower_ not in words("articles"):
            continue
        last = i + 2
        capital = doc[last].text[0].isupper()
        while last < min(end - 1, i + 2 + _LONGEST) and not is_venue(doc[last].text):
            if doc[last].text[0].isupper() != capital:
                break
            last += 1
        if not is_venue(doc[last].text) or not all(doc[j].text[0].isalpha() for j in range(i + 2, last + 1)):
            continue
        while last + 1 < end and is_venue(doc[last + 1].text):
            last += 1
        # "at the centre of climate action"
        if not capital and last == i + 2 and last + 1 < end and doc[last + 1].lower_ == "of":
            continue
        found: str = doc[i + 2 : last + 1].text
        if found.lower() not in words("no_venues") and not vocabulary().head(doc[min(last + 1, end - 1)].lower_):
            return found
    return None
