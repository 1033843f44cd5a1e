"""Scores of the parts of things that were found: the host of an event, the status of a title."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from diplo_extract.evaluate.align import pair_best
from diplo_extract.evaluate.outcome import Difference, Outcome, Pair
from diplo_extract.evaluate.samples import GoldModel
from diplo_extract.evaluate.words import date_value, fold, title_words, token_f
from diplo_extract.records import Fact

SAME_NAME = 0.6


@dataclass(frozen=True, slots=True)
class Attribute:
    """A part of a fact, how to read it on both sides, and how to compare it."""

    key: str
    """Its key in the gold file; without the key, nobody annotated the part."""
    gold: Callable[[Any], Any]
    found: Callable[[Any], Any]
    kind: Literal["name", "value", "choice"]
    """name: compared by words; value: dates and numbers; choice: one of a closed list, where null is no annotation."""


def compare(pair: Pair, matched: Iterable[tuple[GoldModel, Fact]], attribute: Attribute) -> Outcome:
    """Score one part over pairs of annotated and predicted things.

    Strict: equal. Relaxed: names by token F >= .6 or the same up to the first comma ("Washington, D.C."); a date that
    is the other with less precision.
    """
    outcome = Outcome()
    for gold, fact in matched:
        wanted, found = _values(attribute.gold(gold)), _values(attribute.found(fact))
        if not gold.annotated(attribute.key) or (attribute.kind == "choice" and not wanted):
            continue
        likeness = _likeness_of(found, wanted, attribute)
        alike = pair_best(len(wanted), len(found), likeness, 0.5)
        equal = sum(likeness(i, j) == 1 for i, j in alike.items())
        for count, right in ((outcome.strict, equal), (outcome.relaxed, len(alike))):
            count.right += right
            count.predicted += len(found)
            count.gold += len(wanted)
        missed = [value for j, value in enumerate(wanted) if j not in alike.values()]
        spurious = [value for i, value in enumerate(found) if i not in alike]
        outcome.differences += _differences(pair, gold, fact, missed, spurious)
    return outcome


def _values(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(item) for item in values if item is not None]


def _likeness_of(found: list[str], wanted: list[str], attribute: Attribute) -> Callable[[int, int], float]:
    return lambda i, j: _likeness(found[i], wanted[j], attribute)


def _likeness(found: str, wanted: str, attribute: Attribute) -> float:
    """Give 1 for equal, something over a half for alike."""
    if attribute.kind == "choice":
        return float(fold(found) == fold(wanted))
    if attribute.kind == "value":
        first, second = date_value(found) or "", date_value(wanted) or ""
        if first == second:
            return 1.0
        return 0.9 if first.startswith(second + "-") or second.startswith(first + "-") else 0.0
    if fold(found) == fold(wanted):
        return 1.0
    score = token_f(title_words(found), title_words(wanted))
    alike = score >= SAME_NAME or _before_comma(found) == _before_comma(wanted)
    return 0.5 + 0.4 * score if alike else 0.0


def _before_comma(name: str) -> list[str]:
    return title_words(name.partition(",")[0])


def _differences(pair: Pair, gold: GoldModel, fact: Fact, missed: list[str], spurious: list[str]) -> list[Difference]:
    of = next((value for key in ("name", "title", "text") if (value := getattr(gold, key, None))), "")
    start = fact.evidence[0].start if fact.evidence else None
    if len(missed) == len(spurious) == 1:
        return [pair.wrong(f"{of}: {missed[0]}", f"{of}: {spurious[0]}", None, fact)]
    return [pair.missed(f"{of}: {value}") for value in missed] + [
        pair.spurious(f"{of}: {value}", start, fact) for value in spurious
    ]
