"""The table beside a pipeline, and the records it marks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import diplo_extract as dx
from diplo_extract import records
from diplo_extract.errors import ModelError
from diplo_extract.nlp import model_path
from diplo_extract.pipeline import load
from diplo_extract.resolve.confidence import (
    FILE,
    ConfidenceTable,
    KindRate,
    RuleRate,
    TrustRate,
    read_table,
    write_table,
)
from diplo_extract.resolve.signs import Sign, Signs, Trust

TABLE = ConfidenceTable(
    documents={"samples": 3},
    kinds={
        "people": KindRate(
            facts=9,
            right=7,
            confidence=0.8,
            by_rule={
                "several words": RuleRate(
                    facts=9,
                    right=7,
                    confidence=0.8,
                    by_trust=[
                        TrustRate(trust=0.0, facts=4, right=2, confidence=0.6),
                        TrustRate(trust=0.5, facts=5, right=5, confidence=0.9),
                    ],
                )
            },
        )
    },
)


@pytest.mark.parametrize(("trust", "confidence"), [(None, 0.8), (0.0, 0.6), (0.49, 0.6), (0.5, 0.9), (1.0, 0.9)])
def test_the_step_of_trust_decides(trust: float | None, confidence: float) -> None:
    assert TABLE.of(Sign("people", "several words", trust)) == confidence


def test_written_and_read_again_it_is_the_same(tmp_path: Path) -> None:
    assert read_table(tmp_path) is None
    assert write_table(TABLE, tmp_path) == tmp_path / FILE
    assert read_table(tmp_path) == TABLE
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"kinds": ', "EOF"),
        ('{"documents": {}, "kinds": {"people": 1}}', "kinds.people"),
        ('{"schema_version": "0.5", "documents": {}, "kinds": {}}', "schema 0.5"),
    ],
)
def test_a_damaged_table_is_named_with_the_remedy(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(ModelError, match=message) as caught:
        read_table(tmp_path)
    assert "train calibrate" in str(caught.value)
    assert FILE in str(caught.value)


def test_trust_is_that_of_the_best_mention() -> None:
    trust = Trust([(20, 25, 0.9), (0, 10, 0.4)])
    spans = [records.Span(start=start, end=start + 3, text="abc") for start in (2, 21, 40)]
    assert trust.of(spans[:1]) == 0.4
    assert trust.of(spans) == 0.9
    assert trust.of(spans[2:]) is None


@pytest.fixture(scope="module")
def page(samples: Path) -> bytes:
    return (samples / "izmir-mediterranean-ports.html").read_bytes()


@pytest.fixture(scope="module")
def record(pipeline: dx.Pipeline, page: bytes) -> dx.Record:
    outcome = pipeline.extract(page, uri="izmir.html")
    assert isinstance(outcome, dx.Record)
    return outcome


def test_every_kind_of_fact_of_the_shipped_pipeline_is_measured(record: dx.Record) -> None:
    confidences: dict[str, list[float | None]] = {}
    signs = Signs(record, Trust())
    for fact in signs.facts():
        sign = signs.of(fact)
        if sign:
            confidences.setdefault(sign.kind, []).append(fact.confidence)
    assert set(confidences) >= {"title", "published", "people", "positions", "presence", "places", "dates", "events"}
    for kind, values in confidences.items():
        assert any(value is not None for value in values), kind
        assert all(value is None or 0 < value < 1 for value in values)


def test_frequencies_and_vague_dates_keep_null(pipeline: dx.Pipeline) -> None:
    outcome = pipeline.extract(
        "The mayors of the port cities meet every year. They met recently in Lagos.", uri="a.txt"
    )
    assert isinstance(outcome, dx.Record)
    found = {date.kind: date.confidence for date in outcome.dates}
    assert found.get("set") is None and "set" in found


def test_a_pipeline_without_a_table_leaves_null_but_where_the_page_tells(tmp_path: Path, page: bytes) -> None:
    folder = tmp_path / "bare"
    shutil.copytree(model_path("fast"), folder, ignore=shutil.ignore_patterns(FILE))
    outcome = load(folder).extract(page)
    assert isinstance(outcome, dx.Record)
    told = [fact for fact in (outcome.title, outcome.published) if fact is not None]
    read = [fact.confidence for fact in Signs(outcome, Trust()).facts() if not any(fact is one for one in told)]
    assert len(read) > 5 and set(read) == {None}
    assert len(told) == 2 and all(fact.confidence is not None for fact in told)


def test_the_table_is_part_of_what_made_a_record(tmp_path: Path) -> None:
    from diplo_extract.pipeline import pipeline_info

    folder = tmp_path / "other"
    shutil.copytree(model_path("fast"), folder)
    before = pipeline_info(folder, dx.Settings()).model
    table: dict[str, Any] = json.loads((folder / FILE).read_text())
    table["kinds"]["dates"]["confidence"] = 0.5
    (folder / FILE).write_text(json.dumps(table))
    assert pipeline_info(folder, dx.Settings()).model != before
