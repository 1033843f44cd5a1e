"""A short way to fetch into an archive, and to look at what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from clocks import FakeClock
from fastwarc.warc import ArchiveIterator, WarcRecordType

from diplo_extract import ErrorRecord
from diplo_extract.fetch.door import Door, Limits
from diplo_extract.fetch.run import errors_path, fetch
from diplo_extract.fetch.summary import Summary


@dataclass
class Fetcher:
    """Fetches into one archive, in a time of its own."""

    out: Path
    clock: FakeClock = field(default_factory=FakeClock)
    door: dict[str, Any] = field(default_factory=dict)

    def __call__(self, *seeds: str, limits: Limits | None = None, **options: Any) -> Summary:
        door = Door(
            "diplo-extract/0 (+test@example.org)",
            limits or Limits(seconds=10),
            **{"allow_private": True, "clock": self.clock, **self.door},
        )
        return fetch(seeds, self.out, door, clock=self.clock, random=Random(1), **options)

    def errors(self) -> dict[str, str]:
        """Give reason by address."""
        return {error.source.uri: error.reason for error in self.error_records()}

    def error_records(self) -> list[ErrorRecord]:
        lines = errors_path(self.out).read_text(encoding="utf-8").splitlines()
        return [ErrorRecord.model_validate_json(line) for line in lines]

    def records(self, kind: str = "response") -> list[tuple[str, int | None]]:
        """Give (address, status) of the archive's records of a kind."""
        found = []
        with self.out.open("rb") as file:
            for record in ArchiveIterator(file, record_types=getattr(WarcRecordType, kind), parse_http=True):
                status = record.http_headers.status_code if record.http_headers else None
                found.append((record.headers["WARC-Target-URI"], status))
        return found

    def pages(self) -> list[str]:
        """Give the addresses of the pages in the archive."""
        return [url for url, status in self.records() if status == 200 and not url.endswith((".txt", ".xml"))]
