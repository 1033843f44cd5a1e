"""Worker processes that survive their documents: a crash, a hang or hunger costs one document, and it is named.

Articles go to a pool in batches. When a batch breaks its worker, its articles are done again one by one, each in a
worker of its own, so that only the guilty one becomes an error record.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path
from types import TracebackType

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from diplo_extract.article import Article
from diplo_extract.batch.outcome import Row, row
from diplo_extract.config import Settings
from diplo_extract.errors import DocumentError, ModelError
from diplo_extract.pipeline import Pipeline, error_record, load

_MEBIBYTE = 1024 * 1024
# loading the pipeline is part of a worker's first batch
_START_SECONDS = 60.0

_pipeline: Pipeline | None = None


class Workers:
    """A pool of processes, each with the pipeline loaded once."""

    def __init__(
        self, model: str | Path, settings: Settings, *, count: int, seconds_per_document: float, memory_megabytes: int
    ) -> None:
        self._arguments = (str(model), settings)
        self._seconds = seconds_per_document
        # the processes share the cores: matrix products that start threads of their own make all of them slower
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._pool = ProcessPool(
            max_workers=count,
            initializer=_start,
            initargs=(memory_megabytes,),
            # a fresh interpreter: a forked one would share locks and threads of the caller
            context=multiprocessing.get_context("spawn"),
        )

    def submit(self, articles: list[Article]) -> ProcessFuture[list[Row]]:
        """Begin a batch."""
        limit = _START_SECONDS + self._seconds * len(articles)
        return self._pool.schedule(_extract, args=(*self._arguments, articles), timeout=limit)

    def collect(self, articles: list[Article], future: ProcessFuture[list[Row]]) -> Iterator[Row]:
        """Give the rows of a batch in the order of its articles."""
        try:
            yield from future.result()
        except ModelError:
            raise
        except (FutureTimeout, ProcessExpired, MemoryError) as error:
            if len(articles) == 1:
                yield row(error_record(articles[0], "extract", self._blame(error)))
            else:
                for article in articles:
                    yield from self.collect([article], self._alone(article))

    def _alone(self, article: Article) -> ProcessFuture[list[Row]]:
        return self._pool.schedule(
            _extract, args=(*self._arguments, [article]), timeout=self._seconds + _START_SECONDS / 10
        )

    def _blame(self, error: BaseException) -> DocumentError:
        if isinstance(error, FutureTimeout):
            return DocumentError(
                "extract", "timeout", f"took longer than {self._seconds:g} s", "raise seconds-per-document"
            )
        if isinstance(error, MemoryError):
            return DocumentError("extract", "memory", "took more memory than allowed", "raise memory-megabytes")
        code = error.exitcode if isinstance(error, ProcessExpired) else None
        return DocumentError(
            "extract", "worker-crashed", f"the worker process died (exit code {code})", "report this with the page"
        )

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


def _start(memory_megabytes: int) -> None:
    """Prepare a worker: Ctrl-C is the parent's business, and memory has a bound."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # no such limits on Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory_megabytes * _MEBIBYTE, hard))


def _extract(model: str, settings: Settings, articles: Iterable[Article]) -> list[Row]:
    global _pipeline
    if _pipeline is None:
        _pipeline = load(model, settings=settings)
        # the pipeline lives as long as the process: the collector need not look through it for every document
        gc.freeze()
    return [row(outcome) for outcome in _pipeline.stream(articles)]
