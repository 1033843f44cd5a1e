"""Gives the record's `organizations` and `places`: one entry for each, with its other forms."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from diplo_extract import lexicon
from diplo_extract.extractors.base import Context, sentence_at, span_of
from diplo_extract.nlp.columns import columns
from diplo_extract.records import Organization, Place, Span
from diplo_extract.resolve.entities import Entity, group_entities, key_of
from diplo_extract.resolve.kinds import kind_of

_PLACES = frozenset({"GPE", "LOC", "FAC"})


def organizations(doc: Doc, context: Context) -> list[Organization]:
    """Give the organizations of `doc` in text order."""
    names = [name for name in context.names(doc) if name.label == "ORG"]
    return [
        Organization(
            id=f"o{number}",
            name=entity.name,
            aliases=entity.aliases,
            mentions=_mentions(doc, entity),
            kind=kind_of(entity.name),
            evidence=[sentence_at(doc, entity.names[0].start, entity.names[0].end)],
            rule="; ".join(entity.merges) or None,
            model=context.model,
        )
        for number, entity in enumerate(group_entities(columns(doc).text, names), 1)
    ]


def places(doc: Doc, context: Context) -> list[Place]:
    """Give the places of `doc` in text order."""
    names = [name for name in context.names(doc) if name.label in _PLACES]
    return [
        Place(
            id=f"l{number}",
            name=entity.name,
            aliases=entity.aliases,
            mentions=_mentions(doc, entity),
            kind=_kind_of_place(entity),
            evidence=[sentence_at(doc, entity.names[0].start, entity.names[0].end)],
            rule="; ".join(entity.merges) or None,
            model=context.model,
        )
        for number, entity in enumerate(group_entities(columns(doc).text, names, _other_names()), 1)
    ]


def _mentions(doc: Doc, entity: Entity) -> list[Span]:
    return [span_of(doc, name.start, name.end) for name in entity.names]


@cache
def _countries() -> frozenset[str]:
    table = lexicon.load("en", "demonyms")
    return frozenset(key_of(name) for name in table["countries"]) | frozenset(_other_names())


@cache
def _subdivisions() -> dict[str, str]:
    table = lexicon.load("en", "demonyms")["subdivisions"]
    return {key_of(name): country for country, names in table.items() for name in names}


@cache
def _other_names() -> dict[str, str]:
    """Give key of another name of a country -> key of its name: "uk" -> "united kingdom"."""
    table = lexicon.load("en", "demonyms")["other_names"]
    return {key_of(other): key_of(name) for name, others in table.items() for other in others}


def _kind_of_place(entity: Entity) -> str | None:
    key = key_of(entity.name)
    if key in _countries():
        return "country"
    if key in _subdivisions():
        return "state" if _subdivisions()[key] == "us" else "province"
    kind = kind_of(entity.name, "places")
    if entity.names[0].label == "FAC":
        return kind or "facility"
    return kind or ("city" if entity.names[0].label == "GPE" else None)
