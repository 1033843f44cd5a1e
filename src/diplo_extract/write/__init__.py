"""Records out: records.jsonl is what a run writes; the other formats are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

Rows = Iterable[Mapping[str, Any]]
Writer = Callable[[Rows, Rows, Path], None]


class Format(NamedTuple):
    """A format that records can be written in."""

    name: str
    """Of the file or folder."""
    writer: str
    """module:function (records, errors, path)."""
    says: str

    def load(self) -> Writer:
        """Import the writer."""
        module, _, function = self.writer.partition(":")
        found: Writer = getattr(import_module(module), function)
        return found


FORMATS = {
    "jsonl.gz": Format("records.jsonl.gz", "diplo_extract.write.packed:write_gzip", "records, packed"),
    "jsonl.zst": Format("records.jsonl.zst", "diplo_extract.write.packed:write_zstd", "records, packed"),
    "parquet": Format("records.parquet", "diplo_extract.write.parquet:write_parquet", "records, nested"),
    "parquet-tables": Format(
        "tables-parquet", "diplo_extract.write.parquet:write_parquet_tables", "a folder with one file for each table"
    ),
    "csv": Format("tables-csv", "diplo_extract.write.csv_tables:write_csv", "a folder with one file for each table"),
    "sqlite": Format("records.sqlite", "diplo_extract.write.sqlite:write_sqlite", "tables with keys and a search"),
    "jsonld": Format("records.jsonld", "diplo_extract.write.linked:write_linked", "schema.org"),
}
"""Tables: records, people, positions, organizations, places, dates, attendance, groups, events, quotes, spans, …"""
