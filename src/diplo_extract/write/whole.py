"""Files that appear under their name only when they are whole and on the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def part_of(path: Path) -> Path:
    """Give the name under which `path` is written until it is whole."""
    return path.with_name(path.name + ".part")


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Give the name to write to; it becomes `path` when the block ended well. Files and folders alike."""
    part = part_of(path)
    _remove(part)
    yield part
    for file in sorted(part.rglob("*")) if part.is_dir() else [part]:
        sync(file)
    if part.is_dir():
        # a folder cannot be renamed over another
        _remove(path)
    put_in_place(part, path)


def put_in_place(part: Path, path: Path) -> None:
    """Rename, and have the name itself on the disk."""
    part.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have what was written to `path` on the disk; where folders cannot be opened (Windows) they need no such call."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
