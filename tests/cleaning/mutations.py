"""Break pages in seeded ways and clean them: every outcome is a Cleaned or a DocumentError; the slowest page is told.

python tests/cleaning/mutations.py PAGES_DIRECTORY --count 2000 --seed 7
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

from diplo_extract.cleaning import clean
from diplo_extract.errors import DocumentError

_TAG = re.compile(rb"<[^<>]{1,500}>")


def cut(page: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(page))
    return page[:start] + page[start + rng.randrange(1, 2_000) :]


def truncated(page: bytes, rng: random.Random) -> bytes:
    return page[: rng.randrange(1, len(page))]


def doubled(page: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(page))
    piece = page[start : start + rng.randrange(1, 5_000)]
    return page[:start] + piece * rng.randrange(2, 5) + page[start:]


def shuffled_tags(page: bytes, rng: random.Random) -> bytes:
    tags = list(_TAG.finditer(page))
    if len(tags) < 4:
        return page
    first, second = sorted(rng.sample(range(len(tags)), 2))
    one, other = tags[first], tags[second]
    return page[: one.start()] + other.group() + page[one.end() : other.start()] + one.group() + page[other.end() :]


def flipped(page: bytes, rng: random.Random) -> bytes:
    broken = bytearray(page)
    for _ in range(rng.randrange(1, 50)):
        broken[rng.randrange(len(broken))] = rng.randrange(256)
    return bytes(broken)


def unclosed(page: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(page))
    return (
        page[:start]
        + rng.choice((b"<!--", b"<![CDATA[", b"<script>", b"<table><tr>", b"<p class='", b"<div" * 50))
        + page[start:]
    )


MUTATIONS = (cut, truncated, doubled, shuffled_tags, flipped, unclosed)


def mutate(page: bytes, rng: random.Random) -> bytes:
    """Give the page with one to three faults."""
    for _ in range(rng.randrange(1, 4)):
        page = rng.choice(MUTATIONS)(page, rng) or page
    return page


def outcome(page: bytes) -> str:
    """Give "text" or the reason of the DocumentError; any other exception passes through."""
    try:
        return "text" if clean(page).text else "empty text"
    except DocumentError as error:
        return error.reason


def run(pages: list[bytes], count: int, seed: int) -> tuple[float, Counter[str]]:
    """Give (CPU seconds of the slowest of `count` broken pages, outcomes); raises for a crash or an empty text."""
    rng = random.Random(seed)
    slowest, outcomes = 0.0, Counter[str]()
    for number in range(count):
        page = mutate(rng.choice(pages), rng)
        started = time.process_time()
        result = outcome(page)
        slowest = max(slowest, time.process_time() - started)
        assert result != "empty text", f"mutation {number} of seed {seed} gave an empty text"
        outcomes[result] += 1
    return slowest, outcomes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    files = sorted(path for path in options.pages.rglob("*") if path.is_file())
    pages = [
        gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in (path.read_bytes() for path in files)
    ]
    slowest, outcomes = run([page for page in pages if page], options.count, options.seed)
    sys.stdout.write(f"{dict(outcomes)}, slowest {slowest:.2f} s of CPU\n")


if __name__ == "__main__":
    main()
