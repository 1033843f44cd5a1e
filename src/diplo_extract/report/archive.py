"""Many records as one index: what the tables, timelines and search of the archive page need, and no more.

Everything is a row of a table with named columns, and tables refer to each other by row number: 5,000 releases stay a
few megabytes. People and organizations of different releases are one row when their names are written alike, letter
case and spaces apart: two mayors of one name are one row, one minister spelled two ways is two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diplo_extract.edtf import day_range, is_duration
from diplo_extract.records import Attendance, ErrorRecord, Event, Person, Position, Record
from diplo_extract.report.facts import number_range, when

Row = list[Any]
_PRESENCE = {"present": 2, "represented": 1}


class Table:
    """Rows under named columns."""

    def __init__(self, *columns: str) -> None:
        self.columns = columns
        self.rows: list[Row] = []

    def add(self, *values: Any) -> int:
        """Add a row and give its number."""
        self.rows.append(list(values))
        return len(self.rows) - 1

    def data(self) -> dict[str, Any]:
        """Give it as JSON."""
        return {"columns": self.columns, "rows": self.rows}


class Named(Table):
    """Rows with a name each; asked twice for the same name, it gives the same row."""

    def __init__(self, *columns: str) -> None:
        super().__init__("name", *columns)
        self._numbers: dict[str, int] = {}

    def number(self, name: str, *values: Any) -> int:
        """Give the row of a name; the values are those of its first record."""
        key = " ".join(name.casefold().split())
        if key not in self._numbers:
            self._numbers[key] = self.add(name, *values)
        return self._numbers[key]


class Index:
    """The tables of an archive, filled record by record."""

    def __init__(self) -> None:
        self.releases = Table(
            "title",
            "published",
            "day",
            "site",
            "uri",
            "words",
            "language",
            "people",
            "organizations",
            "doubts",
            "same_as",
        )
        self.people = Named("offices")
        self.organizations = Named("kind")
        self.events = Table(
            "name", "release", "kind", "when", "first", "last", "place", "venue", "hosts", "status", "main"
        )
        self.attendance = Table("text", "release", "event", "number", "low", "high", "kind", "who", "planned", "day")
        self.unread = Table("uri", "stage", "reason", "message", "remedy")
        self._release_of: dict[str, int] = {}

    def add(self, record: Record) -> None:
        """Take the facts of one record into the tables."""
        release, day = len(self.releases.rows), _first_day(record.published.value if record.published else None)
        title = record.title.value if record.title else ""
        self.releases.add(
            title or " ".join(record.text[:80].split()),
            record.published.value if record.published else "",
            day,
            record.site_name.value if record.site_name else "",
            " ".join(part for part in (record.source.uri, record.source.member) if part),
            len(record.text.split()),
            record.language.value if record.language else "",
            [self._person(person, release) for person in record.people],
            sorted({self.organizations.number(one.name, one.kind or "") for one in record.organizations}),
            len(record.warnings),
            self._release_of.get(record.duplicate_of or ""),
        )
        self._release_of[record.id] = release
        numbers = {event.id: self._event(event, release) for event in record.events}
        for fact in record.attendance:
            self._count(fact, release, numbers, day)

    def add_unread(self, error: ErrorRecord) -> None:
        """Take an input that gave no record."""
        uri = " ".join(part for part in (error.source.uri, error.source.member) if part)
        self.unread.add(uri, error.stage, error.reason, error.message, error.remedy)

    def data(self) -> dict[str, Any]:
        """Give all tables as JSON."""
        return {name: table.data() for name, table in vars(self).items() if isinstance(table, Table)}

    def _person(self, person: Person, release: int) -> tuple[int, int]:
        """Give (row of the person, 2 present, 1 represented, 0 only mentioned)."""
        number = self.people.number(person.name, [])
        offices: list[Row] = self.people.rows[number][1]
        offices += [[*_office(position), release] for position in person.positions]
        return number, _PRESENCE.get(person.presence.value, 0) if person.presence else 0

    def _event(self, event: Event, release: int) -> int:
        first, last = _days([event.start, event.end])
        return self.events.add(
            event.name,
            release,
            event.kind or "",
            when(event),
            first,
            last,
            event.place or "",
            event.venue or "",
            event.hosts,
            event.status,
            event.main,
        )

    def _count(self, fact: Attendance, release: int, events: dict[str, int], published: str) -> None:
        event = events.get(fact.event or "")
        day = (self.events.rows[event][4] if event is not None else "") or published
        number = number_range(fact)
        self.attendance.add(
            fact.text, release, event, number, fact.low, fact.high, fact.kind, fact.who or "", fact.planned, day
        )


def _office(position: Position) -> tuple[str, str, str]:
    of = ", ".join(part for part in (position.organization, position.jurisdiction) if part)
    return position.title, of, position.status


def _first_day(value: str | None) -> str:
    return _days([value])[0]


def _days(values: Sequence[str | None]) -> tuple[str, str]:
    """Give the first and last day that dates span, empty when nothing fixes them."""
    known = [found for value in values if value and not is_duration(value) and (found := day_range(value))]
    return (known[0][0], max(last for _, last in known)) if known else ("", "")
