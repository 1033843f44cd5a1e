"""A run: everything opened, what is to be asked, the crawl, and what is told at the end."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, closing
from importlib.metadata import version
from pathlib import Path
from random import Random

from filelock import FileLock, Timeout

from diplo_extract.errors import UsageError
from diplo_extract.fetch.clock import Clock, SystemClock
from diplo_extract.fetch.crawl import Crawl
from diplo_extract.fetch.door import Door
from diplo_extract.fetch.failure import error_row
from diplo_extract.fetch.ledger import Ledger
from diplo_extract.fetch.pace import Pace, Visit, VisitKind
from diplo_extract.fetch.robots import TOKEN
from diplo_extract.fetch.scope import Scope
from diplo_extract.fetch.state import State
from diplo_extract.fetch.summary import Summary
from diplo_extract.fetch.warc import WarcFile

OnChange = Callable[[Summary], None]


def fetch(
    seeds: Iterable[str],
    out: Path,
    door: Door,
    *,
    scope: Scope | None = None,
    pace: Pace | None = None,
    state: Path | None = None,
    again: bool = False,
    follow_lists: bool = True,
    max_pages: int = 100_000,
    clock: Clock | None = None,
    random: Random | None = None,
    on_change: OnChange | None = None,
) -> Summary:
    """Write every page that `seeds` name, or that sitemaps and feeds among them name, to the archive `out`.

    A later run goes on where an earlier one was stopped, tries again what failed, asks lists anew and takes what is
    new in them. Addresses that gave nothing are in `errors_path(out)`, one error record a line.

    state: the file that remembers; beside the archive by default. One state can serve several archives.
    again: ask also for pages that are there already; what did not change becomes a revisit record.
    follow_lists: whether a sitemap or feed among the seeds is read for its links.
    max_pages: links that may be taken from lists in this run.
    on_change: called after every answer, to show progress.
    Raises UsageError (another run at work, an archive that is not ours) and OSError when the archive cannot be written.
    """
    scope, pace, clock = scope or Scope(), pace or Pace(), clock or SystemClock()
    if not out.name.endswith(".warc.gz"):
        raise UsageError(f"the archive must be named something.warc.gz, not {out.name}")
    out.parent.mkdir(parents=True, exist_ok=True)
    state = state or out.with_name(out.name + ".state")
    summary = Summary()
    started = clock.monotonic()
    with ExitStack() as stack:
        stack.enter_context(_lock(state))
        memory = stack.enter_context(closing(State(state, out)))
        archive = stack.enter_context(WarcFile(out, memory.archive_length()))
        stack.callback(lambda: archive.cut(memory.archive_length() or 0))
        stack.callback(_write_errors, memory, out)
        stack.callback(_count, memory, summary, clock, started)
        if not archive.length:
            # the state claims the file first: a run killed between the two lines can go on
            memory.save_archive_length(0)
            archive.begin(clock.time(), _about(door))
            memory.save_archive_length(archive.length)
        _expect(memory, seeds, scope, again=again, kind="seed" if follow_lists else "page")
        ledger = Ledger(
            memory,
            archive,
            summary,
            scope=scope,
            limits=door.limits,
            max_pages=max_pages,
            started=clock.time(),
        )

        def report(waiting: int) -> None:
            summary.waiting = waiting
            if on_change:
                on_change(summary)

        crawl = Crawl(ledger, door, pace, clock, random or Random(), report)
        asyncio.run(_run(door, crawl))
    return summary


def user_agent(contact: str) -> str:
    """Give the name that servers see, with the way to reach whoever runs it.

    Raises UsageError when `contact` cannot stand in a header.
    """
    contact = contact.strip()
    if not contact.isascii() or not contact.isprintable() or any(mark in contact for mark in "()"):
        raise UsageError(
            "the contact is no plain mail or web address: write you@example.org or https://example.org/about"
        )
    about = f" (+{contact})" if contact else ""
    return f"{TOKEN}/{version('diplo-extract')}{about}"


def errors_path(out: Path) -> Path:
    """Give the file of the error records of an archive; its name is none that `run` would read."""
    return out.with_name(out.name + ".errors")


def _about(door: Door) -> dict[str, str]:
    return {
        "software": f"{TOKEN}/{version('diplo-extract')}",
        "format": "WARC File Format 1.1",
        "robots": "RFC 9309",
        "http-header-user-agent": door.user_agent,
    }


async def _run(door: Door, crawl: Crawl) -> None:
    async with door:
        await crawl.run()


def _lock(state: Path) -> AbstractContextManager[object]:
    try:
        return FileLock(state.with_name(state.name + ".lock"), timeout=0).acquire()
    except Timeout as error:
        raise UsageError(f"another run is at work with {state}; wait for it, or name another --out") from error


def _expect(memory: State, seeds: Iterable[str], scope: Scope, *, again: bool, kind: VisitKind) -> None:
    """Put everything that is to be asked among what waits; a run that was stopped first goes on where it was."""
    with memory.together():
        if memory.changes("scope", repr(scope)):
            memory.forget_lists()
        stopped = memory.count("waiting") > 0
        memory.expect_again(all_of_them=again and not stopped)
        for address in seeds:
            known = memory.find(address)
            if known is None or known.kind == "list":
                memory.expect(Visit(address, address, kind))


def _count(memory: State, summary: Summary, clock: Clock, started: float) -> None:
    summary.archived = memory.count("kept") + memory.count("moved")
    summary.waiting = memory.count("waiting")
    summary.errors.clear()
    summary.errors.update(reason for _, reason, _ in memory.failures())
    summary.seconds = round(clock.monotonic() - started, 3)


def _write_errors(memory: State, out: Path) -> None:
    """Write down every address that gave nothing, in one move."""
    path = errors_path(out)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as file:
        for address, reason, message in memory.failures():
            file.write(error_row(address, reason, message).model_dump_json() + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
