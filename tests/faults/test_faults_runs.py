"""Runs that are killed, stopped, starved or disturbed end with the same bytes. The number of a test is its case's."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import fault_tools as tools
import pytest
from filelock import FileLock

import diplo_extract as dx
from diplo_extract import batch
from diplo_extract.batch import flow
from diplo_extract.write.jsonl import JsonLines

DOCUMENTS = 300


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tools.write_archive(tmp_path_factory.mktemp("source") / "a.jsonl", range(DOCUMENTS))


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("whole")
    summary = batch.run([source], out)
    assert summary.records == DOCUMENTS
    return out


FAULTY = """
import ctypes, time

def faulty(doc, context):
    text = context.cleaned.text
    if "meeting number 7 " in text:
        ctypes.string_at(0)
    if "meeting number 40 " in text:
        ctypes.PyDLL(None).sleep(600)  # holds the interpreter's lock: no signal and no thread of Python can end it
    if "meeting number 77 " in text:
        bytearray(1 << 40)
    return []
"""


@pytest.fixture
def faulty_extractor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An extractor of another package, as a user may install it, that crashes, hangs and eats memory."""
    package = tmp_path / "plugin"
    info = package / "faulty-1.0.dist-info"
    info.mkdir(parents=True)
    (package / "faulty.py").write_text(FAULTY)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[diplo_extract.extractors]\ngroups = faulty:faulty\n")
    monkeypatch.syspath_prepend(package)
    monkeypatch.setenv("PYTHONPATH", str(package), prepend=os.pathsep)
    yield


@pytest.mark.usefixtures("faulty_extractor")
def test_17_18_19_a_crash_a_hang_and_hunger_cost_one_document_each(source: Path, tmp_path: Path) -> None:
    summary = batch.run([source], tmp_path / "out", seconds_per_document=12, memory_megabytes=3000, workers=2)
    assert summary.errors == {"worker-crashed": 1, "timeout": 1, "memory": 1}
    assert summary.records == DOCUMENTS - 3
    guilty = {str(error["reason"]): error["source"] for error in tools.lines(tmp_path / "out/errors.jsonl")}
    assert {reason: place["member"] for reason, place in guilty.items()} == {  # type: ignore[index]
        "worker-crashed": "line 8",
        "timeout": "line 41",
        "memory": "line 78",
    }


def test_20_killed_at_random_moments_and_begun_again(source: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for lines in (1, 50):
        process = tools.start(source, out)
        tools.wait_for(lambda: tools.written(out) >= lines or process.poll() is not None)  # noqa: B023
        tools.kill_all(process)
        assert not (out / "records.jsonl").exists()
    with (out / "records.jsonl.part").open("ab") as part:
        part.write(b'{"schema_version":"1.0","id":"torn')
    summary = tools.finish(tools.start(source, out))
    assert summary["reused"] and summary["records"] == DOCUMENTS
    assert tools.digest(out) == tools.digest(whole)
    assert sorted(path.name for path in out.iterdir()) == [".lock", "errors.jsonl", "records.jsonl", "run.json"]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for the workers in /proc")
def test_21_a_killed_worker_costs_no_document(source: Path, whole: Path, tmp_path: Path) -> None:
    process = tools.start(source, tmp_path / "out", "--workers", "2")
    tools.wait_for(lambda: tools.written(tmp_path / "out"))
    os.kill(tools.workers(process.pid)[0], signal.SIGKILL)
    summary = tools.finish(process)
    assert summary["records"] == DOCUMENTS
    assert tools.digest(tmp_path / "out") == tools.digest(whole)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for the workers in /proc")
def test_21_a_worker_killed_while_no_worker_has_anything_to_do_costs_no_document(
    source: Path, whole: Path, tmp_path: Path
) -> None:
    process = tools.start(source, tmp_path / "out", "--workers", "1")
    killed: set[int] = set()
    while len(killed) < 3:
        # at its start: the pool has given it nothing yet
        tools.wait_for(lambda: set(tools.workers(process.pid)) - killed)
        (worker,) = set(tools.workers(process.pid)) - killed
        os.kill(worker, signal.SIGKILL)
        killed.add(worker)
    summary = tools.finish(process)
    assert summary["records"] == DOCUMENTS
    assert tools.digest(tmp_path / "out") == tools.digest(whole)


def test_22_a_signal_ends_a_run_that_can_go_on(source: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for sent, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        process = tools.start(source, out)
        begun_with = tools.written(out)
        tools.wait_for(lambda: tools.written(out) > begun_with or process.poll() is not None)  # noqa: B023
        process.send_signal(sent)
        process.communicate(timeout=30)
        assert process.returncode == code
        assert not (out / "records.jsonl").exists()
    tools.finish(tools.start(source, out))
    assert tools.digest(out) == tools.digest(whole)


def test_23_a_full_disk_leaves_no_file_under_its_name(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    (tmp_path / "a.jsonl.part").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"), JsonLines(tmp_path / "a.jsonl") as file:
        file.write("{}")
    assert not (tmp_path / "a.jsonl").exists()


@pytest.mark.slow
def test_23_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(
    source: Path, whole: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        process = tools.start(source, disk / "out")
        _, said = process.communicate(timeout=300)
        assert process.returncode == 4
        assert b"No space left" in said and b"Traceback" not in said
        assert not (disk / "out/records.jsonl").exists()
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        assert tools.finish(tools.start(source, disk / "out"))["records"] == DOCUMENTS
        assert tools.digest(disk / "out") == tools.digest(whole)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_24_a_second_run_is_refused_at_once_and_a_stale_lock_is_not_in_the_way(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with FileLock(out / ".lock"), pytest.raises(dx.UsageError, match="another run"):
        batch.run([source], out)
    # the file of a lock whose owner was killed lies there still
    assert (out / ".lock").exists()
    assert batch.run([source], out, selection=batch.Selection(limit=0)).documents == 0


CLOCK = """
import os, time
_shift = 366 * 24 * 3600
_time = time.time
time.time = lambda: _time() + _shift
import datetime
class _Moved(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=_shift)
    @classmethod
    def today(cls):
        return super().today() + datetime.timedelta(seconds=_shift)
class _MovedDate(datetime.date):
    @classmethod
    def today(cls):
        return super().today() + datetime.timedelta(seconds=_shift)
datetime.datetime, datetime.date = _Moved, _MovedDate
"""


def test_25_workers_batches_and_the_order_of_files_change_no_byte(
    whole: Path, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "BATCH_ARTICLES", 7)
    monkeypatch.setenv("PYTHONHASHSEED", "9")
    batch.run([source], tmp_path / "out", workers=2)
    assert tools.digest(tmp_path / "out") == tools.digest(whole)


def test_26_time_zone_locale_and_clock_change_no_byte(whole: Path, source: Path, tmp_path: Path) -> None:
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/sitecustomize.py").write_text(CLOCK)
    env = {"TZ": "Asia/Istanbul", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONPATH": str(tmp_path / "clock")}
    tools.finish(tools.start(source, tmp_path / "out", env=env))
    assert tools.digest(tmp_path / "out") == tools.digest(whole)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2, 4])
@pytest.mark.parametrize("size", [1, 32, 256])
def test_25_all_numbers_of_workers_and_sizes_of_batches(
    whole: Path, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int, size: int
) -> None:
    monkeypatch.setattr(flow, "BATCH_ARTICLES", size)
    monkeypatch.setenv("PYTHONHASHSEED", str(workers))
    batch.run([source], tmp_path / "out", workers=workers)
    assert tools.digest(tmp_path / "out") == tools.digest(whole)


def test_28_another_setting_or_selection_is_refused_with_the_difference(whole: Path, source: Path) -> None:
    with pytest.raises(dx.UsageError, match=r"settings was \w+, is \w+.*--fresh"):
        batch.run([source], whole, settings=dx.Settings(max_text_characters=99_999))
    with pytest.raises(dx.UsageError, match="was all, is limit 3"):
        batch.run([source], whole, selection=batch.Selection(limit=3))
    with pytest.raises(dx.UsageError, match="was all, is shard 1/2"):
        batch.run([source], whole, selection=batch.Selection(shard=(1, 2)))
