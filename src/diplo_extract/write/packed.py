"""Records as JSON lines, packed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import zstandard


def write_gzip(records: Iterable[Mapping[str, Any]], errors: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write .jsonl.gz; equal records give equal bytes."""
    with path.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        _write(records, cast(BinaryIO, packed))


def write_zstd(records: Iterable[Mapping[str, Any]], errors: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write .jsonl.zst."""
    with path.open("wb") as file, zstandard.ZstdCompressor(level=10).stream_writer(file) as packed:
        _write(records, cast(BinaryIO, packed))


def _write(records: Iterable[Mapping[str, Any]], packed: BinaryIO) -> None:
    for record in records:
        packed.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
