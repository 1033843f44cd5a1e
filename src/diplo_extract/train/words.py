"""The word lists in `data/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Give one of the word lists; a text of words becomes a list of them."""
    raw = tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: _listed(value) for key, value in raw.items()}


def _listed(value: Any) -> Any:
    if isinstance(value, str):
        return [word.replace("_", " ") for word in value.split()]
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return value
