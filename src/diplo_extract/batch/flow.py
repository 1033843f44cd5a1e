"""Inputs in, rows out, in the order of the inputs; no more under way than the workers need."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from diplo_extract.archive import Outcome
from diplo_extract.article import Article
from diplo_extract.batch.earlier import Earlier
from diplo_extract.batch.outcome import Row, row
from diplo_extract.batch.workers import Submitted, Workers
from diplo_extract.errors import DocumentError
from diplo_extract.pipeline import article_id, error_record
from diplo_extract.records import ErrorRecord

BATCH_ARTICLES = 32
BATCH_BYTES = 4_000_000


@dataclass(slots=True)
class _Batch:
    """Inputs that follow each other: rows that are there already, and articles to be done (None in `rows`)."""

    rows: list[Row | None] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    size: int = 0
    submitted: Submitted | None = None

    def full(self) -> bool:
        return len(self.articles) >= BATCH_ARTICLES or self.size >= BATCH_BYTES or len(self.rows) >= 8 * BATCH_ARTICLES


@dataclass
class Flow:
    """The way of the inputs through what is known and what must be done."""

    earlier: Earlier
    pool: Workers
    index: sqlite3.Connection
    ahead: int
    """Batches under way."""
    read_seconds: float = 0.0
    """Time spent in reading."""

    def __post_init__(self) -> None:
        self.index.execute("CREATE TABLE met (id TEXT PRIMARY KEY, times INT) WITHOUT ROWID")

    def rows(self, inputs: Iterable[Outcome]) -> Iterator[tuple[Row, bool]]:
        """Give (row, taken over) for every input in its order."""
        under_way: deque[_Batch] = deque()
        for batch in self._batches(inputs):
            if batch.articles:
                batch.submitted = self.pool.submit(batch.articles)
            under_way.append(batch)
            if len(under_way) > self.ahead:
                yield from self._collect(under_way.popleft())
        while under_way:
            yield from self._collect(under_way.popleft())

    def _batches(self, inputs: Iterable[Outcome]) -> Iterator[_Batch]:
        batch = _Batch()
        begun = time.perf_counter()
        for item in inputs:
            self._add(batch, item)
            if batch.full():
                self.read_seconds += time.perf_counter() - begun
                yield batch
                begun = time.perf_counter()
                batch = _Batch()
        self.read_seconds += time.perf_counter() - begun
        if batch.rows:
            yield batch

    def _add(self, batch: _Batch, item: Outcome) -> None:
        id = item.id if isinstance(item, ErrorRecord) else article_id(item)
        again = self._met_again(item, id)
        if again is not None:
            batch.rows.append(row(again))
        elif isinstance(item, ErrorRecord):
            batch.rows.append(row(item))
        else:
            known = self.earlier.find(id)
            batch.rows.append(known)
            if known is None:
                batch.articles.append(item)
                batch.size += len(item.content)

    def _met_again(self, item: Outcome, id: str) -> ErrorRecord | None:
        """Give the error record of an input that came before: the same content under the same name in one archive."""
        ((times,),) = self.index.execute(
            "INSERT INTO met VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times", (id,)
        ).fetchall()
        if times == 1:
            return None
        other_id = hashlib.sha256(f"{id} {times}".encode()).hexdigest()[:32]
        if isinstance(item, ErrorRecord):
            return item.model_copy(update={"id": other_id})
        problem = DocumentError(
            "read",
            "met-again",
            f"the same content stands {times} times under the same name",
            "nothing need be done: the first has its record",
        )
        return error_record(item, "read", problem).model_copy(update={"id": other_id})

    def _collect(self, batch: _Batch) -> Iterator[tuple[Row, bool]]:
        done = self.pool.collect(batch.articles, batch.submitted) if batch.submitted else iter(())
        for known in batch.rows:
            yield (next(done), False) if known is None else (known, known.reason is None)
