"""CPU time of cleaning, ours beside trafilatura's default on the same pages in one run, and our peak memory on 5 MB.

python tests/benchmarks/cleaning_speed.py PAGES_DIRECTORY --limit 200     (needs the extra "bench")

Every page is cleaned by both in turn, so that what else the machine does burdens both alike; only the ratio travels.
"""

from __future__ import annotations

import argparse
import gzip
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from diplo_extract.cleaning import clean
from diplo_extract.errors import DocumentError

DRAWS = 1_000
MEGABYTES = 5
# pages to make the large one of
ENOUGH = 60
MEMORY = "--memory"


def ours(page: str) -> None:
    """Clean a page, with all metadata; a page without an article is an answer too."""
    try:
        clean(page)
    except DocumentError:
        return


def cpu(work: Callable[[str], object], page: str) -> float:
    """Give the process's CPU seconds for one page."""
    started = time.process_time()
    work(page)
    return time.process_time() - started


def paired(pages: list[str], peer: Callable[[str], object]) -> list[tuple[float, float]]:
    """Give (ours, peer's) seconds of every page, the better of two runs each, after one page that warms both."""
    ours(pages[0])
    peer(pages[0])
    return [(min(cpu(ours, page) for _ in range(2)), min(cpu(peer, page) for _ in range(2))) for page in pages]


def ratio(times: list[tuple[float, float]]) -> float:
    """Give our time as a share of the peer's."""
    return sum(one for one, _ in times) / sum(other for _, other in times)


def interval(times: list[tuple[float, float]], seed: int = 1) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of the ratio, by page."""
    draw = random.Random(seed)
    drawn = sorted(ratio(draw.choices(times, k=len(times))) for _ in range(DRAWS))
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]


def large_page(pages: list[str]) -> str:
    """Give a page of 5 MB: the bodies of real ones in a row."""
    parts: list[str] = []
    size = 0
    for page in pages:
        parts.append(page)
        size += len(page)
        if size > MEGABYTES * 1_000_000:
            break
    return "\n".join(parts)[: MEGABYTES * 1_000_000]


def peak_megabytes(directory: Path) -> tuple[float, float]:
    """Give the memory of a fresh process before and at its most while it cleans 5 MB."""
    done = subprocess.run(
        [sys.executable, __file__, str(directory), MEMORY, "--limit", str(ENOUGH)],
        capture_output=True,
        text=True,
        check=True,
    )
    before, most = done.stdout.split()
    return float(before), float(most)


def _most_megabytes() -> float:
    """Give the most memory that this process had; ru_maxrss would be that of its parent where that had more."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def read(directory: Path, limit: int | None) -> list[str]:
    """Give the pages of a directory, spread over its names."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    step = max(1, len(files) // limit) if limit else 1
    data = [path.read_bytes() for path in files[::step]]
    return [(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8", "replace") for raw in data]


def main() -> None:
    """Print the times, the ratio and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument(MEMORY, action="store_true", help="only clean 5 MB and print this process's memory")
    options = parser.parse_args()
    pages = read(options.pages, options.limit)
    if options.memory:
        ours(pages[0])
        page = large_page(pages)
        before = _most_megabytes()
        ours(page)
        print(before, _most_megabytes())
        return
    import trafilatura

    times = paired(pages, lambda page: trafilatura.bare_extraction(page, with_metadata=True, include_comments=False))
    low, high = interval(times)
    before, most = peak_megabytes(options.pages)
    print(f"pages             {len(times)}")
    print(f"ours              {1000 * sum(one for one, _ in times) / len(times):.1f} ms CPU a page")
    print(f"trafilatura       {1000 * sum(other for _, other in times) / len(times):.1f} ms CPU a page")
    print(f"ratio             {ratio(times):.2f} ({low:.2f}-{high:.2f})")
    print(f"memory on 5 MB    {most:.0f} MB at most, {before:.0f} MB before")


if __name__ == "__main__":
    main()
