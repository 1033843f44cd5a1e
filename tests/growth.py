"""How time grows with the size of the work: what a test may say of time, since it holds on every machine.

How many seconds something takes is no test's matter; the time limit of pytest ends what hangs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Work = TypeVar("Work")

STEPS = 8
# eight times as much takes linear work 8 times as long and quadratic work 64 times; a busy machine lies between
LINEAR = 40
RUNS = 3
# less is not measured, it is noise
_LEAST_SECONDS = 0.001


def growth(
    prepare: Callable[[int], Work],
    use: Callable[[Work], object],
    size: int,
    clock: Callable[[], float] = time.process_time,
) -> float:
    """Give how many times as long `use` takes on what `prepare` makes for `STEPS` times the size.

    The best of three runs each; the first also compiles what is compiled once. The long one is not run again when it
    was linear.
    """

    def seconds(size: int) -> float:
        work = prepare(size)
        begun = clock()
        use(work)
        return clock() - begun

    short = max(_LEAST_SECONDS, min(seconds(size) for _ in range(RUNS)))
    grown = seconds(STEPS * size) / short
    for _ in range(RUNS - 1):
        if grown >= LINEAR:
            grown = min(grown, seconds(STEPS * size) / short)
    return grown
