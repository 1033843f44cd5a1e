"""The clock that the pace is kept by; tests put another in its place."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """What tells the time and lets it pass."""

    def monotonic(self) -> float:
        """Give seconds that never go back."""
        ...

    def time(self) -> float:
        """Give seconds since 1970, to be stored."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        ...


class SystemClock:
    """The clock of the machine."""

    def monotonic(self) -> float:
        """Give seconds that never go back."""
        return time.monotonic()

    def time(self) -> float:
        """Give seconds since 1970."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        await asyncio.sleep(seconds)
