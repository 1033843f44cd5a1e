"""Signals that wait: the threads of a pool must not be cut off in the middle of a hand-over."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def held_back() -> Iterator[None]:
    """Hold SIGINT and SIGTERM back until the end of the block, then let their handlers have them.

    A handler that raises (Ctrl-C does) between the steps of `queue.Queue.put` or `Condition.notify` leaves a waiting
    thread behind that nobody wakes, and the end of the pool waits for that thread for ever. Only the main thread runs
    handlers; in another thread this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    # None: a handler that was not set from Python; it cannot be put back, so it stays
    earlier = {one: handler for one in _SIGNALS if (handler := signal.getsignal(one)) is not None}
    for one in earlier:
        signal.signal(one, note)
    try:
        yield
    finally:
        for one, handler in earlier.items():
            signal.signal(one, handler)
        for number in came:
            signal.raise_signal(number)
