"""What holds for the project as a whole: lint, types, the direction of imports, the wheel, the two commands."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import diplo_extract as dx

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "diplo_extract"

# the data flow: a module imports only from its own room and the rooms before it
ORDER = [
    {"errors", "edtf", "records", "article", "config", "lexicon", "user_files"},
    {"fetch"},
    {"numbers"},
    {"dates"},
    {"archive", "cleaning"},
    {"nlp"},
    {"resolve"},
    {"extractors"},
    {"pipeline"},
    {"write"},
    {"batch"},
    {"distributed"},
    {"evaluate"},
    {"report"},
    {"train"},
    {"cli"},
    {"__main__", "__init__"},
]


def imports(path: Path) -> set[str]:
    """Give the rooms of the package that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("diplo_extract"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found


def test_imports_run_one_way_along_the_data_flow() -> None:
    rank = {room: number for number, rooms in enumerate(ORDER) for room in rooms}
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        wrong += [f"{path.relative_to(PACKAGE)} -> {used}" for used in imports(path) if rank[used] > rank[room]]
    assert wrong == []


@pytest.mark.parametrize(
    "tool", [["ruff", "check", "src", "tests"], ["ruff", "format", "--check", "src", "tests"], ["mypy"]]
)
def test_the_code_is_clean(tool: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_the_readme_gives_the_command_that_ci_runs() -> None:
    command = (ROOT / ".ci" / "run").read_text().strip().splitlines()[-1]
    assert "pytest" in command
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


_CLIENT = """
import diplo_extract as dx

def first_person(page: bytes) -> str | None:
    outcome = dx.load("fast").extract(page)
    if isinstance(outcome, dx.ErrorRecord):
        return outcome.reason
    return outcome.people[0].name if outcome.people else None

title: {kind} = dx.clean("<h1>Ports meet</h1>").title
"""


@pytest.mark.parametrize(("kind", "accepted"), [("object", True), ("int", False)])
def test_a_program_that_uses_the_package_is_checked_against_its_types(
    tmp_path: Path, kind: str, accepted: bool
) -> None:
    client = tmp_path / "client.py"
    client.write_text(_CLIENT.format(kind=kind))
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", client.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is accepted, done.stdout
    assert accepted or "Incompatible types in assignment" in done.stdout


def test_public_names_are_sorted_and_there() -> None:
    assert sorted(dx.__all__) == dx.__all__
    for name in dx.__all__:
        assert callable(getattr(dx, name))
    with pytest.raises(AttributeError):
        _ = dx.no_such_name


def test_the_wheel_carries_the_model_the_lexicon_the_pages_and_the_types(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"diplo_extract/models/{model}/config.cfg" for model in ("accurate", "fast")} <= names
    assert "diplo_extract/py.typed" in names
    tables = {path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob("*.toml")}
    assert tables and tables <= names
    pages = {path.relative_to(PACKAGE.parent).as_posix() for path in (PACKAGE / "report" / "pages").iterdir()}
    assert pages and pages <= names


def test_every_factory_loads() -> None:
    factories = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["spacy_factories"]
    for target in factories.values():
        module, _, name = target.partition(":")
        assert callable(getattr(__import__(module, fromlist=[name]), name))


def test_no_path_of_a_machine_and_no_address_of_a_registry_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("not a git checkout")
    pattern = re.compile(r"/(?:home|root|Users|work)/\w|pypi[.]org/simple|file:///(?!etc/)")
    texts = [ROOT / name for name in listed if Path(name).suffix in {".py", ".toml", ".md", ".cfg", ".json", ""}]
    own = Path(__file__).resolve()
    found = [
        str(path)
        for path in texts
        if path.is_file() and path != own and pattern.search(path.read_text("utf-8", "replace"))
    ]
    assert found == []
