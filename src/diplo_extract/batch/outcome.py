"""One line of the output with what the run has to know of it, without parsing the line again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from diplo_extract.batch.likeness import Likeness, likeness
from diplo_extract.records import ErrorRecord, Record

_UNMARKED = '"duplicate_of":null,"duplicate_kind":null'
COUNTED = ("people", "dates", "attendance", "events", "quotes")


@dataclass(frozen=True, slots=True)
class Row:
    """A record or an error record as it is written."""

    id: str
    line: str
    """JSON without the line break; what it repeats is not marked yet."""
    content_id: str | None = None
    """None for an error."""
    likeness: Likeness | None = None
    """None for an error."""
    reason: str | None = None
    """Of an error."""
    counts: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def marked(self, first_id: str, kind: str) -> str:
        """Give the line with the id of the first record that it repeats, and how."""
        # the fields stand before any text of the page, so the first place is the right one
        return self.line.replace(_UNMARKED, _mark(first_id, kind), 1)


def _mark(first_id: str, kind: str) -> str:
    return f'"duplicate_of":"{first_id}","duplicate_kind":"{kind}"'


def row(outcome: Record | ErrorRecord) -> Row:
    """Give the row of an outcome."""
    line = outcome.model_dump_json()
    if isinstance(outcome, ErrorRecord):
        return Row(outcome.id, line, reason=outcome.reason)
    return Row(
        outcome.id,
        line,
        content_id=outcome.content_id,
        likeness=likeness(outcome.text),
        counts={
            "titles": sum(len(person.positions) for person in outcome.people),
            **{name: len(getattr(outcome, name)) for name in COUNTED},
        },
        warnings=tuple(outcome.warnings),
    )


def row_of_line(line: str) -> Row:
    """Give the row of a record written by an earlier run; its mark is taken off, for it may be another now."""
    record: dict[str, Any] = json.loads(line)
    if record["duplicate_of"] is not None:
        line = line.replace(_mark(record["duplicate_of"], record["duplicate_kind"]), _UNMARKED, 1)
    return Row(
        record["id"],
        line,
        content_id=record["content_id"],
        likeness=likeness(record["text"]),
        counts={
            "titles": sum(len(person["positions"]) for person in record["people"]),
            **{name: len(record[name]) for name in COUNTED},
        },
        warnings=tuple(record["warnings"]),
    )
