"""A run into a folder: every input one outcome, the same bytes whatever happens to the run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import diplo_extract as dx
from diplo_extract import batch
from diplo_extract.batch import Summary

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


def command(source: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "diplo_extract", "run", str(source), "--out", str(out), "--json", *more]


def test_the_number_of_workers_does_not_change_a_byte(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.jsonl", range(70))
    for workers in (1, 2):
        batch.run([source], tmp_path / str(workers), workers=workers)
    assert outputs(tmp_path / "1") == outputs(tmp_path / "2")
    assert len(outputs(tmp_path / "1")[0].splitlines()) == 70


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


def test_killed_at_any_moment_the_next_run_ends_with_the_same_bytes(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.jsonl", range(200))
    batch.run([source], tmp_path / "whole")
    out = tmp_path / "killed"
    for lines in (1, 40, 100):
        process = subprocess.Popen(command(source, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        part = out / "records.jsonl.part"
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if part.exists() and part.read_bytes().count(b"\n") >= lines:
                break
            time.sleep(0.02)
        process.kill()
        process.wait()
        assert not (out / "records.jsonl").exists()
    with (out / "records.jsonl.part").open("ab") as part_file:
        part_file.write(b'{"schema_version":"1.0","id":"torn')
    done = subprocess.run(command(source, out), capture_output=True, check=True)
    summary = Summary.model_validate_json(done.stdout)
    assert summary.records == 200 and summary.reused > 0
    assert outputs(out) == outputs(tmp_path / "whole")
    assert sorted(path.name for path in out.iterdir()) == [".lock", "errors.jsonl", "records.jsonl", "run.json"]


def workers(parent: int) -> list[int]:
    """Give the process ids of the workers of a run."""
    children = [
        int(pid) for file in Path(f"/proc/{parent}/task").glob("*/children") for pid in file.read_text().split()
    ]
    return [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for the workers in /proc")
def test_a_killed_worker_costs_no_document(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.jsonl", range(300))
    batch.run([source], tmp_path / "whole", workers=2)
    process = subprocess.Popen(command(source, tmp_path / "out", "--workers", "2"), stdout=subprocess.PIPE)
    part = tmp_path / "out/records.jsonl.part"
    while not (part.exists() and part.stat().st_size):
        time.sleep(0.02)
    worker = workers(process.pid)[0]
    os.kill(worker, signal.SIGKILL)
    summary = Summary.model_validate_json(process.communicate(timeout=120)[0])
    assert summary.records == 300
    assert outputs(tmp_path / "out") == outputs(tmp_path / "whole")


def test_another_model_or_setting_is_refused_with_the_difference(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.jsonl", range(2))
    batch.run([source], tmp_path / "out")
    changed = dx.Settings(max_text_characters=99_999)
    with pytest.raises(dx.UsageError, match="settings was"):
        batch.run([source], tmp_path / "out", settings=changed)
    summary = batch.run([source], tmp_path / "out", settings=changed, fresh=True)
    assert (summary.records, summary.reused) == (2, 0)


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    from filelock import FileLock

    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out/.lock"), pytest.raises(dx.UsageError, match="another run"):
        batch.run([archive(tmp_path / "a.jsonl", range(2))], tmp_path / "out")
