"""Scores of organizations, places and tagged names."""

from __future__ import annotations

from collections.abc import Sequence

from diplo_extract.evaluate.align import Place, pair_best, pair_spans
from diplo_extract.evaluate.outcome import Outcome, Pair, outcome_of
from diplo_extract.evaluate.samples import GoldEntity
from diplo_extract.evaluate.words import fold, title_words, token_f
from diplo_extract.records import Organization, Person, Record
from diplo_extract.records import Place as RecordPlace

SAME_ENTITY = 0.8
# a record says of a place whether it is a city or a building in many words of its own; names are scored by these three
FOLDED_LABELS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}


def organizations(pair: Pair) -> Outcome:
    """Strict: the name is one of the annotated forms; relaxed: some form of both has token F >= .8."""
    return _entities(pair, pair.gold.organizations, pair.record.organizations if pair.record else [])


def places(pair: Pair) -> Outcome:
    """Strict: the name is one of the annotated forms; relaxed: some form of both has token F >= .8."""
    return _entities(pair, pair.gold.places, pair.record.places if pair.record else [])


def _entities(pair: Pair, wanted: Sequence[GoldEntity], found: Sequence[Organization | RecordPlace]) -> Outcome:
    gold_forms = [{_name(form) for form in (entity.name, *entity.aliases)} for entity in wanted]
    gold_words = [[title_words(form) for form in (entity.name, *entity.aliases)] for entity in wanted]
    words = [[title_words(form) for form in (entity.name, *entity.aliases)] for entity in found]

    def same(i: int, j: int) -> float:
        return float(_name(found[i].name) in gold_forms[j])

    def alike(i: int, j: int) -> float:
        # an equal name wins over one that is only alike
        return same(i, j) + max(token_f(mine, theirs) for mine in words[i] for theirs in gold_words[j])

    strict = pair_best(len(wanted), len(found), same, 1)
    relaxed = pair_best(len(wanted), len(found), alike, SAME_ENTITY)
    outcome = outcome_of(
        wanted,
        found,
        strict,
        relaxed,
        missed=lambda entity: pair.missed(entity.name),
        spurious=lambda entity: pair.spurious(entity.name, entity.mentions[0].start, entity),
    )
    outcome.judge((entity, i in relaxed) for i, entity in enumerate(found))
    return outcome


def _name(name: str) -> str:
    return fold(name).removeprefix("the ")


def names(pair: Pair) -> Outcome:
    """Mentions of people, organizations and places. Strict: same characters and class; relaxed: overlap and class."""
    body = pair.gold.body or ""
    wanted = {
        label: [
            Place(name.start, name.end, fold(body[name.start : name.end]))
            for name in pair.gold.names
            if FOLDED_LABELS.get(name.label) == label
        ]
        for label in ("person", "organization", "place")
    }
    found = _mentions(pair.record) if pair.record else {}
    outcome = Outcome()
    for label, gold in wanted.items():
        mentions = found.get(label, [])
        relaxed = pair_spans(gold, mentions, same_text=pair.same_text, overlapping=True)
        strict = pair_spans(gold, mentions, same_text=pair.same_text, overlapping=False)
        for count, pairs in ((outcome.strict, strict), (outcome.relaxed, relaxed)):
            count.right += len(pairs)
            count.predicted += len(mentions)
            count.gold += len(gold)
        outcome.differences += [
            pair.missed(f"{label}: {body[span.start : span.end]}", span.start)
            for j, span in enumerate(gold)
            if j not in relaxed.values()
        ]
        outcome.differences += [
            pair.spurious(f"{label}: {pair.text[span.start : span.end]}", span.start)
            for i, span in enumerate(mentions)
            if i not in relaxed
        ]
    return outcome


def _mentions(record: Record) -> dict[str, list[Place]]:
    """Give the mentions of a record by class, in text order, each once."""
    kinds: dict[str, Sequence[Person | Organization | RecordPlace]] = {
        "person": record.people,
        "organization": record.organizations,
        "place": record.places,
    }
    return {
        label: sorted({Place(span.start, span.end, fold(span.text)) for item in items for span in item.mentions})
        for label, items in kinds.items()
    }
