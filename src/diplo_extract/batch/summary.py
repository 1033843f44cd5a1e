"""What a run did, counted once for every input."""

from __future__ import annotations

from collections import Counter

from pydantic import BaseModel, Field

from diplo_extract.batch.outcome import Row

DAMAGED = "damaged-archive"


class Summary(BaseModel):
    """What a run did. `documents == records + sum(errors.values())`."""

    documents: int = 0
    records: int = 0
    reused: int = Field(default=0, description="records taken over from an earlier run")
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

    def add(self, row: Row, *, duplicate: bool, reused: bool) -> None:
        """Count one outcome."""
        self.documents += 1
        if row.reason is not None:
            self.errors[row.reason] += 1
            return
        self.records += 1
        self.reused += reused
        self.duplicates += duplicate
        for name, count in row.counts.items():
            setattr(self, name, getattr(self, name) + count)
        self.warnings.update(warning.partition(":")[0] for warning in row.warnings)

    @property
    def damaged(self) -> bool:
        """Whether an archive could not be read to its end."""
        return bool(self.errors[DAMAGED])
