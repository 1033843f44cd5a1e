"""Worker processes that survive their documents: a crash, a hang or hunger costs one document, and it is named.

Articles go to a pool in batches. When a batch breaks its worker, or takes too long, its articles are done again one by
one, so that only the guilty one becomes an error record.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from diplo_extract.article import Article
from diplo_extract.batch.outcome import Row, row
from diplo_extract.batch.signals import held_back
from diplo_extract.config import Settings
from diplo_extract.errors import DocumentError, ModelError, UsageError
from diplo_extract.pipeline import Pipeline, error_record, load

LOG = logging.getLogger("diplo_extract")
_MEBIBYTE = 1024 * 1024
# a worker ends itself when a document takes too long; the pool steps in when even that fails
_GRACE_SECONDS = 60.0
# how long a signal is held back at most while a batch is waited for
_LOOK_SECONDS = 0.2
# pools that may break under one batch, and pools in a row that may break before any batch is done
_POOLS_PER_BATCH = 3
_POOLS_IN_VAIN = 12
_FIRST_TEXT = "The mayor of Lima, Ana Silva, met 40 delegates on 3 June 2024."

_pipeline: Pipeline | None = None


class Done(NamedTuple):
    """What a worker gives back for a batch."""

    rows: list[Row]
    seconds: dict[str, float]
    """Time spent by stage."""


class Submitted(NamedTuple):
    """A batch under way, and the pool that has it."""

    future: ProcessFuture[Done]
    pool: ProcessPool


class Workers:
    """A pool of processes, each with the pipeline loaded once."""

    def __init__(
        self,
        model: str | Path,
        settings: Settings,
        *,
        count: int,
        seconds_per_document: float,
        memory_megabytes: int,
        folder: Path,
    ) -> None:
        """folder: a temporary one, where a worker that ran out of time leaves word of it."""
        self._arguments = (str(model), settings)
        self._seconds = seconds_per_document
        self._folder = folder
        self.seconds: dict[str, float] = {}
        """Time that the workers spent, by stage."""
        # the processes share the cores: matrix products that start threads of their own make all of them slower
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._count = count
        self._memory_megabytes = memory_megabytes
        self._in_vain = 0
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._count,
            initializer=_start,
            initargs=(self._memory_megabytes,),
            # a fresh interpreter: a forked one would share locks and threads of the caller
            context=multiprocessing.get_context("spawn"),
        )

    def submit(self, articles: list[Article]) -> Submitted:
        """Begin a batch. It has the time of one document, and as much again for every megabyte in it."""
        size = sum(len(article.content) for article in articles)
        seconds = self._seconds * (1 + (size / 1e6 if len(articles) > 1 else 0))
        arguments = (*self._arguments, articles, seconds, str(self._folder))
        with held_back():
            while True:
                try:
                    future = self._pool.schedule(_extract, args=arguments, timeout=seconds + _GRACE_SECONDS)
                except RuntimeError:  # pebble's word for a pool that is broken
                    self._renew()
                else:
                    return Submitted(future, self._pool)

    def _renew(self) -> None:
        """Begin a new pool in place of a broken one.

        pebble gives up a whole pool when a worker dies at a moment at which no worker has a task: at its start, or
        between two tasks. No document is to blame then.
        """
        self._in_vain += 1
        if self._in_vain > _POOLS_IN_VAIN:
            raise UsageError("the worker processes die before they do anything; raise memory-megabytes and run again")
        LOG.warning("the workers are started again: one died that was doing nothing")
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._pool = self._new_pool()

    def _done(self, articles: list[Article], submitted: Submitted) -> Done:
        """Wait for a batch; give it to a new pool when the one that had it broke."""
        for attempt in range(_POOLS_PER_BATCH):
            if attempt:
                submitted = self.submit(articles)
            with suppress(BrokenProcessPool):
                done = _wait(submitted)
                self._in_vain = 0
                return done
        raise ProcessExpired("died before it began")  # type: ignore[no-untyped-call]

    def collect(self, articles: list[Article], submitted: Submitted) -> Iterator[Row]:
        """Give the rows of a batch in the order of its articles."""
        try:
            done = self._done(articles, submitted)
        except ModelError:
            raise
        except (FutureTimeout, ProcessExpired, MemoryError) as error:
            blame = self._blame(error)
            if len(articles) == 1:
                yield row(error_record(articles[0], "extract", blame))
                return
            LOG.warning("a batch is done again one by one", extra={"reason": blame.reason, "documents": len(articles)})
            for article in articles:
                yield from self.collect([article], self.submit([article]))
        else:
            for stage, spent in done.seconds.items():
                self.seconds[stage] = self.seconds.get(stage, 0.0) + spent
            yield from done.rows

    def _blame(self, error: BaseException) -> DocumentError:
        if isinstance(error, MemoryError):
            return DocumentError("extract", "memory", "took more memory than allowed", "raise memory-megabytes")
        if isinstance(error, FutureTimeout) or self._left_word(error):
            return DocumentError(
                "extract", "timeout", f"took longer than {self._seconds:g} s", "raise seconds-per-document"
            )
        code = error.exitcode if isinstance(error, ProcessExpired) else None
        return DocumentError(
            "extract", "worker-crashed", f"the worker process died (exit code {code})", "report this with the page"
        )

    def _left_word(self, error: BaseException) -> bool:
        """Tell whether the worker ended itself because its time was over; what it was doing goes to the log."""
        word = _word(self._folder, error.pid if isinstance(error, ProcessExpired) and error.pid else 0)
        if not word.exists() or not word.stat().st_size:
            return False
        LOG.warning("a worker ran out of time", extra={"stack": word.read_text(encoding="utf-8", errors="replace")})
        word.unlink()
        return True

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _wait(submitted: Submitted) -> Done:
    future, pool = submitted
    while True:
        with held_back():
            finished = bool(wait([future], timeout=_LOOK_SECONDS).done)
        if finished:
            return future.result()
        # a broken pool leaves what it had not begun without an answer
        if not pool.active:
            raise BrokenProcessPool


def _word(folder: Path, process: int) -> Path:
    return folder / f"out-of-time-{process}"


def _start(memory_megabytes: int) -> None:
    """Prepare a worker: Ctrl-C is the parent's business, and memory has a bound."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # no such limits on Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory_megabytes * _MEBIBYTE, hard))


def _extract(model: str, settings: Settings, articles: list[Article], seconds: float, folder: str) -> Done:
    global _pipeline
    if _pipeline is None:
        _pipeline = load(model, settings=settings)
        # what is read in at a first document must not count against that document
        _pipeline.extract(_FIRST_TEXT)
        # the pipeline lives as long as the process: the collector need not look through it for every document
        gc.freeze()
    before = dict(_pipeline.seconds)
    with _word(Path(folder), os.getpid()).open("w") as word:
        # a thread without the interpreter's lock: it ends the process even when a library hangs in C
        faulthandler.dump_traceback_later(seconds, exit=True, file=word)
        try:
            outcomes = list(_pipeline.stream(articles))
        finally:
            faulthandler.cancel_dump_traceback_later()
    begun = time.perf_counter()
    rows = [row(outcome) for outcome in outcomes]
    spent = {stage: seconds - before[stage] for stage, seconds in _pipeline.seconds.items()}
    return Done(rows, {**spent, "serialize": time.perf_counter() - begun})
