"""One line of the output with what the run has to know of it, without parsing the line again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from diplo_extract.records import ErrorRecord, Record

_NO_DUPLICATE = '"duplicate_of":null'
COUNTED = ("people", "dates", "attendance", "events", "quotes")


@dataclass(frozen=True, slots=True)
class Row:
    """A record or an error record as it is written."""

    id: str
    line: str
    """JSON without the line break; `duplicate_of` is not set yet."""
    content_id: str | None = None
    """None for an error."""
    reason: str | None = None
    """Of an error."""
    counts: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def marked(self, first_id: str | None) -> str:
        """Give the line with `duplicate_of` set to the id of the first record with this content."""
        if first_id is None:
            return self.line
        # the field stands before any text of the page, so the first place is the right one
        return self.line.replace(_NO_DUPLICATE, f'"duplicate_of":"{first_id}"', 1)


def row(outcome: Record | ErrorRecord) -> Row:
    """Give the row of an outcome."""
    line = outcome.model_dump_json()
    if isinstance(outcome, ErrorRecord):
        return Row(outcome.id, line, reason=outcome.reason)
    return Row(
        outcome.id,
        line,
        content_id=outcome.content_id,
        counts={
            "titles": sum(len(person.positions) for person in outcome.people),
            **{name: len(getattr(outcome, name)) for name in COUNTED},
        },
        warnings=tuple(outcome.warnings),
    )


def row_of_line(line: str) -> Row:
    """Give the row of a record written by an earlier run."""
    record: dict[str, Any] = json.loads(line)
    first = record["duplicate_of"]
    if first is not None:
        line = line.replace(f'"duplicate_of":"{first}"', _NO_DUPLICATE, 1)
    return Row(
        record["id"],
        line,
        content_id=record["content_id"],
        counts={
            "titles": sum(len(person["positions"]) for person in record["people"]),
            **{name: len(record[name]) for name in COUNTED},
        },
        warnings=tuple(record["warnings"]),
    )
