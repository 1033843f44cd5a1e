"""Other formats from the records of one run, or of the shards of one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from diplo_extract.batch.duplicates import SIMILAR, Duplicates
from diplo_extract.batch.engine import scratch
from diplo_extract.batch.likeness import likeness
from diplo_extract.errors import UsageError
from diplo_extract.write import FORMATS
from diplo_extract.write.whole import writing


def export(
    folders: Iterable[Path], formats: Iterable[str], to: Path, *, dedupe: bool = False, similar: float = SIMILAR
) -> list[Path]:
    """Write the records under `folders` to `to` in each format, and give what was written.

    Of several folders (shards of one archive) the records follow each other, and duplicates are marked anew over all.
    dedupe: leave out records that repeat another.
    Raises UsageError for a folder that holds no finished run and for an unknown format.
    """
    folders, formats = list(folders), list(dict.fromkeys(formats))
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError(f"no format {', '.join(unknown)}; known are {', '.join(FORMATS)}")
    for folder in folders:
        if not (folder / "records.jsonl").is_file():
            raise UsageError(f"{folder} holds no records.jsonl: name the folder of a finished run")
    to.mkdir(parents=True, exist_ok=True)
    written = []
    for name in formats:
        path = to / FORMATS[name].name
        write = FORMATS[name].load()
        with writing(path) as part:
            write(_records(folders, dedupe=dedupe, similar=similar), _errors(folders), part)
        written.append(path)
    return written


def _records(folders: list[Path], *, dedupe: bool, similar: float) -> Iterator[dict[str, Any]]:
    found = _lines(folders, "records.jsonl")
    if len(folders) > 1:
        found = _marked(found, similar)
    return (record for record in found if not (dedupe and record["duplicate_of"]))


def _errors(folders: list[Path]) -> Iterator[dict[str, Any]]:
    return _lines(folders, "errors.jsonl")


def _lines(folders: list[Path], name: str) -> Iterator[dict[str, Any]]:
    for folder in folders:
        if (folder / name).exists():
            with (folder / name).open(encoding="utf-8") as file:
                yield from map(json.loads, file)


def _marked(records: Iterator[dict[str, Any]], similar: float) -> Iterator[dict[str, Any]]:
    with (
        tempfile.TemporaryDirectory(prefix="diplo-extract-") as folder,
        scratch(Path(folder)) as index,
    ):
        duplicates = Duplicates(index, similar)
        for record in records:
            repeats = duplicates.find(record["id"], record["content_id"], likeness(record["text"]))
            yield record | {
                "duplicate_of": repeats.first_id if repeats else None,
                "duplicate_kind": repeats.kind if repeats else None,
            }
