"""Scores of events and their parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diplo_extract.evaluate.align import Pairs, pair_best
from diplo_extract.evaluate.attributes import Attribute, compare
from diplo_extract.evaluate.outcome import Outcome, Pair, outcome_of
from diplo_extract.evaluate.samples import GoldEvent
from diplo_extract.evaluate.words import title_words, token_f
from diplo_extract.records import Event

SAME_EVENT = 0.6


def score_events(pair: Pair) -> dict[str, Outcome]:
    """Score events. Strict: the words of the name are the same; relaxed: token F >= .6.

    The parts are asked of the events found (relaxed).
    """
    wanted, found = pair.gold.events, pair.record.events if pair.record else []
    relaxed = _pair_events(wanted, found, SAME_EVENT)
    strict = _pair_events(wanted, found, 0.999)
    matched = [(wanted[j], _as_annotated(wanted[j], found[i])) for i, j in relaxed.items()]
    events = outcome_of(
        wanted,
        found,
        strict,
        relaxed,
        missed=lambda event: pair.missed(event.name),
        spurious=lambda event: pair.spurious(event.name, event.mentions[0].start if event.mentions else None, event),
    )
    events.judge((event, i in relaxed) for i, event in enumerate(found))
    return {"events": events} | {name: compare(pair, matched, part) for name, part in PARTS.items()}


def _pair_events(wanted: Sequence[GoldEvent], found: Sequence[Event], least: float) -> Pairs:
    gold_words = [[title_words(name) for name in (event.name, *event.aliases)] for event in wanted]
    words = [title_words(event.name) for event in found]
    return pair_best(
        len(wanted), len(found), lambda i, j: max(token_f(words[i], wording) for wording in gold_words[j]), least
    )


def _as_annotated(wanted: GoldEvent, found: Event) -> Event:
    """Give an event whose place is worded as the gold does: where no venue is asked for, it may be a house."""
    if wanted.annotated("venue") or not wanted.place or not found.venue:
        return found
    wordings = [wording for wording in (found.place, found.venue) if wording]
    wordings.append(" in ".join(reversed(wordings)))
    likest = max(wordings, key=lambda wording: token_f(title_words(wording), title_words(wanted.place or "")))
    return found.model_copy(update={"place": likest})


def _of_edition(which: str, part: str) -> Attribute:
    def read(event: GoldEvent | Event) -> Any:
        edition = getattr(event, which)
        return edition and getattr(edition, part)

    return Attribute(which, read, read, "value" if part == "date" else "name")


def _part(key: str, kind: str) -> Attribute:
    return Attribute(key, lambda event: getattr(event, key), lambda event: getattr(event, key), kind)  # type: ignore[arg-type]


PARTS = {
    "event_hosts": _part("hosts", "name"),
    "event_place": _part("place", "name"),
    "event_venue": _part("venue", "name"),
    "event_start": _part("start", "value"),
    "event_end": _part("end", "value"),
    "event_duration": _part("duration", "value"),
    "event_edition": _part("edition", "value"),
    "event_sessions": _part("sessions", "value"),
    "event_kind": _part("kind", "choice"),
    "event_status": _part("status", "choice"),
    "event_main": _part("main", "choice"),
    "event_previous_host": _of_edition("previous", "host"),
    "event_previous_place": _of_edition("previous", "place"),
    "event_previous_date": _of_edition("previous", "date"),
    "event_next_host": _of_edition("next", "host"),
    "event_next_place": _of_edition("next", "place"),
    "event_next_date": _of_edition("next", "date"),
}
