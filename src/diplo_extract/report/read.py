"""What `run` wrote, read back: records one by one, and the inputs that gave none."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

import zstandard
from pydantic import ValidationError

from diplo_extract.errors import UsageError
from diplo_extract.records import SCHEMA_VERSION, ErrorRecord, Model, Record, first_problem

Row = TypeVar("Row", bound=Model)
RECORDS = ("records.jsonl", "records.jsonl.gz", "records.jsonl.zst")
ERRORS = ("errors.jsonl", "errors.jsonl.gz", "errors.jsonl.zst")


def read_records(paths: Iterable[str | Path]) -> Iterator[Record]:
    """Give the records of every file, or folder of `run`, in their order.

    Raises UsageError that names file, line and remedy when something else than records lies there.
    """
    for path in paths:
        yield from _rows(_file_of(Path(path)), Record)


def read_errors(paths: Iterable[str | Path]) -> Iterator[ErrorRecord]:
    """Give the error records that lie beside the records, where a folder of `run` was named."""
    for folder in map(Path, paths):
        found = [folder / name for name in ERRORS if (folder / name).is_file()]
        if found:
            yield from _rows(found[0], ErrorRecord)


def _file_of(path: Path) -> Path:
    if not path.is_dir():
        return path
    found = [path / name for name in RECORDS if (path / name).is_file()]
    if found:
        return found[0]
    if (path / "records.jsonl.part").exists():
        raise UsageError(f"the run into {path} was stopped: call `diplo-extract run … --out {path}` again to finish it")
    raise UsageError(f"there is no records.jsonl in {path}: name a folder that `diplo-extract run --out` wrote")


def _rows(file: Path, model: type[Row]) -> Iterator[Row]:
    try:
        with _open(file) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(line, model, f"{file}:{number}")
    except (OSError, EOFError, zstandard.ZstdError) as error:
        told = getattr(error, "strerror", None) or error
        raise UsageError(f"{file} cannot be read ({told}): name what `diplo-extract run` wrote") from error


def _open(file: Path) -> BinaryIO:
    if str(file) == "-":
        return sys.stdin.buffer
    if file.suffix == ".gz":
        return io.BufferedReader(gzip.open(file))
    if file.suffix == ".zst":
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file.open("rb"), closefd=True))
    return file.open("rb")


def _row(line: bytes, model: type[Row], place: str) -> Row:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        raise UsageError(
            f"{place} is no record of schema {SCHEMA_VERSION} ({first_problem(error)}):"
            " make it anew with `diplo-extract run`, or take the line away"
        ) from error
