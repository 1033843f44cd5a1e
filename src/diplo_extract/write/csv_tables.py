"""Flat tables as .csv files that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from diplo_extract.write.tables import Cells, error_row, rows, tables

# a cell that begins so is a formula to a spreadsheet; the mark itself is in the list, so that it can be taken off again
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "'")
_MARK = "'"


def write_csv(records: Iterable[Mapping[str, Any]], errors: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """Write one file for each table."""
    folder.mkdir()
    with ExitStack() as stack:
        writers = {}
        for table in tables():
            file = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file, lineterminator="\n")
            writers[table.name].writerow([column.name for column in table.columns])
        for record in records:
            for name, cells in rows(record):
                writers[name].writerow(_safe(cells))
        for error in errors:
            name, cells = error_row(error)
            writers[name].writerow(_safe(cells))


def _safe(cells: Cells) -> list[Any]:
    return [safe_cell(cell) for cell in cells]


def safe_cell(value: Any) -> Any:
    """Give what stands in the file: text that looks like a formula gets an apostrophe in front; lists become JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULAS):
        return _MARK + value
    return value
