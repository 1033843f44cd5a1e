"""A process that fetches on a clock of its own, kept in a file: it can be killed, and the next one goes on in time.

python paced_child.py CLOCK-FILE OUT SEED...
"""

from __future__ import annotations

import asyncio
import mmap
import struct
import sys
from pathlib import Path
from random import Random

from diplo_extract.fetch.door import Door, Limits
from diplo_extract.fetch.run import fetch


class SharedClock:
    """Seconds since 1970 in eight bytes that other processes read."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._bytes = mmap.mmap(file.fileno(), 8)

    def time(self) -> float:
        return float(struct.unpack("d", self._bytes[:8])[0])

    def monotonic(self) -> float:
        return self.time()

    async def sleep(self, seconds: float) -> None:
        self._bytes[:8] = struct.pack("d", self.time() + seconds)
        await asyncio.sleep(0)


if __name__ == "__main__":
    clock = SharedClock(Path(sys.argv[1]))
    door = Door("diplo-extract/0", Limits(seconds=20), allow_private=True, clock=clock)
    summary = fetch(sys.argv[3:], Path(sys.argv[2]), door, clock=clock, random=Random())
    print(summary.model_dump_json())
