"""Many articles: an archive in, records.jsonl and errors.jsonl out, every input exactly one outcome.

    archive -> what earlier runs did (taken over) -> workers (the rest, in batches) -> lines in input order

Killed at any moment, the next run into the same folder goes on and ends with the same bytes; so does a run with
another number of workers.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout
from pebble import ProcessFuture

from diplo_extract.archive import Archive, Limits
from diplo_extract.article import Article
from diplo_extract.batch.earlier import Earlier
from diplo_extract.batch.outcome import Row, row
from diplo_extract.batch.summary import Summary
from diplo_extract.batch.workers import Workers
from diplo_extract.config import Settings
from diplo_extract.errors import UsageError
from diplo_extract.pipeline import article_id, pipeline_info
from diplo_extract.records import ErrorRecord
from diplo_extract.write.jsonl import JsonLines

__all__ = ["Summary", "run"]

BATCH_ARTICLES = 32
BATCH_BYTES = 4_000_000


def run(
    paths: Iterable[str | Path],
    out: Path,
    *,
    model: str | Path = "fast",
    settings: Settings | None = None,
    workers: int = 1,
    seconds_per_document: float = 30.0,
    memory_megabytes: int = 4096,
    fresh: bool = False,
    on_row: Callable[[Summary], None] | None = None,
) -> Summary:
    """Write records.jsonl and errors.jsonl of everything under `paths` to the folder `out`.

    Records of earlier runs into `out` are taken over for inputs that did not change; errors are tried again.
    fresh: forget earlier runs; needed when the pipeline or its settings changed, which is refused otherwise.
    on_row: called after every document, to show progress.
    Raises UsageError (a path that does not exist, another run at work in `out`, a changed pipeline), ModelError, and
    OSError when `out` cannot be written.
    """
    settings = settings or Settings()
    archive = Archive(paths, Limits(max_page_bytes=settings.max_page_bytes))
    out.mkdir(parents=True, exist_ok=True)
    summary = Summary()
    started = time.perf_counter()
    with ExitStack() as stack:
        stack.enter_context(_lock(out))
        _check_same_pipeline(out, model, settings, fresh=fresh)
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="diplo-extract-"))
        index = stack.enter_context(closing(sqlite3.connect(Path(folder) / "index.sqlite", isolation_level=None)))
        index.execute("PRAGMA synchronous = OFF")
        earlier = Earlier(out, index)
        stack.push(lambda kind, _error, _trace: earlier.close(finished=kind is None))
        pool = stack.enter_context(
            Workers(
                model,
                settings,
                count=workers,
                seconds_per_document=seconds_per_document,
                memory_megabytes=memory_megabytes,
            )
        )
        first_of = _first_of_content(index)
        with JsonLines(out / "records.jsonl") as records, JsonLines(out / "errors.jsonl") as errors:
            for found, reused in _rows(archive, earlier, pool, ahead=2 * workers):
                first = first_of(found)
                (records if found.reason is None else errors).write(found.marked(first))
                summary.add(found, duplicate=first is not None, reused=reused)
                if on_row:
                    on_row(summary)
    summary.skipped = archive.skipped
    summary.seconds = round(time.perf_counter() - started, 3)
    summary.pages_per_second = round(summary.documents / summary.seconds, 1) if summary.seconds else 0.0
    return summary


@dataclass(slots=True)
class _Batch:
    """Inputs that follow each other: rows that are there already, and articles to be done (None in `rows`)."""

    rows: list[Row | None] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    size: int = 0
    future: ProcessFuture[list[Row]] | None = None

    def full(self) -> bool:
        return len(self.articles) >= BATCH_ARTICLES or self.size >= BATCH_BYTES or len(self.rows) >= 8 * BATCH_ARTICLES


def _rows(archive: Archive, earlier: Earlier, pool: Workers, *, ahead: int) -> Iterator[tuple[Row, bool]]:
    """Give (row, taken over) for every input in its order; no more than `ahead` batches are under way."""
    under_way: deque[_Batch] = deque()
    for batch in _batches(archive, earlier):
        if batch.articles:
            batch.future = pool.submit(batch.articles)
        under_way.append(batch)
        if len(under_way) > ahead:
            yield from _collect(under_way.popleft(), pool)
    while under_way:
        yield from _collect(under_way.popleft(), pool)


def _batches(archive: Archive, earlier: Earlier) -> Iterator[_Batch]:
    batch = _Batch()
    for item in archive:
        if isinstance(item, ErrorRecord):
            batch.rows.append(row(item))
        else:
            known = earlier.find(article_id(item))
            batch.rows.append(known)
            if known is None:
                batch.articles.append(item)
                batch.size += len(item.content)
        if batch.full():
            yield batch
            batch = _Batch()
    if batch.rows:
        yield batch


def _collect(batch: _Batch, pool: Workers) -> Iterator[tuple[Row, bool]]:
    done = pool.collect(batch.articles, batch.future) if batch.future else iter(())
    for known in batch.rows:
        yield (next(done), False) if known is None else (known, known.reason is None)


def _first_of_content(index: sqlite3.Connection) -> Callable[[Row], str | None]:
    """Give a function that tells the id of the first record with the same content, None for the first itself."""
    index.execute("CREATE TABLE content (content TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID")

    def first_of(found: Row) -> str | None:
        if found.content_id is None:
            return None
        added = index.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (found.content_id, found.id))
        if added.rowcount:
            return None
        (first,) = index.execute("SELECT id FROM content WHERE content = ?", (found.content_id,)).fetchone()
        return None if first == found.id else str(first)

    return first_of


def _lock(out: Path) -> AbstractContextManager[object]:
    try:
        return FileLock(out / ".lock", timeout=0).acquire()
    except Timeout as error:
        raise UsageError(f"another run is at work in {out}; wait for it, or choose another --out") from error


def _check_same_pipeline(out: Path, model: str | Path, settings: Settings, *, fresh: bool) -> None:
    """Refuse to mix records of two pipelines in one folder; says what differs."""
    manifest = out / "run.json"
    now = pipeline_info(model, settings).model_dump()
    if fresh:
        for name in ("records.jsonl", "records.jsonl.part", "records.jsonl.kept", "errors.jsonl", "run.json"):
            (out / name).unlink(missing_ok=True)
    elif manifest.exists():
        before = json.loads(manifest.read_text(encoding="utf-8"))
        changed = [f"{key} was {before.get(key)}, is {now[key]}" for key in now if before.get(key) != now[key]]
        if changed:
            raise UsageError(
                f"{out} holds records of another pipeline ({'; '.join(changed)}): choose another --out, or --fresh to"
                " make them all again"
            )
    manifest.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
