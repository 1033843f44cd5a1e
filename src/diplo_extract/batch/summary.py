"""What a run did, counted once for every input."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping

from pydantic import BaseModel, Field

from diplo_extract.batch.outcome import Row

# what tells that an archive could not be read to its end
DAMAGE = ("damaged-archive", "expansion-limit", "too-many-members")


class Summary(BaseModel):
    """What a run did. `documents == records + left_out + sum(errors.values())`."""

    documents: int = 0
    records: int = Field(default=0, description="in records.jsonl")
    reused: int = Field(default=0, description="records taken over from an earlier run")
    duplicates: int = Field(default=0, description="records that repeat an earlier one")
    near_duplicates: int = Field(default=0, description="those of them that are reprints, not the same bytes")
    left_out: int = Field(default=0, description="duplicates in duplicates.jsonl (--dedupe)")
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
    stage_seconds: dict[str, float] = Field(
        default_factory=dict,
        description="read, duplicates and write by the main process; clean, nlp, extract and serialize by all workers",
    )

    def add(self, row: Row, *, reused: bool, repeats: str | None = None, left_out: bool = False) -> None:
        """Count one outcome."""
        self.documents += 1
        if row.reason is not None:
            self.errors[row.reason] += 1
            return
        self.reused += reused
        self.duplicates += repeats is not None
        self.near_duplicates += repeats == "near"
        if left_out:
            self.left_out += 1
            return
        self.records += 1
        for name, count in row.counts.items():
            setattr(self, name, getattr(self, name) + count)
        self.warnings.update(warning.partition(":")[0] for warning in row.warnings)

    def spent(self, stage: str, begun: float) -> float:
        """Count the time since `begun` for a stage; gives the time it is now."""
        now = time.perf_counter()
        self.stage_seconds[stage] = self.stage_seconds.get(stage, 0.0) + now - begun
        return now

    def finish(self, seconds: float, *spent: Mapping[str, float]) -> None:
        """Note how long it took, in all and by stage."""
        for stages in spent:
            self.stage_seconds |= stages
        self.stage_seconds = {stage: round(value, 3) for stage, value in sorted(self.stage_seconds.items())}
        self.seconds = round(seconds, 3)
        self.pages_per_second = round(self.documents / seconds, 1) if seconds else 0.0

    @property
    def damaged(self) -> bool:
        """Whether an archive could not be read to its end."""
        return any(self.errors[reason] for reason in DAMAGE)
