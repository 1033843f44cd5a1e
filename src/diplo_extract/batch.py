"""Many articles: an archive in, records.jsonl and errors.jsonl out, every input counted once."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, Field

from diplo_extract.archive import Archive, Limits
from diplo_extract.pipeline import Pipeline
from diplo_extract.records import ErrorRecord, Record
from diplo_extract.write.jsonl import JsonLines

DAMAGED = "damaged-archive"


class Summary(BaseModel):
    """What a run did. `documents == records + sum(errors.values())`."""

    documents: int = 0
    records: int = 0
    duplicates: int = 0
    people: int = 0
    titles: int = 0
    dates: int = 0
    attendance: int = 0
    events: int = 0
    quotes: int = 0
    errors: Counter[str] = Field(default_factory=Counter, description="by reason")
    warnings: Counter[str] = Field(default_factory=Counter, description="by the word before the colon")
    skipped: Counter[str] = Field(default_factory=Counter, description="files that are no documents, by suffix")
    seconds: float = 0.0
    pages_per_second: float = 0.0

    def add(self, outcome: Record | ErrorRecord) -> None:
        """Count one outcome."""
        self.documents += 1
        if isinstance(outcome, ErrorRecord):
            self.errors[outcome.reason] += 1
            return
        self.records += 1
        self.duplicates += outcome.duplicate_of is not None
        self.people += len(outcome.people)
        self.titles += sum(len(person.positions) for person in outcome.people)
        self.dates += len(outcome.dates)
        self.attendance += len(outcome.attendance)
        self.events += len(outcome.events)
        self.quotes += len(outcome.quotes)
        self.warnings.update(warning.partition(":")[0] for warning in outcome.warnings)

    @property
    def damaged(self) -> bool:
        """Whether an archive could not be read to its end."""
        return bool(self.errors[DAMAGED])


def run(
    pipeline: Pipeline,
    paths: Iterable[str | Path],
    out: Path,
    *,
    on_outcome: Callable[[Summary], None] | None = None,
) -> Summary:
    """Write records.jsonl and errors.jsonl of everything under `paths` to the folder `out`.

    on_outcome: called after every document, to show progress.
    An interruption (KeyboardInterrupt, SystemExit) leaves the lines so far in *.part and the files of an earlier run.
    Raises UsageError for a path that does not exist, OSError when `out` cannot be written.
    """
    archive = Archive(paths, Limits(max_page_bytes=pipeline.settings.max_page_bytes))
    out.mkdir(parents=True, exist_ok=True)
    summary = Summary()
    started = time.perf_counter()
    with JsonLines(out / "records.jsonl") as records, JsonLines(out / "errors.jsonl") as errors:
        for outcome in mark_duplicates(pipeline.stream(archive)):
            (records if isinstance(outcome, Record) else errors).write(outcome)
            summary.add(outcome)
            if on_outcome:
                on_outcome(summary)
    summary.skipped = archive.skipped
    summary.seconds = round(time.perf_counter() - started, 3)
    summary.pages_per_second = round(summary.documents / summary.seconds, 1) if summary.seconds else 0.0
    return summary


def mark_duplicates(outcomes: Iterable[Record | ErrorRecord]) -> Iterator[Record | ErrorRecord]:
    """Set `duplicate_of` of every record whose content came before.

    What was seen lies in a temporary database on disk, so that memory does not grow with the archive.
    """
    with tempfile.TemporaryDirectory(prefix="diplo-extract-") as folder:
        seen = sqlite3.connect(Path(folder) / "seen.sqlite", isolation_level=None)
        seen.execute("PRAGMA synchronous = OFF")
        seen.execute("CREATE TABLE seen (content TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID")
        try:
            for outcome in outcomes:
                if isinstance(outcome, Record):
                    seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (outcome.content_id, outcome.id))
                    (first,) = seen.execute("SELECT id FROM seen WHERE content = ?", (outcome.content_id,)).fetchone()
                    if first != outcome.id:
                        outcome.duplicate_of = first
                yield outcome
        finally:
            seen.close()
