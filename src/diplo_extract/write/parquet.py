"""Parquet: records as they are (nested), or as flat tables. Needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

from diplo_extract.errors import UsageError
from diplo_extract.records import Model, Record
from diplo_extract.write.tables import Cells, Kind, Table, error_row, plain_type, rows, tables

_AT_ONCE = 500


def write_parquet(records: Iterable[Mapping[str, Any]], errors: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write the records as they are, one a row; errors have no place in it."""
    arrow = _arrow()
    schema = arrow.schema(list(_struct(arrow, Record)))
    rest = iter(records)
    with arrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(islice(rest, _AT_ONCE)):
            writer.write_table(arrow.Table.from_pylist(some, schema=schema))


def write_parquet_tables(
    records: Iterable[Mapping[str, Any]], errors: Iterable[Mapping[str, Any]], folder: Path
) -> None:
    """Write one file for each flat table."""
    arrow = _arrow()
    folder.mkdir()
    with ExitStack() as stack:
        files = {table.name: _TableFile(arrow, table, folder, stack) for table in tables()}
        for name, cells in _all_rows(records, errors):
            files[name].add(cells)
        for file in files.values():
            file.flush()


def _all_rows(records: Iterable[Mapping[str, Any]], errors: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Cells]]:
    for record in records:
        yield from rows(record)
    yield from map(error_row, errors)


class _TableFile:
    """One file; rows are gathered to groups."""

    def __init__(self, arrow: Any, table: Table, folder: Path, stack: ExitStack) -> None:
        self._arrow = arrow
        self._schema = arrow.schema([(column.name, _type(arrow, column.kind)) for column in table.columns])
        self._waiting: list[Cells] = []
        self._writer = stack.enter_context(
            arrow.parquet.ParquetWriter(folder / f"{table.name}.parquet", self._schema, compression="zstd")
        )

    def add(self, cells: Cells) -> None:
        self._waiting.append(cells)
        if len(self._waiting) == _AT_ONCE * 10:
            self.flush()

    def flush(self) -> None:
        if self._waiting:
            columns = [
                self._arrow.array(values, type=field.type)
                for values, field in zip(zip(*self._waiting, strict=True), self._schema, strict=True)
            ]
            self._writer.write_table(self._arrow.Table.from_arrays(columns, schema=self._schema))
            self._waiting.clear()


def _arrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("Parquet needs another package: pip install 'diplo-extract[parquet]'") from error
    return pyarrow


def _type(arrow: Any, kind: Kind) -> Any:
    kinds = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "boolean": arrow.bool_(),
        "texts": arrow.list_(arrow.string()),
        "integers": arrow.list_(arrow.int64()),
    }
    return kinds[kind]


def _struct(arrow: Any, model: type[Model]) -> Iterator[Any]:
    """Give the fields of a model."""
    scalars = {str: arrow.string(), bool: arrow.bool_(), int: arrow.int64(), float: arrow.float64()}
    for name, info in model.model_fields.items():
        plain, is_list = plain_type(info.annotation)
        kind = scalars[plain] if plain in scalars else arrow.struct(list(_struct(arrow, plain)))
        yield arrow.field(name, arrow.list_(kind) if is_list else kind)
