"""The texts of tests/people, with names marked in them, serve for quotes too."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

_FIXTURES = run_path(str(Path(__file__).parents[1] / "people" / "conftest.py"))
language, read = _FIXTURES["language"], _FIXTURES["read"]
