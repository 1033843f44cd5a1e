"""Parquet: one article a row, with the field names of JSON. Needs the extra `parquet`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from diplo_extract.archive.entry import Entry, Outcome, TooLarge, damaged, read_bounded, reading_error, too_large
from diplo_extract.archive.rows import FIELDS, REMEDY, article_of

_ROWS = 16


def read_parquet(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Give the article of every row; the member of each is "row N". Only the columns of an article are read."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        yield reading_error(entry, "needs-parquet", error, "pip install 'diplo-extract[parquet]'")
        return
    try:
        # the table of contents stands at the end of the file
        file = stream if entry.is_file() else io.BytesIO(read_bounded(stream, entry))
        yield from _rows(entry, parquet, file)
    except TooLarge as error:
        yield too_large(entry, error)
    except (arrow.ArrowException, OSError, ValueError) as error:
        yield damaged(entry, error)


def _rows(entry: Entry, parquet: Any, file: Any) -> Iterator[Outcome]:
    names = [name for name in parquet.read_schema(file).names if name in FIELDS]
    if not {"html", "text"} & set(names):
        yield reading_error(entry, "no-content", ValueError("there is no column 'html' or 'text'"), REMEDY)
        return
    file.seek(0)
    # a text that stands in a million rows is kept once: such a file would be a bomb otherwise
    table = parquet.ParquetFile(file, read_dictionary=[name for name in names if name in ("html", "text")])
    number = 0
    for batch in table.iter_batches(batch_size=_ROWS, columns=names, use_threads=False):
        columns = {name: batch.column(name) for name in names}
        for row in range(batch.num_rows):
            number += 1
            values = {name: column[row].as_py() for name, column in columns.items()}
            yield article_of(entry.inside(f"row {number}"), values)
