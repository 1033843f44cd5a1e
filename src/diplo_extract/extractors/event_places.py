"""The town or country of an event, read from a sentence that mentions it, else from its host, its house or the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from spacy.tokens import Doc, Span

from diplo_extract.extractors.event_scenes import TOWNS, Scene, words
from diplo_extract.extractors.event_venues import is_ground, is_venue
from diplo_extract.nlp.annotations import text_of

_HEADLINE_PLACE = re.compile(r" in ([^\W\d_a-z][\w’-]{1,30}(?: [A-Z][\w’-]{1,30}){0,2})(?=$|[:,;.!]| [a-z])")
_TOWN_OF_ADDRESS = re.compile(r"((?:[A-Z][a-z’-]{1,30} ){0,2}[A-Z][a-z’-]{1,30}),? (?:[A-Z]{2} )?\d{5}\b")
_OWNS = ("’s", "'s")
_TRAVELS = ("visit", "tour", "excursion", "exchange", "march")
_LONGEST_TOWN = 4


def place(scenes: Iterable[Scene], kind: str, towns: Set[str], labels: Set[str] = frozenset({"GPE"})) -> str | None:
    """Give the town or country: the first place behind "in" that goes with the event; of a visit also behind "to"."""
    for scene in scenes:
        if scene.where:
            return _town_of_address(scene.where, towns)
        for entity in sorted(scene.names, key=lambda entity: _distance(entity, scene)):
            if entity.label_ in labels and not _is_house(entity) and _is_where(entity, scene, kind):
                return entity.text
        town = _visited(scene) if kind == "visit" else _destination(scene)
        if town:
            return town
    return None


def _is_house(entity: Span) -> bool:
    return is_venue(entity.text) or is_ground(entity)


def region(scenes: Iterable[Scene], kind: str) -> str | None:
    """Give the region that stands for the place where no town is told: "the first summit held in Central Asia"."""
    return place((scene for scene in scenes if not scene.where), kind, frozenset(), frozenset({"LOC"}))


def _is_where(entity: Span, scene: Scene, kind: str) -> bool:
    before = word_before(entity)
    after = entity.doc[entity.end].text if entity.end < len(entity.doc) else ""
    inside = scene.span.start <= entity.start < scene.span.end
    if before == "in" and after not in _OWNS and not _is_beside(entity, scene) and not _in_other_clause(entity, scene):
        return True
    if (
        kind in _TRAVELS
        and after not in _OWNS
        and (
            before in ("to", "of", "visit", "visited", "visits")
            if inside
            else before == "to" and _distance(entity, scene) == 1
        )
    ):
        return True
    # "met at Harare's Unity Park", "held at Harare's town hall"
    return before == "at" and after in _OWNS


def _visited(scene: Scene) -> str | None:
    """Give the town of "will visit Iqaluit" that nobody recognised as a place."""
    doc, end = scene.span.doc, scene.span.end
    for i in range(scene.span.start, end - 1):
        if doc[i].lower_ not in ("visit", "visits", "visited") or doc[i + 1].ent_type_ or not doc[i + 1].text.istitle():
            continue
        last = i + 1
        while last + 1 < min(end, i + 1 + _LONGEST_TOWN) and doc[last + 1].text.istitle():
            last += 1
        return doc[i + 1 : last + 1].text
    return None


def _destination(scene: Scene) -> str | None:
    """Give the place of "will visit Malta on 4 May to attend the Harbour Forum", "travelled to Malta for the forum"."""
    doc = scene.span.doc
    before = [entity for entity in doc[scene.sentence.start : scene.span.start].ents if entity.label_ in TOWNS]
    if not before or scene.mention.rule in ("anaphor", "pronoun"):
        return None
    last = before[-1]
    lead = [token.lower_ for token in doc[max(scene.sentence.start, last.start - 6) : last.start]]
    lead = [word for word in lead if word not in words("articles")]
    visited = not words("visits").isdisjoint(lead[-1:])
    travels = lead[-1:] == ["to"] and not words("journeys_to").isdisjoint(lead[-3:-1])
    between = f" {doc[last.end : scene.span.start].text.lower()} "
    purpose = any(f" {phrase} " in between for phrase in words("purposes"))
    return last.text if (visited or travels) and purpose else None


def _is_beside(entity: Span, scene: Scene) -> bool:
    """Tell whether a place says where something else is: "founded in Genoa", far before "the meeting"."""
    before = entity.doc[max(0, entity.start - 3) : entity.start - 1]
    if any(token.lower_ in words("elsewhere") for token in before):
        return True
    # "After the floods in Accra and Tema, which cost many lives, the ministry convened …"
    leads = entity.start - scene.sentence.start <= 2 and scene.mention.rule not in ("anaphor", "definite")
    return scene.span.start - entity.end > 10 and not leads


def _in_other_clause(entity: Span, scene: Scene) -> bool:
    """Tell "a treaty that will help people in Malta" from "a forum which was held in Malta"."""
    between = [token.lower_ for token in entity.doc[scene.span.end : entity.start]]
    # "The meeting built on recent meetings that she has convened in Malta"
    if not words("several").isdisjoint(between):
        return True
    last = max((i for i, word in enumerate(between) if word in words("clauses")), default=None)
    return last is not None and not words("takes_place") & set(between[last:])


def _distance(entity: Span, scene: Scene) -> int:
    """Order names: inside the event's name, behind it, before it."""
    if scene.span.start <= entity.start < scene.span.end:
        return 0
    return 1 if entity.start >= scene.span.end else 2


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
            if entity.label_ in ("GPE", "FAC") and word_before(entity) == "in" and verb in words("coming_together"):
                return entity.text
    return None


def place_of_headline(doc: Doc, towns: Set[str]) -> str | None:
    """Give the place the headline names behind "in", when the text knows it as a place."""
    headline = doc._.headline or ""
    for name in sorted(towns, key=lambda name: (-len(name), name)):
        _, found, behind = headline.partition(f" in {name}")
        # "Premier Arrested in USA" names no US
        if (found and not behind[:1].isalnum()) or headline.startswith((f"{name} hosts ", f"{name} to host ")):
            return name
    last = _HEADLINE_PLACE.search(headline)
    if last is None:
        return None
    # a headline whose every word is capitalised tells nothing about what is a name; the town may name a body as well
    told = any(word[0].islower() and len(word) > 3 for word in headline.split())
    if (told and last[1] in text_of(doc)) or any(entity.text.startswith(last[1] + " ") for entity in doc.ents):
        return last[1]
    return None


def place_of_hosts(hosts: Sequence[str], towns: Set[str]) -> str | None:
    """Give the town that hosts, or whose administration does: "Suva City Council", "Municipality of Cusco"."""
    for host in hosts:
        if host in towns:
            return host
        parts = host.split()
        municipal = next((i for i, word in enumerate(parts) if word.lower() in words("municipal")), None)
        if municipal is None:
            continue
        town = parts[parts.index("of") + 1 :] if "of" in parts else parts[:municipal]
        known = _longest_town(town, towns)
        if known or (town and town[0][0].isupper()):
            return known or " ".join(town)
    return None


def place_of_venue(venue: str | None, towns: Set[str]) -> str | None:
    """Give the town a house is called after, when the text names it as a town: "Lublin station"."""
    return _longest_town(venue.split()[:-1], towns) if venue else None


def towns_of(doc: Doc) -> set[str]:
    """Give the names of towns, countries and regions in a text."""
    return {entity.text for entity in doc.ents if entity.label_ in TOWNS and not is_venue(entity.text)}


def _longest_town(parts: Sequence[str], towns: Set[str]) -> str | None:
    prefixes = (" ".join(parts[:length]) for length in range(min(len(parts), _LONGEST_TOWN), 0, -1))
    return next((prefix for prefix in prefixes if prefix in towns), None)


def _town_of_address(where: str, towns: Set[str]) -> str | None:
    """Give the town of "Harbour Hall, 12 Quay St. Grimsby 56001", or the town the line names as such."""
    found = _TOWN_OF_ADDRESS.search(where)
    named = found[1] if found else where
    parts = [part.strip(",") for part in named.split()]
    ends = (parts[-length:] for length in range(min(len(parts), _LONGEST_TOWN), 0, -1))
    known = next((" ".join(end) for end in ends if " ".join(end) in towns), None)
    if found:
        return known or parts[-1]
    return known or next((town for part in where.split(",") if (town := _longest_town(part.split(), towns))), None)
