"""The user's own file of names: which forms are one person, whatever the text lets us think."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from diplo_extract.errors import UsageError
from diplo_extract.resolve.surface import bare, fold


def read_aliases(path: str | Path) -> dict[str, list[str]]:
    """Read a TOML file of `"Full Name" = ["form", "other form"]`.

    Raises UsageError that names the file and the line at fault.
    """
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"alias file {path}: {error}") from error
    compile_aliases(table, str(path))
    return table


def compile_aliases(table: Mapping[str, object], where: str = "aliases") -> dict[str, str]:
    """Give folded form -> full name for a table of full name -> forms; raises UsageError for a form of two people."""
    found: dict[str, str] = {}
    for name, forms in table.items():
        if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
            raise UsageError(f'{where}: "{name}" needs a list of forms, as in "{name}" = ["…"]')
        for form in (name, *forms):
            key = fold(bare(form))
            if found.setdefault(key, name) != name:
                raise UsageError(
                    f'{where}: "{form}" stands for both {found[key]} and {name}: leave it with one of them'
                )
    return found
