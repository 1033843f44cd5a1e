"""The table of confidences that counts support."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplo_extract.resolve.signs import Sign
from diplo_extract.train.facts import ALL, STEPS, fit, held_back, on_others
from diplo_extract.train.judged import Judged

# the machine may be busy, and a failure must come again
calm = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def judged(rule: str, right: int, wrong: int, trust: float | None = None, kind: str = "dates") -> list[Judged]:
    verdicts = [True] * right + [False] * wrong
    return [Judged(f"{rule}-{i}", Sign(kind, rule, trust), verdict) for i, verdict in enumerate(verdicts)]


def confidence(facts: Iterable[Judged], rule: str, trust: float | None = None) -> float | None:
    return fit(facts, {}).of(Sign("dates", rule, trust))


def test_many_facts_speak_for_themselves() -> None:
    facts = [*judged("weekday", 950, 50), *judged("year", 100, 900)]
    assert abs((confidence(facts, "weekday") or 0) - 0.95) < 0.01
    assert abs((confidence(facts, "year") or 0) - 0.1) < 0.01


def test_a_rule_that_was_seen_once_is_as_sure_as_its_kind() -> None:
    facts = [*judged("weekday", 80, 20), *judged("year", 0, 1)]
    assert 0.6 < (confidence(facts, "year") or 0) < 0.8


def test_what_nobody_counted_has_no_confidence() -> None:
    table = fit(judged("weekday", 9, 1), {})
    assert table.of(Sign("dates", "season")) is None
    assert table.of(Sign("quotes", "weekday")) is None
    assert table.of(None) is None


FACTS = st.lists(
    st.builds(
        Judged,
        document=st.sampled_from("abcdefgh"),
        sign=st.builds(
            Sign,
            kind=st.sampled_from(["people", "dates"]),
            rule=st.sampled_from(["one", "two"]),
            trust=st.none() | st.floats(0, 1),
        ),
        right=st.booleans(),
    ),
    max_size=60,
)


@calm
@given(FACTS)
def test_more_trust_never_gives_less_confidence(facts: list[Judged]) -> None:
    table = fit(facts, {})
    assert table == fit(list(reversed(facts)), {})
    for kind in table.kinds.values():
        for rule in kind.by_rule.values():
            rising = [step.confidence for step in rule.by_trust]
            assert rising == sorted(rising)
            assert all(0 < each < 1 for each in rising)
            assert [step.trust for step in rule.by_trust] in ([], list(STEPS))
            assert all(0 < rule.of(trust) < 1 for trust in (None, 0.0, 0.79, 1.0))


def test_documents_that_are_like_the_others_show_a_small_error() -> None:
    facts = [*judged("weekday", 900, 100), *judged("year", 500, 500)]
    check = held_back(facts)["dates"]
    assert check.facts == 2000
    assert check.error < 0.05


def test_documents_that_are_unlike_the_others_show_a_large_one() -> None:
    table = fit(judged("weekday", 95, 5), {})
    checks = on_others(table, judged("weekday", 10, 10))
    assert checks["dates"].error > 0.4
    assert checks["dates"].chance < 0.1
    assert checks["dates"].interval is not None
    low, high = checks["dates"].interval
    assert low <= checks["dates"].error <= high
    assert checks[ALL] == checks["dates"]


def test_a_document_is_never_judged_by_itself() -> None:
    alone = [Judged("only", Sign("dates", "weekday"), True)] * 20
    assert held_back(alone) == {}
