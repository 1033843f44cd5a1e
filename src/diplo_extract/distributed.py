"""The same kernel over Arrow batches: for PySpark's mapInArrow, for Ray, or for a loop of your own.

A row of articles goes in, a row of outcomes comes out, whatever the document does: the engine retries a task that was
lost with its machine, the kernel itself isolates a document that crashes, hangs or eats memory, and names it.
Needs the extra `spark` (`parquet` is enough for the kernel alone).
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplo_extract.archive import Archive, Entry, Limits, Outcome
from diplo_extract.archive.rows import FIELDS, article_of
from diplo_extract.article import Article
from diplo_extract.batch.outcome import Row, row
from diplo_extract.batch.workers import Workers
from diplo_extract.config import DEFAULT_MODEL, Settings
from diplo_extract.errors import UsageError
from diplo_extract.records import ErrorRecord

if TYPE_CHECKING:
    import pyarrow as arrow
    from pyspark.sql import DataFrame, SparkSession

OUTCOMES = ("id", "content_id", "reason", "line")
"""Columns of what comes out, all strings: id of the outcome, hash of the content (null for an error), reason of an
error (null for a record), and the record or error record as JSON."""
OUTCOME_SCHEMA = ", ".join(f"{name} string" for name in OUTCOMES)
"""The same in the words of Spark."""
_BATCH_ARTICLES = 32
_ROWS_PER_BATCH = 64

Batches = Iterator["arrow.RecordBatch"]


@dataclass(frozen=True)
class ArrowKernel:
    """Batches of articles in, batches of outcomes out, in the same order; it can be pickled.

    Columns that are read: `html` or `text` (string or binary); `uri`, `member`, `url`, `published`, `title`,
    `language`, `fetched_at` may stand beside. Others are left alone.
    """

    model: str = DEFAULT_MODEL
    settings: Settings = field(default_factory=Settings)
    seconds_per_document: float = 30.0
    memory_megabytes: int = 4096

    def __call__(self, batches: Batches) -> Batches:
        """Read the rows of every batch."""
        return self.outcomes(item for batch in batches for item in self._articles(batch))

    def outcomes(self, items: Iterable[Outcome]) -> Batches:
        """Read articles, one ahead of the other; an ErrorRecord among them is passed on."""
        with (
            tempfile.TemporaryDirectory(prefix="diplo-extract-") as folder,
            Workers(
                self.model,
                self.settings,
                count=1,
                seconds_per_document=self.seconds_per_document,
                memory_megabytes=self.memory_megabytes,
                folder=Path(folder),
            ) as workers,
        ):
            yield from _in_batches(_rows(workers, items))

    def _articles(self, batch: arrow.RecordBatch) -> Iterator[Outcome]:
        names = [name for name in batch.schema.names if name in (*FIELDS, "uri", "member")]
        columns = {name: batch.column(name) for name in names}
        for number in range(batch.num_rows):
            values = {name: column[number].as_py() for name, column in columns.items()}
            uri, member = values.pop("uri", None) or "", values.pop("member", None)
            yield article_of(Entry(uri, member, uri, Limits.of(self.settings), Counter()), values)


@dataclass(frozen=True)
class FilesKernel:
    """Batches of files (columns `path`, `named`) in, batches of the outcomes of all that lies in them out."""

    kernel: ArrowKernel

    def __call__(self, batches: Batches) -> Batches:
        """Read the files of every batch."""
        files = (file for batch in batches for file in batch.to_pylist())
        return self.kernel.outcomes(item for file in files for item in self._read(**file))

    def _read(self, path: str, named: bool) -> Iterator[Outcome]:
        return Archive([path], Limits.of(self.kernel.settings)).read(path, named=named)


def arrow_kernel(model: str | Path = DEFAULT_MODEL, settings: Settings | None = None, **limits_: float) -> ArrowKernel:
    """Give the kernel for `DataFrame.mapInArrow(kernel, OUTCOME_SCHEMA)`.

    limits_: seconds_per_document, memory_megabytes, as in the batch command.
    Raises UsageError for another name.
    """
    known = {"seconds_per_document", "memory_megabytes"}
    unknown = set(limits_) - known
    if unknown:
        raise UsageError(f"no such limit: {', '.join(sorted(unknown))}; known are {', '.join(sorted(known))}")
    seconds, memory = limits_.get("seconds_per_document", 30.0), int(limits_.get("memory_megabytes", 4096))
    return ArrowKernel(str(model), settings or Settings(), seconds, memory)


def extract_files(
    session: SparkSession, paths: Iterable[str | Path], kernel: ArrowKernel, partitions: int
) -> DataFrame:
    """Give the outcomes of archives that every machine of the cluster sees under the same path.

    A file is read by one task: many archives of a few hundred megabytes spread well, one of a terabyte does not.
    Raises UsageError for a path that does not exist, and for standard input.
    """
    files = list(Archive(paths).files())
    if ("-", True) in files:
        raise UsageError("a cluster cannot read standard input: name files that all of its machines see")
    table = session.createDataFrame(files or [("", True)], "path string, named boolean")
    table = table.where("path != ''").repartition(max(1, min(partitions, len(files))), "path")
    return table.mapInArrow(FilesKernel(kernel), OUTCOME_SCHEMA)


def spark_session(master: str) -> SparkSession:
    """Give a session whose Python workers are this very interpreter; raises UsageError when PySpark is missing."""
    try:
        from pyspark.sql import SparkSession as Builder
    except ImportError as error:
        raise UsageError("the cluster engine needs PySpark: pip install 'diplo-extract[spark]', and Java 17") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = Builder.builder
    session: SparkSession = (
        builder.master(master)
        .appName("diplo-extract")
        .config("spark.ui.showConsoleProgress", "true")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(_ROWS_PER_BATCH))
        .getOrCreate()
    )
    return session


def _rows(workers: Workers, items: Iterable[Outcome]) -> Iterator[Row]:
    """Give a row for every item; while one batch is read from the pool, the next is at work in it."""
    stream = iter(items)
    waiting: Callable[[], Iterator[Row]] | None = None
    while chunk := list(islice(stream, _BATCH_ARTICLES)):
        begun = _begin(workers, chunk)
        if waiting is not None:
            yield from waiting()
        waiting = begun
    if waiting is not None:
        yield from waiting()


def _begin(workers: Workers, chunk: list[Outcome]) -> Callable[[], Iterator[Row]]:
    articles = [item for item in chunk if isinstance(item, Article)]
    future = workers.submit(articles) if articles else None

    def rows() -> Iterator[Row]:
        done = workers.collect(articles, future) if future else iter(())
        for item in chunk:
            yield row(item) if isinstance(item, ErrorRecord) else next(done)

    return rows


def _in_batches(rows: Iterator[Row]) -> Batches:
    import pyarrow as arrow

    schema = arrow.schema([(name, arrow.string()) for name in OUTCOMES])
    while some := list(islice(rows, _ROWS_PER_BATCH)):
        columns = [arrow.array([getattr(each, name) for each in some], arrow.string()) for name in OUTCOMES]
        yield arrow.RecordBatch.from_arrays(columns, schema=schema)
