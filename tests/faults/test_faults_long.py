"""The long forms of the fault cases: minutes each. `pytest -m slow tests/faults -s` prints what was counted."""

from __future__ import annotations

import gzip
import json
import random
import time
from pathlib import Path

import fault_tools as tools
import pytest
from fault_mutants import outcomes

from diplo_extract import Pipeline

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
def test_27_memory_stays_flat_over_200_000_short_documents(tmp_path: Path) -> None:
    rng = random.Random(1)
    source = tmp_path / "short.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for number in range(200_000):
            # three words that no document before had: harsher than news
            new = " ".join(f"{rng.getrandbits(40):x}" for _ in range(3))
            text = f"Mayor Ana Silva met {rng.randrange(9, 999)} delegates about the {new} port project in Lima."
            file.write(json.dumps({"text": text, "url": f"https://example.org/{number}", "language": "en"}) + "\n")
    process = tools.start(source, tmp_path / "out", "--workers", "1")
    part = tmp_path / "out/records.jsonl.part"
    first: list[float] = []
    last: list[float] = []
    seen = size = said = 0
    while process.poll() is None:
        time.sleep(1)
        if not part.exists():
            continue
        with part.open("rb") as file:
            file.seek(size)
            data = file.read()
        seen, size = seen + data.count(b"\n"), size + len(data)
        if seen >= 10_000:
            last = [tools.resident_megabytes(pid) for pid in (process.pid, *tools.workers(process.pid)) if _lives(pid)]
            first = first or last
        if seen // 20_000 > said:
            said = seen // 20_000
            print(seen, last, flush=True)
    summary = tools.finish(process)
    print(f"\nRSS in MB of the main process and the worker: at 10,000 {first}, last {last}")
    assert summary["documents"] == 200_000
    assert max(b - a for a, b in zip(first, last, strict=True)) <= 64


def _lives(pid: int) -> bool:
    return Path(f"/proc/{pid}/statm").exists()


@pytest.mark.parametrize("seed", range(5))
def test_20_killed_at_50_random_moments(tmp_path: Path, seed: int) -> None:
    source = tools.write_archive(tmp_path / "a.jsonl", range(600))
    begun = time.monotonic()
    tools.finish(tools.start(source, tmp_path / "whole", "--workers", "2"))
    longest = time.monotonic() - begun
    whole = tools.digest(tmp_path / "whole")
    equal = kept = 0
    for number, moment in enumerate(tools.moments(10, seed, longest)):
        out = tmp_path / str(number)
        process = tools.start(source, out, "--workers", "2")
        time.sleep(moment)
        tools.kill_all(process)
        kept += int(tools.finish(tools.start(source, out, "--workers", "2"))["reused"])  # type: ignore[call-overload]
        equal += tools.digest(out) == whole
        print(f"\n{equal} of {number + 1} equal to the unbroken run; {kept} records taken over", flush=True)
    assert equal == 10
    assert kept > 0


def test_21_one_worker_killed_at_20_random_moments(tmp_path: Path) -> None:
    source = tools.write_archive(tmp_path / "a.jsonl", range(400))
    tools.finish(tools.start(source, tmp_path / "whole", "--workers", "2"))
    whole = tools.digest(tmp_path / "whole")
    rng = random.Random(21)
    equal = killed = 0
    for number in range(20):
        out = tmp_path / str(number)
        process = tools.start(source, out, "--workers", "2")
        tools.wait_for(lambda process=process: tools.workers(process.pid) or process.poll() is not None)
        time.sleep(rng.uniform(0, 8))
        for pid in tools.workers(process.pid)[:1] if process.poll() is None else ():
            tools.os.kill(pid, tools.signal.SIGKILL)
            killed += 1
        tools.finish(process)
        equal += tools.digest(out) == whole
    print(f"\n{killed} workers killed; {equal} of 20 runs equal to the unbroken one")
    assert equal == 20
    assert killed >= 10


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[bytes]:
    files = sorted(path for path in (shared / "bench/releases/pool/raw").rglob("*") if path.suffix in (".xml", ".gz"))
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files]


@pytest.mark.parametrize("seed", range(20))
def test_1_2_ten_thousand_mutated_and_random_pages(pipeline: Pipeline, pages: list[bytes], seed: int) -> None:
    slowest, reasons = outcomes(pipeline, pages, mutated=250, random_bytes=250, seed=seed)
    print(f"\n{reasons.total()} outcomes, slowest {slowest:.2f} s of CPU: {dict(reasons)}", flush=True)
    assert reasons.total() == 500
    assert reasons["internal"] == 0
