"""Pages broken at random, and what the whole pipeline makes of them."""

from __future__ import annotations

import random
import time
from collections import Counter

from diplo_extract import ErrorRecord, Pipeline, Record

_TAGS = (b"<div>", b"</div>", b"<table><tr><td>", b"<!--", b"<script>", b"<p class='", b"]]>", b"<br>", b"<svg>")


def broken(page: bytes, rng: random.Random) -> bytes:
    """Give the page with one to four faults: flipped bytes, cuts, pieces of itself, tags again and again."""
    for _ in range(rng.randrange(1, 5)):
        at = rng.randrange(len(page) + 1)
        fault = rng.randrange(5)
        if fault == 0:
            page = page[:at] + bytes(rng.randrange(256) for _ in range(rng.randrange(1, 9))) + page[at + 8 :]
        elif fault == 1:
            page = page[:at] + page[at + rng.randrange(1, 3_000) :]
        elif fault == 2:
            start = rng.randrange(len(page) + 1)
            page = page[:at] + page[start : start + rng.randrange(1, 4_000)] + page[at:]
        elif fault == 3:
            page = page[:at] + rng.choice(_TAGS) * rng.choice((1, 3, 400)) + page[at:]
        else:
            page = page[:at]
    return page


def outcomes(
    pipeline: Pipeline, pages: list[bytes], *, mutated: int, random_bytes: int, seed: int
) -> tuple[float, Counter[str]]:
    """Give (CPU seconds of the slowest page, outcomes by reason); raises for a page without one valid outcome."""
    rng = random.Random(seed)
    slowest, reasons = 0.0, Counter[str]()
    for number in range(mutated + random_bytes):
        page = broken(rng.choice(pages), rng) if number < mutated else rng.randbytes(rng.choice((0, 3, 90, 4_000)))
        begun = time.process_time()
        outcome = pipeline.extract(page, uri=f"page {number} of seed {seed}")
        slowest = max(slowest, time.process_time() - begun)
        # read back: every span is checked against the text
        again = type(outcome).model_validate_json(outcome.model_dump_json())
        assert isinstance(again, Record | ErrorRecord)
        reasons["record" if isinstance(again, Record) else again.reason] += 1
    return slowest, reasons
