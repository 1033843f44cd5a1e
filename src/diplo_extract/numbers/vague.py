"""A user's own table of vague words: what "dozens" counts at least, and at most."""

from __future__ import annotations

from pathlib import Path

from diplo_extract.user_files import read_toml, refused


def read_vague_counts(file: Path) -> dict[str, tuple[float, float]]:
    """Read a TOML file of `dozens = [20, 0]`, where 0 is open; raises UsageError that names entry and remedy."""
    return {word: _bounds(file, word, value) for word, value in read_toml(file, "dozens = [20, 0]").items()}


def _bounds(file: Path, word: str, value: object) -> tuple[float, float]:
    numbers = value if isinstance(value, list) else []
    if len(numbers) == 2 and all(isinstance(number, int | float) and number >= 0 for number in numbers):
        low, high = (float(number) for number in numbers)
        if high == 0 or low <= high:
            return low, high
    remedy = f'write the lowest and the highest, "{word}" = [20, 50], or [20, 0] when it is open'
    raise refused(file, f"{word} = {value!r} is no range of counts", remedy)
