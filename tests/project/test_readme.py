"""The README's Python runs as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "2 read empty" in printed or "2 clean empty" in printed
    assert "2024-06-03/2024-06-05" in printed


def test_the_commands_of_the_readme_are_the_commands_there_are() -> None:
    from diplo_extract.cli import COMMANDS

    named = set(re.findall(r"^\| `diplo-extract (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert named == set(COMMANDS)


def test_the_output_of_the_readme_is_what_comes_out() -> None:
    command = [sys.executable, "-m", "diplo_extract", "show", "samples/pages/izmir-mediterranean-ports.html"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    (shown,) = re.findall(r"```text\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown.strip() == printed.strip()
