"""A clock on which an hour passes at once."""

from __future__ import annotations

import asyncio

START = 1_700_000_000.0


class FakeClock:
    """Time passes only when somebody sleeps."""

    def __init__(self, start: float = START) -> None:
        self.now = start
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)
        await asyncio.sleep(0)
