"""The run itself: which host is asked next, what its robots.txt allows, what is tried again and when.

One dispatcher lets time pass; a request under way never sleeps. Each host has one request under way at most.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from diplo_extract.fetch.clock import Clock
from diplo_extract.fetch.door import Door, Exchange
from diplo_extract.fetch.failure import FetchError
from diplo_extract.fetch.ledger import Ledger
from diplo_extract.fetch.pace import Host, Pace, Visit, retry_after
from diplo_extract.fetch.robots import ALLOW_ALL, DOWNLOADED_BYTES, KEPT_SECONDS, Robots, read_robots, unreachable
from diplo_extract.fetch.scope import host_of, origin_of
from diplo_extract.fetch.state import LONGEST_PAUSE

_RULES_AT_HAND = 16
_BUSY = {408, 429, 500, 502, 503, 504}


class Crawl:
    """Asks for everything that waits, and for what that leads to."""

    def __init__(
        self,
        ledger: Ledger,
        door: Door,
        pace: Pace,
        clock: Clock,
        random: Random,
        on_change: Callable[[int], None] | None = None,
    ) -> None:
        self._ledger = ledger
        self._state = ledger.state
        self._summary = ledger.summary
        self._door = door
        self._pace = pace
        self._clock = clock
        self._random = random
        self._on_change = on_change
        self._hosts: dict[str, Host] = {}
        self._refusals: dict[str, Robots] = {}
        self._robots: dict[str, Robots] = {}

    async def run(self) -> None:
        """Ask until nothing waits that can be had in this run."""
        self._enqueue(self._state.waiting())
        under_way: set[asyncio.Task[None]] = set()
        try:
            while True:
                self._start(under_way)
                pause = self._next_pause() if len(under_way) < self._pace.hosts_at_once else None
                if not under_way and pause is None:
                    return
                await self._wait(under_way, pause)
                if self._on_change:
                    self._on_change(sum(len(host.queue) for host in self._hosts.values()))
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    def _start(self, under_way: set[asyncio.Task[None]]) -> None:
        """Begin a request to every host that is ready, longest ready first, as far as there are places."""
        now = self._clock.monotonic()
        ready = [host for host in self._hosts.values() if host.idle and host.ready_at <= now]
        for host in sorted(ready, key=lambda host: host.ready_at):
            if len(under_way) >= self._pace.hosts_at_once:
                return
            visit = self._next_visit(host)
            if visit is not None:
                host.busy = True
                under_way.add(asyncio.create_task(self._visit(host, visit)))

    def _next_pause(self) -> float | None:
        """Give the seconds until a host is ready; None when no host has anything to be asked."""
        times = [host.ready_at for host in self._hosts.values() if host.idle]
        return max(0.0, min(times) - self._clock.monotonic()) if times else None

    async def _wait(self, under_way: set[asyncio.Task[None]], pause: float | None) -> None:
        """Let time pass until a request is done, or a host is ready."""
        sleeper = None if pause is None else asyncio.create_task(self._clock.sleep(pause))
        try:
            await asyncio.wait(under_way | ({sleeper} if sleeper else set()), return_when=asyncio.FIRST_COMPLETED)
        finally:
            if sleeper:
                sleeper.cancel()
        for task in [task for task in under_way if task.done()]:
            under_way.remove(task)
            task.result()

    # what is asked

    def _enqueue(self, visits: Iterable[Visit], *, first: bool = False) -> None:
        for visit in visits:
            host = self._host(host_of(visit.url))
            if host.left:
                self._give_up(visit, FetchError("host-left", host.left))
            elif first:
                host.queue.appendleft(visit)
            else:
                host.queue.append(visit)

    def _host(self, name: str) -> Host:
        if name not in self._hosts:
            now, delay, pause = self._clock.monotonic(), self._pace.delay, 0.0
            if known := self._state.host(name):
                # a run that was killed may have asked just now
                delay = max(delay, known[1])
                pause = max(delay, known[0] - self._clock.time())
                if pause > LONGEST_PAUSE:
                    pause = delay  # the machine's clock was set back
            host = self._hosts[name] = Host(name, delay, now + pause)
            if pause > self._pace.max_wait:
                host.left = f"{name} is let be for another {pause:.0f} s"
        return self._hosts[name]

    def _next_visit(self, host: Host) -> Visit | None:
        """Give what to ask a host now; what its robots.txt forbids is answered without a request."""
        while host.queue:
            visit = host.queue.popleft()
            if visit.kind == "robots":
                return visit
            origin = origin_of(visit.url)
            robots = self._rules(origin)
            if robots is None:
                host.queue.appendleft(visit)
                host.blocked = True
                return Visit(origin, f"{origin}/robots.txt", "robots")
            if robots.refusal:
                self._give_up(visit, robots.refusal)
            elif not robots.allows(visit.url):
                self._give_up(visit, FetchError("robots-disallowed", f"{origin}/robots.txt does not allow it"))
            elif robots.delay > self._pace.max_wait:
                host.queue.appendleft(visit)
                self._leave(host, f"{origin}/robots.txt asks for {robots.delay:g} s between requests")
            else:
                host.delay = max(host.delay, robots.delay)
                return visit
        return None

    def _rules(self, origin: str) -> Robots | None:
        """Give what is known of an origin's robots.txt; parsed rules of the last few origins only are kept at hand."""
        if origin in self._refusals:
            return self._refusals[origin]
        robots = self._robots.pop(origin, None) or self._state.robots(origin, self._clock.time() - KEPT_SECONDS)
        if robots is not None:
            self._robots[origin] = robots
            if len(self._robots) > _RULES_AT_HAND:
                self._robots.pop(next(iter(self._robots)))
        return robots

    async def _visit(self, host: Host, visit: Visit) -> None:
        self._summary.requests += 1
        self._state.save_host(host, host.delay, self._clock.time())
        try:
            is_robots = visit.kind == "robots"
            conditions = {} if is_robots else self._ledger.conditions(visit)
            exchange = await self._door.get(visit.url, conditions, cut_at=DOWNLOADED_BYTES if is_robots else None)
            self._summary.received += len(exchange.body)
            self._answered(host, visit, exchange)
        except FetchError as error:
            self._failed(host, visit, error)
        finally:
            host.busy = False
            host.rest(self._clock.monotonic())
            self._state.save_host(host, host.ready_at - self._clock.monotonic(), self._clock.time())

    # what follows

    def _answered(self, host: Host, visit: Visit, exchange: Exchange) -> None:
        if exchange.status in _BUSY:
            wait = retry_after(exchange.header("Retry-After"), self._clock.time())
            error = FetchError("server-busy", f"the server answered {exchange.status}")
            self._try_again(host, visit, error, wait)
            return
        host.failures = 0
        if visit.kind == "robots" and not 300 <= exchange.status < 400:
            self._ledger.write_robots(exchange)
            self._settle(visit, read_robots(exchange))
        else:
            self._enqueue(self._ledger.take(visit, exchange), first=exchange.status >= 300)

    def _failed(self, host: Host, visit: Visit, error: FetchError) -> None:
        if error.kind.retried:
            self._try_again(host, visit, error, None)
        else:
            self._give_up(visit, error)

    def _try_again(self, host: Host, visit: Visit, error: FetchError, wait: float | None) -> None:
        """Let the host be for a while, and put the visit behind what else waits there."""
        host.failures += 1
        visit = replace(visit, tries=visit.tries + 1)
        pause = self._pace.backoff(host.failures, self._random) if wait is None else wait
        host.rest(self._clock.monotonic(), pause)
        if visit.tries >= self._pace.tries:
            self._give_up(visit, error)
        elif visit.kind == "robots":
            host.queue.appendleft(visit)
        else:
            host.queue.append(visit)
        if pause > self._pace.max_wait:
            self._leave(host, f"{host.name} asks for a pause of {pause:.0f} s")
        elif host.failures >= self._pace.host_failures:
            self._leave(host, f"{host.failures} failures in a row, the last: {error.message}")
        elif visit.tries < self._pace.tries:
            self._summary.retries += 1

    def _give_up(self, visit: Visit, error: FetchError) -> None:
        """Note that a visit gave nothing."""
        if visit.kind != "robots":
            self._ledger.fail(visit, error)
        elif error.reason in ("redirect-loop", "too-many-redirects", "bad-address"):
            # RFC 9309 counts these as a robots.txt that is not there
            self._settle(visit, ALLOW_ALL)
        else:
            self._settle(visit, unreachable(error))

    def _settle(self, visit: Visit, robots: Robots) -> None:
        """Go on with an origin whose robots.txt is known now, one way or the other."""
        origin = visit.address
        if robots.refusal:
            self._refusals[origin] = robots
        else:
            self._state.save_robots(origin, robots, self._clock.time())
        self._host(host_of(origin)).blocked = False

    def _leave(self, host: Host, why: str) -> None:
        """Ask a host nothing more in this run."""
        host.left = why
        while host.queue:
            self._give_up(host.queue.popleft(), FetchError("host-left", why))
