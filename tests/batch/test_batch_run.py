"""A run into a folder: every input one outcome, the same bytes whatever happens to the run."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import diplo_extract as dx
from diplo_extract import batch

PAGE = """<html lang="en"><body><article><h1>Ports of the north meet</h1>
<p>The mayor of Tromso, Kari Solberg, opened meeting number {n} of the northern ports on 4 May 2023.</p>
<p>More than 40 delegates took part in the talks at the old harbour, which ended with a joint statement.</p>
</article></body></html>"""


def archive(path: Path, numbers: range) -> Path:
    lines = (json.dumps({"html": PAGE.format(n=number), "url": f"https://example.org/{number}"}) for number in numbers)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def outputs(out: Path) -> tuple[bytes, bytes]:
    return (out / "records.jsonl").read_bytes(), (out / "errors.jsonl").read_bytes()


def test_a_grown_archive_costs_only_what_is_new_and_gives_what_a_fresh_run_gives(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    archive(folder / "b.jsonl", range(5, 10))
    (folder / "broken.html").write_bytes(b"")
    batch.run([folder], tmp_path / "out")
    archive(folder / "a.jsonl", range(3))
    (folder / "again.html").write_text(PAGE.format(n=5), encoding="utf-8")
    (folder / "zz.html").write_text(PAGE.format(n=1), encoding="utf-8")
    summary = batch.run([folder], tmp_path / "out")
    assert (summary.documents, summary.records, summary.reused) == (11, 10, 5)
    assert summary.errors == {"empty": 1}
    fresh = batch.run([folder], tmp_path / "fresh")
    assert outputs(tmp_path / "out") == outputs(tmp_path / "fresh")
    uncounted = {"reused", "seconds", "pages_per_second", "stage_seconds"}
    assert summary.model_dump(exclude=uncounted) == fresh.model_dump(exclude=uncounted)


def test_another_model_or_setting_is_refused_with_the_difference(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.jsonl", range(2))
    batch.run([source], tmp_path / "out")
    changed = dx.Settings(max_text_characters=99_999)
    with pytest.raises(dx.UsageError, match="settings was"):
        batch.run([source], tmp_path / "out", settings=changed)
    summary = batch.run([source], tmp_path / "out", settings=changed, fresh=True)
    assert (summary.records, summary.reused) == (2, 0)


def test_duplicates_are_set_aside_and_taken_over_again(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("1.html", PAGE.format(n=1))
        packed.writestr("2.html", PAGE.format(n=1))
        packed.writestr("3.html", PAGE.format(n=1).replace("opened", "has opened"))
        packed.writestr("4.html", PAGE.format(n=2))
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("4.html", PAGE.format(n=2))
    out = tmp_path / "out"
    # two sentences have few word runs: one more word changes a tenth of them
    summary = batch.run([tmp_path / "a.zip"], out, dedupe=True, similar=0.7)
    assert (summary.documents, summary.records, summary.left_out) == (5, 2, 2)
    assert (summary.duplicates, summary.near_duplicates, summary.errors) == (2, 1, {"met-again": 1})
    first, _ = map(json.loads, (out / "records.jsonl").read_text("utf-8").splitlines())
    exact, near = map(json.loads, (out / "duplicates.jsonl").read_text("utf-8").splitlines())
    assert exact["duplicate_of"] == near["duplicate_of"] == first["id"]
    assert (exact["duplicate_kind"], near["duplicate_kind"], first["duplicate_kind"]) == ("exact", "near", None)
    assert {"clean", "nlp", "extract", "serialize", "read", "write", "duplicates"} <= set(summary.stage_seconds)

    # a bit of the finished file flips: that record is made again, the others are taken over
    damaged = (out / "records.jsonl").read_bytes().replace(b'"people":[', b'"people":#', 1)
    (out / "records.jsonl").write_bytes(damaged)
    again = batch.run([tmp_path / "a.zip"], out)
    assert (again.records, again.reused, again.left_out, again.near_duplicates) == (4, 3, 0, 0)
    assert not (out / "duplicates.jsonl").exists()
    assert [json.loads(line)["source"]["member"] for line in (out / "records.jsonl").open(encoding="utf-8")] == [
        "1.html", "2.html", "3.html", "4.html",
    ]  # fmt: skip


def test_a_plan_counts_and_writes_nothing(tmp_path: Path) -> None:
    archive(tmp_path / "a.jsonl", range(30))
    with (tmp_path / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    summary = batch.plan([tmp_path / "a.jsonl"])
    assert (summary.documents, summary.records, summary.errors) == (31, 0, {"bad-json": 1})
    assert batch.plan([tmp_path / "a.jsonl"], selection=batch.Selection(limit=4)).documents == 4
    shards = [batch.plan([tmp_path], selection=batch.Selection(shard=(part, 3))).documents for part in (1, 2, 3)]
    assert sum(shards) == 31
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
