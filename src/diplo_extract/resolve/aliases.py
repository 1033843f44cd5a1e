"""The user's own file of names: which forms are one person, whatever the text lets us think."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diplo_extract.resolve.surface import bare, fold
from diplo_extract.user_files import read_toml, refused


def read_aliases(path: str | Path) -> dict[str, list[str]]:
    """Read a TOML file of `"Full Name" = ["form", "other form"]`; raises UsageError that names entry and remedy."""
    table = read_toml(path, '"Full Name" = ["other form"]')
    compile_aliases(table, str(path))
    return table


def compile_aliases(table: Mapping[str, object], where: str = "aliases") -> dict[str, str]:
    """Give folded form -> full name for a table of full name -> forms; raises UsageError for a form of two people."""
    found: dict[str, str] = {}
    for name, forms in table.items():
        if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
            raise refused(where, f'"{name}" has no list of forms', f'write "{name}" = ["other form"]')
        for form in (name, *forms):
            key = fold(bare(form))
            if found.setdefault(key, name) != name:
                raise refused(where, f'"{form}" stands for both {found[key]} and {name}', "leave it with one of them")
    return found
