"""Figures over documents, their intervals, bounds, calibration, and two runs compared."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplo_extract.errors import UsageError
from diplo_extract.evaluate.bounds import broken_bounds, parse_bound
from diplo_extract.evaluate.calibration import calibration_of
from diplo_extract.evaluate.compare import compare_evaluations, read_evaluation
from diplo_extract.evaluate.evaluation import DocumentResult, Evaluation, Timing, figures_of, measure
from diplo_extract.evaluate.folder import Sample
from diplo_extract.evaluate.intervals import counts_of, interval, paired_difference
from diplo_extract.evaluate.outcome import Count, Difference, Outcome
from diplo_extract.evaluate.run import evaluate
from diplo_extract.evaluate.samples import Gold
from diplo_extract.evaluate.table import comparison_lines, lines_of
from diplo_extract.records import ErrorRecord, Record, Source

# the machine may be busy, and a failure must come again
calm = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def outcome(right: int, predicted: int, gold: int, *missed: str) -> Outcome:
    count = Count(right=right, predicted=predicted, gold=gold)
    differences = [Difference(fault="missed", gold=name) for name in missed]
    return Outcome(strict=count, relaxed=count, differences=differences)


def evaluation(*documents: tuple[str, Outcome], source: str = "page") -> Evaluation:
    results = [DocumentResult(doc_id=doc_id, fields={"people": scored}) for doc_id, scored in documents]
    timing = Timing(seconds=1, pages_per_second=1, slowest="a", slowest_seconds=1)
    return Evaluation(
        model="m", package="0", input=source, figures=figures_of(results), documents=results, timing=timing
    )


def test_counts_are_added_up_over_documents() -> None:
    people = figures_of(evaluation(("a", outcome(2, 2, 4)), ("b", outcome(1, 2, 2))).documents)["people"].strict
    assert (people.precision, people.recall, people.f) == (3 / 4, 3 / 6, 6 / 10)


def test_nothing_annotated_and_nothing_found_has_no_figure() -> None:
    empty = measure([Count(), Count()])
    assert (empty.precision, empty.recall, empty.f, empty.interval) == (None, None, None, None)


COUNTS = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
    lambda n: Count(right=min(n), predicted=n[1], gold=n[2])
)


@calm
@given(st.lists(COUNTS, min_size=2, max_size=8))
def test_the_interval_is_in_bounds_and_always_the_same(counts: list[Count]) -> None:
    limits = interval(counts_of(counts))
    assert limits == interval(counts_of(counts))
    if limits:
        assert 0 <= limits[0] <= limits[1] <= 1


def test_equal_documents_leave_no_doubt_and_unequal_ones_do() -> None:
    assert interval(counts_of([Count(right=1, predicted=2, gold=2)] * 9)) == (0.5, 0.5)
    low, high = interval(counts_of([Count(right=0, predicted=4, gold=4), Count(right=4, predicted=4, gold=4)] * 4)) or (
        1,
        1,
    )
    assert low < 0.3
    assert high > 0.7
    assert interval(counts_of([Count(right=1, predicted=2, gold=2)])) is None


def test_a_paired_difference_sees_what_two_intervals_hide() -> None:
    easy, hard = Count(right=9, predicted=10, gold=10), Count(right=1, predicted=10, gold=10)
    before = counts_of([easy, hard] * 6)
    after = counts_of([Count(right=10, predicted=10, gold=10), Count(right=2, predicted=10, gold=10)] * 6)
    low, high, p = paired_difference(before, after) or (0, 0, 1)
    assert low == pytest.approx(0.1)
    assert high == pytest.approx(0.1)
    assert p == 0
    assert (paired_difference(before, before) or (1, 1, 0)) == (0, 0, 1)


def test_comparison_names_the_facts_that_changed() -> None:
    before = evaluation(("a", outcome(1, 1, 3, "Ana", "Ben")), ("b", outcome(1, 1, 1)), ("gone", outcome(0, 0, 1, "X")))
    after = evaluation(("a", outcome(2, 2, 3, "Ben")), ("b", outcome(0, 0, 1, "Eva")), ("new", outcome(1, 1, 1)))
    comparison = compare_evaluations(before, after)
    assert comparison.relaxed["people"].documents == 2
    assert comparison.relaxed["people"].before == pytest.approx(4 / 6)
    changed = {
        change.doc_id: ([d.gold for d in change.mended], [d.gold for d in change.broken])
        for change in comparison.changes
    }
    assert changed == {"a": (["Ana"], []), "b": ([], ["Eva"])}
    assert (comparison.only_before, comparison.only_after) == (["gone"], ["new"])
    shown = "\n".join(comparison_lines(comparison))
    assert "1 errors mended, 1 new, in 2 documents" in shown
    assert "mended: a people - Ana" in shown


def test_the_same_error_made_twice_is_two_errors() -> None:
    before = evaluation(("a", outcome(0, 0, 2, "today", "today")), ("b", outcome(1, 1, 1)))
    after = evaluation(("a", outcome(1, 1, 2, "today")), ("b", outcome(1, 1, 1)))
    (change,) = compare_evaluations(before, after).changes
    assert [d.gold for d in change.mended] == ["today"]


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (evaluation(("z", outcome(1, 1, 1))), "no document in common"),
        (evaluation(("a", outcome(1, 1, 1)), source="body"), "evaluate both on the same"),
    ],
)
def test_what_cannot_be_compared_is_refused(other: Evaluation, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        compare_evaluations(evaluation(("a", outcome(1, 1, 1))), other)


@pytest.mark.parametrize("content", ["", "{}", '{"schema_version": "0.1"}', "[1, 2"])
def test_a_file_that_is_no_evaluation_is_refused_with_the_remedy(tmp_path: Path, content: str) -> None:
    file = tmp_path / "old.json"
    file.write_text(content)
    with pytest.raises(UsageError, match=re.escape("`evaluate --json`")):
        read_evaluation(file)


def test_an_evaluation_of_another_schema_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    file.write_text(evaluation(("a", outcome(1, 1, 1))).model_copy(update={"schema_version": "0.9"}).model_dump_json())
    with pytest.raises(UsageError, match=r"schema 0\.9"):
        read_evaluation(file)


def test_bounds() -> None:
    result = evaluation(("a", outcome(1, 1, 2)), ("b", outcome(1, 1, 1)))  # F 80
    bounds = [parse_bound(written) for written in ("people=80", "people.strict=80.5", "people.relaxed=0")]
    assert broken_bounds(result, bounds) == ["people (strict): F 80.0, under 80.5"]


@pytest.mark.parametrize("written", ["people", "people=", "people=many", "people=101", "people.exact=5", "people=nan"])
def test_bounds_that_cannot_be_read(written: str) -> None:
    with pytest.raises(UsageError, match="is no bound"):
        parse_bound(written)


def test_a_bound_on_an_unknown_field_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean people"):
        broken_bounds(evaluation(("a", outcome(1, 1, 2))), [parse_bound("peopel=3")])


def test_calibration_is_the_distance_of_confidence_and_truth() -> None:
    found = calibration_of([[(0.95, True)] * 8 + [(0.95, False)] * 2, [(1.0, True)] * 10 + [(0.05, False)] * 20])
    assert [part.facts for part in found.bins] == [20, 20]
    assert found.error == pytest.approx((20 * 0.05 + 20 * 0.075) / 40)


def test_facts_of_one_document_make_the_calibration_no_surer() -> None:
    right, wrong = [(0.9, True)] * 9, [(0.9, False)]
    even = calibration_of([right + wrong] * 20)
    uneven = calibration_of([right * 2] * 10 + [wrong * 2] * 10 + [right[:8]] * 10 + [right[:10]] * 10)
    assert even.interval == pytest.approx((0, 0), abs=1e-9)
    assert uneven.interval is not None
    low, high = uneven.interval
    assert low < uneven.error < high and high - low > 0.02
    assert calibration_of([right + wrong]).interval is None
    assert calibration_of([right + wrong, [], []]).interval is None


def test_an_error_record_counts_as_nothing_found(gold: Gold, record: Record, replies: Any) -> None:
    failed = ErrorRecord(
        id="1",
        source=Source(uri="x", media_type="text/html"),
        stage="clean",
        reason="no-article",
        error="DocumentError",
        message="there is none",
    )
    other = gold.model_copy(update={"doc_id": "other"})
    samples = [Sample(gold, Path("a"), None), Sample(other, Path("b"), None)]
    result = evaluate(samples, replies([record, failed]), model="m", source="body")
    assert result.figures["people"].strict.recall == 0.5
    assert [document.error for document in result.documents] == [None, "clean, no-article: there is none"]
    assert "no record of other: clean, no-article: there is none" in list(lines_of(result))


def test_the_body_is_read_with_its_publication_date(gold: Gold, record: Record, replies: Any) -> None:
    pipeline = replies([record])
    result = evaluate([Sample(gold, Path("a"), None)], pipeline, model="m")
    (article,) = pipeline.asked
    assert (article.content, article.published, article.media_type) == (gold.body, "2021-03-05", "text/plain")
    assert "title" not in result.figures, "nothing of the page can be asked"


def test_two_runs_differ_in_nothing_but_time(gold: Gold, record: Record, replies: Any) -> None:
    runs = [evaluate([Sample(gold, Path("a"), None)], replies([record]), model="m") for _ in range(2)]
    first, second = (run.model_dump_json(exclude={"timing"}) for run in runs)
    assert first == second
