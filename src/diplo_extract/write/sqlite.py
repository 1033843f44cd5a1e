"""Flat tables in one SQLite file: keys, indexes, and full-text search over titles and texts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from diplo_extract.write.tables import ERRORS, RECORDS, SPANS, Cells, Kind, Table, error_row, rows, tables

_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "real": "REAL",
    "boolean": "INTEGER",
    "texts": "TEXT",
    "integers": "TEXT",
}
# what people look for, beside the keys
_INDEXES = {
    RECORDS: ("content_id", "duplicate_of", "published"),
    "people": ("name",),
    "positions": ("title", "organization"),
    "organizations": ("name",),
    "places": ("name",),
    "dates": ("value",),
    "events": ("name", "start"),
    SPANS.name: ("text",),
}
_AT_ONCE = 1000


def write_sqlite(records: Iterable[Mapping[str, Any]], errors: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write all tables to one file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # the file appears under its name when it is whole: nobody needs its journal
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table in tables():
            database.execute(_create(table))
        _insert(database, (row for record in records for row in rows(record)))
        _insert(database, map(error_row, errors))
        for name, columns in _INDEXES.items():
            for column in columns:
                database.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
        database.execute(
            "CREATE VIRTUAL TABLE search USING fts5"
            "(title, text, content = 'records', tokenize = 'unicode61 remove_diacritics 2')"
        )
        database.execute("INSERT INTO search (search) VALUES ('rebuild')")
        database.execute("COMMIT")


def _create(table: Table) -> str:
    lines = [f'"{column.name}" {_TYPES[column.kind]}' for column in table.columns]
    if table.name in (RECORDS, ERRORS):
        lines.append('PRIMARY KEY ("id")')
    else:
        lines.append('FOREIGN KEY ("record_id") REFERENCES records ("id")')
    if table.name == SPANS.name:
        lines.append('PRIMARY KEY ("record_id", "fact", "role", "start", "end")')
    elif table.name not in (RECORDS, ERRORS):
        lines.append('PRIMARY KEY ("record_id", "fact")')
    if "id" in [column.name for column in table.values] and table.keys:
        lines.append('UNIQUE ("record_id", "id")')
    if "person_id" in [column.name for column in table.keys]:
        lines.append('FOREIGN KEY ("record_id", "person_id") REFERENCES people ("record_id", "id")')
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _insert(database: sqlite3.Connection, found: Iterator[tuple[str, Cells]]) -> None:
    waiting: dict[str, list[Cells]] = {}
    for name, cells in found:
        gathered = waiting.setdefault(name, [])
        gathered.append(tuple(map(_cell, cells)))
        if len(gathered) == _AT_ONCE:
            _insert_rows(database, name, gathered)
            gathered.clear()
    for name, gathered in waiting.items():
        if gathered:
            _insert_rows(database, name, gathered)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _insert_rows(database: sqlite3.Connection, name: str, cells: list[Cells]) -> None:
    places = ", ".join("?" * len(cells[0]))
    # two pieces of evidence of one fact may be the same characters
    database.executemany(f'INSERT OR IGNORE INTO "{name}" VALUES ({places})', cells)
