"""Makes the confidence of facts from what was counted: how often facts with the same sign were right.

A rule that was seen seldom is drawn towards the rate of its kind, a step of the tagger's trust towards its rule, as if
each had `PULL` facts more that are right as often as those around them. More trust never gives less confidence.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from diplo_extract.evaluate.calibration import Calibration, calibration_of
from diplo_extract.resolve.confidence import Check, ConfidenceTable, KindRate, RuleRate, TrustRate
from diplo_extract.train.judged import Judged

PULL = 10.0
STEPS = (0.0, 0.5, 0.8, 0.95)
"""Where the steps of the tagger's trust begin."""
FOLDS = 5
ALL = "all kinds"


def fit(judged: Iterable[Judged], documents: Mapping[str, int]) -> ConfidenceTable:
    """Give the table of confidences that the counts of `judged` support."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for fact in judged:
        kinds[fact.sign.kind].append(fact)
    return ConfidenceTable(documents=dict(documents), kinds={kind: _kind(kinds[kind]) for kind in sorted(kinds)})


def held_back(judged: Sequence[Judged]) -> dict[str, Check]:
    """Check each kind on documents that the table was not made from: five folds by document, each in its turn."""
    folds = [[fact for fact in judged if _fold(fact.document) == number] for number in range(FOLDS)]
    scored: list[tuple[Judged, float]] = []
    for number, fold in enumerate(folds):
        rest = [fact for other, facts in enumerate(folds) if other != number for fact in facts]
        scored += _scored(fit(rest, {}), fold)
    return _checks(scored)


def on_others(table: ConfidenceTable, judged: Iterable[Judged]) -> dict[str, Check]:
    """Check each kind on facts of other documents."""
    return _checks(_scored(table, judged))


def _scored(table: ConfidenceTable, judged: Iterable[Judged]) -> list[tuple[Judged, float]]:
    return [(fact, confidence) for fact in judged if (confidence := table.of(fact.sign)) is not None]


def _checks(scored: Iterable[tuple[Judged, float]]) -> dict[str, Check]:
    kinds: dict[str, dict[str, list[tuple[float, bool]]]] = defaultdict(lambda: defaultdict(list))
    for fact, confidence in scored:
        for kind in (fact.sign.kind, ALL):
            kinds[kind][fact.document].append((confidence, fact.right))
    return {kind: _check(calibration_of(list(kinds[kind].values()))) for kind in sorted(kinds)}


def _check(calibration: Calibration) -> Check:
    low_high = calibration.interval
    return Check(
        facts=calibration.facts,
        error=round(calibration.error, 3),
        interval=(round(low_high[0], 3), round(low_high[1], 3)) if low_high else None,
        chance=round(calibration.chance, 3),
    )


def _fold(document: str) -> int:
    return hashlib.sha256(document.encode()).digest()[0] % FOLDS


def _kind(judged: Sequence[Judged]) -> KindRate:
    facts, right = len(judged), sum(fact.right for fact in judged)
    around = (right + 1) / (facts + 2)
    rules: dict[str, list[Judged]] = defaultdict(list)
    for fact in judged:
        rules[fact.sign.rule].append(fact)
    return KindRate(
        facts=facts,
        right=right,
        confidence=_told(around),
        by_rule={rule: _rule(rules[rule], around) for rule in sorted(rules)},
    )


def _rule(judged: Sequence[Judged], around: float) -> RuleRate:
    facts, right = len(judged), sum(fact.right for fact in judged)
    rate = _pulled(right, facts, around)
    return RuleRate(facts=facts, right=right, confidence=_told(rate), by_trust=_by_trust(judged, rate))


def _told(confidence: float) -> float:
    """Give a confidence with three digits; no count of facts makes one certain."""
    return min(round(confidence, 3), 0.999)


def _by_trust(judged: Sequence[Judged], around: float) -> list[TrustRate]:
    named = [fact for fact in judged if fact.sign.trust is not None]
    if not named:
        return []
    facts = Counter(_step(fact) for fact in named)
    right = Counter(_step(fact) for fact in named if fact.right)
    rising = _rising([(_pulled(right[step], facts[step], around), facts[step] + PULL) for step in STEPS])
    return [
        TrustRate(trust=step, facts=facts[step], right=right[step], confidence=_told(confidence))
        for step, confidence in zip(STEPS, rising, strict=True)
    ]


def _step(fact: Judged) -> float:
    return max(step for step in STEPS if step <= (fact.sign.trust or 0.0))


def _pulled(right: int, facts: int, around: float) -> float:
    return (right + PULL * around) / (facts + PULL)


def _rising(rates: Sequence[tuple[float, float]]) -> list[float]:
    """Give rates (with their weights) that never fall: neighbours that do are put together (isotonic regression)."""
    pools: list[tuple[float, float, int]] = []
    for rate, weight in rates:
        size = 1
        while pools and pools[-1][0] >= rate:
            before, heavy, many = pools.pop()
            rate = (before * heavy + rate * weight) / (heavy + weight)
            weight, size = heavy + weight, size + many
        pools.append((rate, weight, size))
    return [rate for rate, _, size in pools for _ in range(size)]
