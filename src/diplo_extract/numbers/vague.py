"""A user's own table of vague words: what "dozens" counts at least, and at most."""

from __future__ import annotations

import tomllib
from pathlib import Path

from diplo_extract.errors import UsageError


def read_vague_counts(file: Path) -> dict[str, tuple[float, float]]:
    """Read a TOML file of `"dozens" = [20, 0]`, where 0 is open; raises UsageError that names entry and remedy."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} is no TOML file of vague words: {error}") from error
    return {word: _bounds(file, word, value) for word, value in table.items()}


def _bounds(file: Path, word: str, value: object) -> tuple[float, float]:
    numbers = value if isinstance(value, list) else []
    if len(numbers) == 2 and all(isinstance(number, int | float) and number >= 0 for number in numbers):
        low, high = (float(number) for number in numbers)
        if high == 0 or low <= high:
            return low, high
    raise UsageError(f"{file}: {word!r} = {value!r}; write the lowest and the highest count, [20, 0] when it is open")
