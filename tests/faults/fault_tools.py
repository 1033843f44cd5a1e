"""What the fault tests share: archives, runs in processes of their own, hashes of what came out."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PAGE = """<html lang="en"><body><article><h1>Ports of the {place} meet</h1>
<p>The mayor of {place}, Kari Solberg, opened meeting number {n} of the northern ports on 4 May 2023.</p>
<p>More than {n} delegates took part in the talks at the old harbour, which ended with a joint statement.</p>
</article></body></html>"""
PLACES = ("Tromso", "Oulu", "Aarhus", "Gdansk", "Izmir", "Cebu", "Accra", "Lima")


def page(number: int) -> str:
    return PAGE.format(n=number, place=PLACES[number % len(PLACES)])


def write_archive(path: Path, numbers: Iterable[int]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in numbers:
            file.write(json.dumps({"html": page(number), "url": f"https://example.org/{number}"}) + "\n")
    return path


def command(source: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "diplo_extract", "run", str(source), "--out", str(out), "--json", *more]


def start(source: Path, out: Path, *more: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Begin a run in a process group of its own, so that all of it can be killed."""
    return subprocess.Popen(
        command(source, out, *more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, **(env or {})},
    )


def finish(process: subprocess.Popen[bytes], seconds: float = 300) -> dict[str, object]:
    """Wait for a run and give its summary."""
    printed, said = process.communicate(timeout=seconds)
    assert process.returncode == 0, said.decode()[-2000:]
    summary: dict[str, object] = json.loads(printed)
    return summary


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """Kill a run and its workers, as a power cut does."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def workers(parent: int) -> list[int]:
    """Give the process ids of the workers of a run."""
    children = [
        int(pid) for file in Path(f"/proc/{parent}/task").glob("*/children") for pid in file.read_text().split()
    ]
    return [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def resident_megabytes(pid: int) -> float:
    """Give the memory of a process that lies in RAM."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def digest(out: Path) -> str:
    """Give one hash of the records and errors of a run."""
    return hashlib.sha256((out / "records.jsonl").read_bytes() + (out / "errors.jsonl").read_bytes()).hexdigest()


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def written(out: Path) -> int:
    """Give the number of outcomes that a run at work has written."""
    parts = (out / "records.jsonl.part", out / "errors.jsonl.part")
    return sum(part.read_bytes().count(b"\n") for part in parts if part.exists())


def wait_for(condition: object, seconds: float = 60, pause: float = 0.02) -> None:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(pause)


def moments(count: int, seed: int, longest: float) -> Iterator[float]:
    """Give random seconds, to be killed at."""
    rng = random.Random(seed)
    for _ in range(count):
        yield rng.uniform(0, longest)
