"""TOML files that a user writes: all are read, and refused, in the same way: file, what is wrong, what to do."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from diplo_extract.errors import UsageError


def read_toml(path: str | Path, example: str) -> dict[str, Any]:
    """Give what a user's TOML file holds; raises UsageError. `example` is a right line of such a file."""
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise refused(path, f"cannot be read, {error.strerror}", f"name a TOML file of lines as {example}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refused(path, f"is no TOML file, {error}", f"write lines as {example}") from error


def refused(where: str | Path, wrong: str, remedy: str) -> UsageError:
    """Give the error of a user's file that cannot be taken."""
    return UsageError(f"{where}: {wrong}; {remedy}")
