"""One run: from the paths to the files in the folder, and the counts."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from diplo_extract.archive import Archive, Limits
from diplo_extract.batch import manifest
from diplo_extract.batch.duplicates import SIMILAR, Duplicates
from diplo_extract.batch.earlier import LEFT_OUT, Earlier
from diplo_extract.batch.flow import Flow
from diplo_extract.batch.outcome import Row, row
from diplo_extract.batch.selection import Selection
from diplo_extract.batch.summary import Summary
from diplo_extract.batch.workers import Workers
from diplo_extract.config import DEFAULT_MODEL, Settings
from diplo_extract.errors import UsageError
from diplo_extract.pipeline import pipeline_info
from diplo_extract.records import ErrorRecord
from diplo_extract.write.jsonl import JsonLines

LOG = logging.getLogger("diplo_extract")
_ALL = Selection()
_WORKPLACE = ".work-"
_PROGRESS_DOCUMENTS = 1000


def run(
    paths: Iterable[str | Path],
    out: Path,
    *,
    model: str | Path = DEFAULT_MODEL,
    settings: Settings | None = None,
    selection: Selection = _ALL,
    workers: int = 1,
    seconds_per_document: float = 120.0,
    memory_megabytes: int = 4096,
    similar: float = SIMILAR,
    dedupe: bool = False,
    fresh: bool = False,
    on_row: Callable[[Summary], None] | None = None,
) -> Summary:
    """Write records.jsonl and errors.jsonl of everything under `paths` to the folder `out`.

    Records of earlier runs into `out` are taken over for inputs that did not change; errors are tried again.
    similar: share of word runs in common that marks a record as a near duplicate.
    dedupe: records that repeat another go to duplicates.jsonl instead.
    fresh: forget earlier runs; needed when the pipeline or its settings changed, which is refused otherwise.
    on_row: called after every document, to show progress.
    Raises UsageError (a path that does not exist, another run at work in `out`, a changed pipeline), ModelError, and
    OSError when `out` cannot be written.
    """
    settings = settings or Settings()
    archive = Archive(paths, Limits.of(settings))
    out.mkdir(parents=True, exist_ok=True)
    summary = Summary()
    started = time.perf_counter()
    with ExitStack() as stack:
        stack.enter_context(_lock(out))
        manifest.check(out, pipeline_info(model, settings), selection, fresh=fresh)
        LOG.info("run begins", extra={"out": str(out), "model": str(model), "settings": settings.model_dump()})
        folder = stack.enter_context(_workplace(out))
        index = stack.enter_context(scratch(folder))
        earlier = Earlier(out, index)
        stack.push(lambda kind, _error, _trace: earlier.close(finished=kind is None, dedupe=dedupe))
        pool = stack.enter_context(
            Workers(
                model,
                settings,
                count=workers,
                seconds_per_document=seconds_per_document,
                memory_megabytes=memory_megabytes,
                folder=folder,
            )
        )
        flow = Flow(earlier, pool, index, ahead=2 * workers)
        files = stack.enter_context(_Files(out, Duplicates(index, similar), summary, dedupe=dedupe))
        for found, reused in flow.rows(selection.of(archive)):
            files.write(found, reused=reused)
            if summary.documents % _PROGRESS_DOCUMENTS == 0:
                LOG.info("progress", extra={"documents": summary.documents, "errors": sum(summary.errors.values())})
            if on_row:
                on_row(summary)
    summary.skipped = archive.skipped
    summary.finish(time.perf_counter() - started, {"read": flow.read_seconds}, pool.seconds)
    LOG.info("run ends", extra={"summary": summary.model_dump()})
    return summary


def plan(paths: Iterable[str | Path], *, settings: Settings | None = None, selection: Selection = _ALL) -> Summary:
    """Read the archive through as a run would, and count; no text is looked at and nothing is written."""
    archive = Archive(paths, Limits.of(settings or Settings()))
    summary = Summary()
    started = time.perf_counter()
    for item in selection.of(archive):
        if isinstance(item, ErrorRecord):
            summary.add(row(item), reused=False)
        else:
            summary.documents += 1
    summary.skipped = archive.skipped
    summary.finish(time.perf_counter() - started)
    return summary


class _Files(ExitStack):
    """The files of a run; each appears under its name when the run ended well."""

    def __init__(self, out: Path, duplicates: Duplicates, summary: Summary, *, dedupe: bool) -> None:
        super().__init__()
        self._duplicates = duplicates
        self._summary = summary
        self._records = self.enter_context(JsonLines(out / "records.jsonl"))
        self._left_out = self.enter_context(JsonLines(out / LEFT_OUT)) if dedupe else None
        self._errors = self.enter_context(JsonLines(out / "errors.jsonl"))

    def write(self, found: Row, *, reused: bool) -> None:
        """Write one outcome to its file, and count it."""
        begun = time.perf_counter()
        repeats = None
        if found.content_id is None or found.likeness is None:
            LOG.info("no record", extra={"id": found.id, "reason": found.reason})
            self._errors.write(found.line)
        else:
            repeats = self._duplicates.find(found.id, found.content_id, found.likeness)
            begun = self._summary.spent("duplicates", begun)
            if repeats is None:
                self._records.write(found.line)
            else:
                (self._left_out or self._records).write(found.marked(*repeats))
        self._summary.spent("write", begun)
        left_out = repeats is not None and self._left_out is not None
        self._summary.add(found, reused=reused, repeats=repeats.kind if repeats else None, left_out=left_out)


@contextmanager
def _workplace(out: Path) -> Iterator[Path]:
    """Give a folder for the time of the run: in `out`, for other disks may be small, and a killed run's is found."""
    for left in out.glob(f"{_WORKPLACE}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_WORKPLACE, dir=out) as folder:
        yield Path(folder)


@contextmanager
def scratch(folder: Path) -> Iterator[sqlite3.Connection]:
    """Give a database that lies on disk beyond 16 MB, and is gone after the run."""
    with closing(sqlite3.connect(folder / "index.sqlite", isolation_level=None)) as index:
        for pragma in ("synchronous = OFF", "journal_mode = OFF", "locking_mode = EXCLUSIVE", "cache_size = -16384"):
            index.execute(f"PRAGMA {pragma}")
        # never committed: nobody reads it after a kill
        index.execute("BEGIN")
        yield index


def _lock(out: Path) -> AbstractContextManager[object]:
    try:
        return FileLock(out / ".lock", timeout=0).acquire()
    except Timeout as error:
        raise UsageError(f"another run is at work in {out}; wait for it, or choose another --out") from error
