"""Serial, pool and Spark give the same outcomes for 2,000 documents, 22 of them bad, also when a worker is killed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

pytestmark = pytest.mark.spark

DOCUMENTS, FILES = 2000, 8
PAGE = """<html lang="en"><body><article><h1>Meeting {n} of the northern ports</h1>
<p>The mayor of Tromso, Kari Solberg, opened meeting number {n} of the northern ports on 4 May 2023.</p>
<p>More than {n} delegates took part in the talks at the old harbour, which ended with a joint statement.</p>
</article></body></html>"""
FAULTY = """
import ctypes

def faulty(doc, context):
    text = context.cleaned.text
    if "meeting number 700 " in text:
        ctypes.string_at(0)
    if "meeting number 1400 " in text:
        ctypes.PyDLL(None).sleep(600)
    return []
"""
SECONDS = 15


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An extractor of another package that crashes on one document and hangs on another."""
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("needs Java")
    package = tmp_path_factory.mktemp("plugin")
    info = package / "faulty-1.0.dist-info"
    info.mkdir()
    (package / "faulty.py").write_text(FAULTY)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[diplo_extract.extractors]\ngroups = faulty:faulty\n")
    path = os.pathsep.join(filter(None, (str(package), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    each = DOCUMENTS // FILES
    for file in range(FILES):
        lines = [line_of(number) for number in range(file * each, (file + 1) * each)]
        (folder / f"{file}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def line_of(number: int) -> str:
    if number % 100 == 50:  # twenty bad ones; a crash and a hang make it twenty-two
        return ("{ no json", '{"url": "https://example.org"}', '{"html": ""}', '{"html": "<p></p>"}')[number // 100 % 4]
    return json.dumps({"html": PAGE.format(n=number), "url": f"https://example.org/{number}"})


def canonical(lines: Iterable[str]) -> tuple[str, int, int]:
    """Give the hash of all outcomes by id, what they repeat left out; how many there are, how many are errors."""
    rows = sorted((json.loads(line) for line in lines), key=lambda row: row["id"])
    for row in rows:
        row.pop("duplicate_of", None), row.pop("duplicate_kind", None)
    digest = hashlib.sha256("\n".join(json.dumps(row, sort_keys=True) for row in rows).encode()).hexdigest()
    return digest, len({row["id"] for row in rows}), sum("reason" in row for row in rows)


def pool(source: Path, out: Path, workers: int, environment: dict[str, str]) -> tuple[str, int, int]:
    limits = ("--workers", str(workers), "--seconds-per-document", str(SECONDS))
    command = [sys.executable, "-m", "diplo_extract", "run", str(source), "--out", str(out), *limits]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    names = ("records.jsonl", "errors.jsonl")
    return canonical(line for name in names for line in (out / name).read_text(encoding="utf-8").splitlines())


def spark(source: Path, out: Path, environment: dict[str, str], *, kill: bool) -> tuple[tuple[str, int, int], int]:
    """Give what Spark makes of it, and how many of its workers were killed."""
    from pyarrow import parquet

    limits = ("--seconds-per-document", str(SECONDS), "--master", "local[2,4]", "--partitions", str(FILES), "--json")
    command = [sys.executable, "-m", "diplo_extract", "spark", str(source), "--out", str(out), *limits]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    killed: list[int] = []
    if kill:
        killer = threading.Thread(target=kill_a_worker, args=(process, killed), daemon=True)
        killer.start()
    printed, said = process.communicate(timeout=1500)
    assert process.returncode == 0, said.decode()[-3000:]
    rows = parquet.read_table(out).column("line").to_pylist()
    summary = json.loads(printed)
    assert summary["documents"] == len(rows)
    return canonical(rows), len(killed)


def kill_a_worker(process: subprocess.Popen[bytes], killed: list[int]) -> None:
    """Kill a Python worker of Spark while the pool inside it is at work."""
    while process.poll() is None and not killed:
        time.sleep(0.5)
        for pid in python_workers():
            if any(b"spawn_main" in command_of(child) for child in children(pid)):
                time.sleep(4)
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
                return


def python_workers() -> list[int]:
    """Give the processes that Spark's Python daemon forked."""
    daemons = [int(path.name) for path in Path("/proc").glob("[0-9]*") if b"pyspark.daemon" in command_of(path.name)]
    return [child for daemon in daemons for child in children(daemon) if child in daemons]


def command_of(pid: int | str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def children(pid: int) -> list[int]:
    try:
        return [int(c) for file in Path(f"/proc/{pid}/task").glob("*/children") for c in file.read_text().split()]
    except OSError:
        return []


def test_36_serial_pool_and_spark_agree(source: Path, environment: dict[str, str], tmp_path: Path) -> None:
    serial = pool(source, tmp_path / "serial", 1, environment)
    assert serial[1:] == (DOCUMENTS, 22)
    assert pool(source, tmp_path / "pool", 2, environment) == serial
    undisturbed, _ = spark(source, tmp_path / "spark", environment, kill=False)
    assert undisturbed == serial
    disturbed, killed = spark(source, tmp_path / "killed", environment, kill=True)
    assert killed == 1
    assert disturbed == serial
