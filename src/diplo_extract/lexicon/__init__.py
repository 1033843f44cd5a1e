"""Language knowledge as data: one folder per language, one TOML file per subject.

Nothing here is code about a language: the grammars read these tables, so another language is another folder.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(language: str, subject: str) -> dict[str, Any]:
    """Give the table `lexicon/<language>/<subject>.toml`, read once; callers do not change it.

    Raises KeyError when the language has no such table.
    """
    table = files(__name__) / language / f"{subject}.toml"
    if not table.is_file():
        raise KeyError(f"no lexicon '{subject}' for language '{language}'")
    return tomllib.loads(table.read_text(encoding="utf-8"))


@cache
def languages(subject: str) -> tuple[str, ...]:
    """Give the languages that have a table for `subject`, sorted."""
    folders = (entry for entry in files(__name__).iterdir() if entry.is_dir())
    return tuple(sorted(entry.name for entry in folders if (entry / f"{subject}.toml").is_file()))
