"""diplo-extract evaluate and samples, as a user calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from diplo_extract.cli.evaluate import evaluate
from diplo_extract.cli.samples import samples
from diplo_extract.errors import UsageError
from diplo_extract.evaluate.folder import read_samples
from diplo_extract.evaluate.run import evaluate as score
from diplo_extract.pipeline import Pipeline
from diplo_extract.records import Record

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, record: Record, replies: Any) -> Run:
    """Call evaluate with pipelines that give the perfect record, or for "worse" one without people."""
    worse = Record.model_validate(record.model_dump() | {"people": [], "quotes": []})

    def load(name: str) -> Any:
        pipeline = replies([worse if name == "worse" else record])
        pipeline.nlp = SimpleNamespace(meta={"name": name, "version": "1"})
        return pipeline

    monkeypatch.setattr("diplo_extract.pipeline.load", load)
    return lambda *arguments: CliRunner().invoke(evaluate, [str(argument) for argument in arguments])


def test_a_table_of_all_fields(run: Run, samples_folder: Path) -> None:
    result = run(samples_folder)
    assert result.exit_code == 0, result.output
    assert "1 documents read from the page, model accurate 1" in result.output
    people = next(line for line in result.output.split("\n") if line.startswith("people "))
    assert people.split() == ["people", *["100.0"] * 6, "2", "2", "2", "1"]


def test_errors_are_shown_on_demand(run: Run, samples_folder: Path) -> None:
    assert "Tomás Quispe" not in run(samples_folder, "--model", "worse").output
    result = run(samples_folder, "--model", "worse", "--errors", "5")
    assert "people: 2 errors" in result.output
    assert "quito - Tomás Quispe" in result.output


def test_json_can_be_compared_with_later(run: Run, samples_folder: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    first = run(samples_folder, "--json", "--model", "worse")
    earlier.write_text(first.stdout)
    assert json.loads(first.stdout)["figures"]["people"]["strict"]["recall"] == 0
    result = run(samples_folder, "--compare", earlier)
    assert "worse 1 → accurate 1" in result.output
    assert "mended: quito people - Inés Paredes" in result.output


def test_two_models_are_compared_by_name(run: Run, samples_folder: Path) -> None:
    assert "worse 1 → accurate 1" in run(samples_folder, "--compare", "worse").output
    result = run(samples_folder, "--compare", "worse", "--json")
    assert json.loads(result.stdout)["model"] == "accurate 1"
    assert "mended" in result.stderr


def test_a_page_is_written_on_demand(run: Run, samples_folder: Path, tmp_path: Path) -> None:
    page, earlier = tmp_path / "page.html", tmp_path / "earlier.json"
    earlier.write_text(run(samples_folder, "--json", "--model", "worse").stdout)
    result = run(samples_folder, "--compare", earlier, "--history", earlier, "--report", page)
    assert result.exit_code == 0, result.output
    assert '"before":"worse 1"' in page.read_text("utf-8")
    again = run(samples_folder, "--report", page)
    assert isinstance(again.exception, UsageError) and "--force" in str(again.exception)
    assert run(samples_folder, "--report", page, "--force").exit_code == 0
    assert run(samples_folder, "--history", earlier).exit_code == 2


def test_fail_under_tells_by_the_exit_code(run: Run, samples_folder: Path) -> None:
    assert run(samples_folder, "--fail-under", "people=100", "--fail-under", "dates.strict=90").exit_code == 0
    result = run(samples_folder, "--model", "worse", "--fail-under", "people=50")
    assert result.exit_code == 1
    assert "too low: people (relaxed): F 0.0, under 50" in result.stderr


def test_a_bound_that_cannot_be_read_is_told_before_any_work(run: Run, samples_folder: Path) -> None:
    result = run(samples_folder, "--fail-under", "people")
    assert isinstance(result.exception, UsageError)


def test_gold_that_cannot_be_scored_stops_the_evaluation(run: Run, samples_folder: Path) -> None:
    (samples_folder / "gold" / "half.json").write_text('{"doc_id": ')
    result = run(samples_folder)
    assert result.exit_code == 2
    assert "half.json:1" in result.stderr
    assert "finish or mend the file" in result.stderr


def test_every_field_that_is_scored_is_explained(run: Run, samples_folder: Path) -> None:
    scored = set(json.loads(run(samples_folder, "--json").stdout)["figures"])
    told = run("--explain").stdout
    assert scored == {line for line in told.split("\n") if line and not line.startswith(" ")}


def test_the_real_pipeline_gives_the_same_figures_twice(samples: Path, pipeline: Pipeline) -> None:
    ours = read_samples(sorted((samples.parent / "gold").glob("*.json"))[:2]).samples
    first, second = (score(ours, pipeline, model="fast") for _ in range(2))
    assert first.model_dump_json(exclude={"timing"}) == second.model_dump_json(exclude={"timing"})
    assert [document.error for document in first.documents] == [None, None]
    assert (first.figures["body"].strict.f or 0) > 0.8


def test_samples_check_finds_nothing_in_good_samples(samples_folder: Path) -> None:
    result = CliRunner().invoke(samples, ["check", str(samples_folder)])
    assert (result.exit_code, result.stdout) == (0, "")


def test_samples_check_names_every_fault(samples_folder: Path, gold_json: dict[str, Any]) -> None:
    gold_json["dates"][0]["start"] += 1
    gold_json["people"][0]["alias"] = []
    file = samples_folder / "gold" / "quito.json"
    file.write_text(json.dumps(gold_json, indent=1))
    result = CliRunner().invoke(samples, ["check", str(samples_folder)])
    assert result.exit_code == 1
    told = result.stdout.strip().split("\n")
    assert len(told) == 2
    assert all(line.startswith(f"{file}:") for line in told)
    assert "write 'aliases'" in told[0]
    as_json = CliRunner().invoke(samples, ["check", "--json", str(samples_folder)])
    assert [fault["place"] for fault in json.loads(as_json.stdout)] == ["people[0].alias", "dates[0]"]


def test_the_schema_of_gold_files_is_printed() -> None:
    result = CliRunner().invoke(samples, ["schema"])
    assert set(json.loads(result.stdout)["required"]) == {"schema_version", "doc_id"}


def test_the_samples_of_this_project_have_no_fault_that_stops_an_evaluation(samples: Path) -> None:
    assert [str(fault) for fault in read_samples([samples.parent]).refused] == []
