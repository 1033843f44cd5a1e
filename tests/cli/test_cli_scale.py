"""Options of `run` and `export` for large archives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from diplo_extract.cli.export import export
from diplo_extract.cli.run import run
from diplo_extract.errors import UsageError
from diplo_extract.write import FORMATS


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"Text {number}"}) + "\n" for number in range(20)) + "{broken\n")
    return path


def plan(archive: Path, *options: str) -> Result:
    return CliRunner().invoke(run, [str(archive), "--out", str(archive.parent / "out"), "--dry-run", *options])


def test_a_dry_run_counts_and_writes_nothing(archive: Path) -> None:
    done = plan(archive, "--json")
    assert json.loads(done.stdout)["documents"] == 21
    assert json.loads(done.stdout)["errors"] == {"bad-json": 1}
    assert not (archive.parent / "out").exists()
    assert plan(archive, "--strict").exit_code == 1


def test_shards_samples_and_limits_are_options(archive: Path) -> None:
    counts = [json.loads(plan(archive, "--json", "--shard", f"{part}/2").stdout)["documents"] for part in (1, 2)]
    assert sum(counts) == 21 and min(counts) > 3
    assert json.loads(plan(archive, "--json", "--limit", "5").stdout)["documents"] == 5
    assert json.loads(plan(archive, "--json", "--sample", "0.4").stdout)["documents"] < 18


@pytest.mark.parametrize("shard", ["2", "a/b", "1/", "-1/2"])
def test_a_shard_that_is_none_is_told(archive: Path, shard: str) -> None:
    done = plan(archive, "--shard", shard)
    assert done.exit_code == 2 and "I/N" in done.output


def test_a_shard_beyond_the_last_is_told(archive: Path) -> None:
    assert isinstance(plan(archive, "--shard", "3/2").exception, UsageError)


def test_a_bomb_ends_with_exit_code_3(tmp_path: Path) -> None:
    import zstandard

    (tmp_path / "a.jsonl.zst").write_bytes(zstandard.compress(bytes(100_000_000)))
    assert plan(tmp_path / "a.jsonl.zst").exit_code == 3


def test_the_log_is_written(archive: Path) -> None:
    log = archive.parent / "run.log"
    plan(archive, "--log", str(log))
    assert log.exists()


def test_export_names_every_format_and_where_several_folders_go(tmp_path: Path) -> None:
    text = CliRunner().invoke(export, ["--help"]).output
    assert all(f"  {name} " in text for name in FORMATS)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    done = CliRunner().invoke(export, [str(tmp_path / "a"), str(tmp_path / "b"), "--format", "csv"])
    assert isinstance(done.exception, UsageError) and "--to" in str(done.exception)
