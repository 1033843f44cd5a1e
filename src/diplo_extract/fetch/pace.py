"""How gently servers are asked: one request at a time for each host, pauses between them, longer ones when it asks.

A pause belongs to the host, not to the address: a server that is busy is left alone as a whole.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from random import Random
from typing import Literal

VisitKind = Literal["seed", "page", "list", "robots"]


@dataclass(frozen=True, slots=True)
class Pace:
    """The manners of a run."""

    delay: float = 1.0
    """Seconds between the end of an answer and the next request to the same host; Crawl-delay may make them more."""
    max_wait: float = 300.0
    """A host that asks for a longer pause is left for a later run."""
    hosts_at_once: int = 8
    tries: int = 5
    """Of one address."""
    host_failures: int = 10
    """In a row; then the host is left for a later run."""
    backoff_base: float = 2.0
    backoff_cap: float = 60.0

    def backoff(self, failures: int, random: Random) -> float:
        """Give a pause after so many failures in a row, anywhere between nothing and a bound that doubles.

        Full jitter: clients that failed together do not come back together.
        """
        return random.uniform(0.0, min(self.backoff_cap, self.backoff_base * 2.0 ** (failures - 1)))


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to be made."""

    address: str
    """What was asked for and is answered for in the end: an address, or an origin for its robots.txt."""
    url: str
    """What is asked now: the address, or where it was redirected to."""
    kind: VisitKind = "page"
    base: str | None = None
    """The list that named the address; None for what the caller named."""
    depth: int = 0
    """How many sitemaps led here."""
    hops: tuple[str, ...] = ()
    """Where redirects led through."""
    tries: int = 0


@dataclass(slots=True)
class Host:
    """A machine by its name: what is to be asked there, and when."""

    name: str
    delay: float
    ready_at: float
    """On the clock's monotonic time."""
    queue: deque[Visit] = field(default_factory=deque)
    busy: bool = False
    blocked: bool = False
    """Its robots.txt is not known yet."""
    failures: int = 0
    """In a row."""
    left: str = ""
    """Why nothing more is asked in this run."""

    def rest(self, now: float, seconds: float = 0.0) -> None:
        """Let it be for its delay, or for longer."""
        self.ready_at = max(self.ready_at, now + max(self.delay, seconds))

    @property
    def idle(self) -> bool:
        """Whether something may be asked, and nothing is under way."""
        return bool(self.queue) and not self.busy and (not self.blocked or self.queue[0].kind == "robots")


def retry_after(value: str, now: float) -> float | None:
    """Give the seconds that a Retry-After header asks for, written as seconds or as a date; None when it says nothing.

    now: seconds since 1970.
    """
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return float(value) if len(value) < 12 else float("inf")
    try:
        date = parsedate_to_datetime(value)
        return max(0.0, (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
