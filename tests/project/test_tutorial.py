"""The tutorial runs as it stands: its commands in a shell, its Python as it is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)


def test_the_tutorial_runs_from_the_first_step_to_the_last(tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    printed = {"sh": "", "python": ""}
    for kind, code in BLOCK.findall((ROOT / "docs" / "TUTORIAL.md").read_text(encoding="utf-8")):
        command = ["bash", "-euc", code] if kind == "sh" else [sys.executable, "-c", code]
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{code}\n{done.stdout[-1000:]}\n{done.stderr[-2000:]}"
        printed[kind] += done.stdout
    assert "12 documents" in printed["sh"] and "4th Mediterranean Port Cities Forum" in printed["sh"]
    assert "{" in printed["python"]
    made = {file.name for file in (tmp_path / "tutorial").iterdir()}
    assert made == {"facts", "facts.html", "before.json", "errors.html"}
    assert {"records.sqlite", "tables-csv"} <= {file.name for file in (tmp_path / "tutorial" / "facts").iterdir()}
