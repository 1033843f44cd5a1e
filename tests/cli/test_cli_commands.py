"""The commands as a user calls them: in a process of their own, by their output and exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from diplo_extract import ErrorRecord, Record
from diplo_extract.cli import commands

PAGE = """<html lang="en"><head><title>Twin towns meet</title></head><body><article><h1>Twin towns meet</h1>
<p>KUMASI, 12 March 2024. Mayor Samuel Pyne of Kumasi received a delegation of 14 councillors from
Bremen on Tuesday.</p>
<p>"We have much to learn from each other," Mr Pyne said at the city hall, where the two towns signed an agreement.</p>
<p>The visitors will see the central market and a school before they leave for Accra on 15 March 2024.</p>
</article></body></html>"""


def call(*arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "diplo_extract", *map(str, arguments)], input=stdin, capture_output=True, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE, encoding="utf-8")
    (folder / "b.html").write_text(PAGE, encoding="utf-8")
    (folder / "empty.html").write_bytes(b"")
    (folder / "style.css").write_text("p {}")
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_run_writes_one_outcome_for_every_document(pages: Path, tmp_path: Path) -> None:
    done = call("run", pages, "--out", tmp_path / "out", "--json")
    summary = json.loads(done.stdout)
    records, errors = lines(tmp_path / "out/records.jsonl"), lines(tmp_path / "out/errors.jsonl")
    assert done.returncode == 0
    assert summary["documents"] == 3 == len(records) + len(errors)
    assert summary["errors"] == {"empty": 1}
    assert summary["skipped"] == {".css": 1}
    first, again = (Record.model_validate(record) for record in records)
    assert first.id != again.id
    assert again.duplicate_of == first.id and first.duplicate_of is None
    error = ErrorRecord.model_validate(errors[0])
    assert error.source.uri.endswith("empty.html") and error.remedy


def test_run_twice_gives_the_same_bytes(pages: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        call("run", pages, "--out", tmp_path / out)
    assert (tmp_path / "one/records.jsonl").read_bytes() == (tmp_path / "two/records.jsonl").read_bytes()


def test_the_summary_is_for_people_without_json(pages: Path, tmp_path: Path) -> None:
    done = call("run", pages, "--out", tmp_path / "out")
    assert "3 documents" in done.stdout and "errors: empty 1" in done.stdout
    dry = call("run", pages, "--out", tmp_path / "dry", "--dry-run")
    assert "3 documents" in dry.stdout and "nothing was written" in dry.stdout and "records" not in dry.stdout


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_a_run_that_finds_nothing_says_what_to_check(pages: Path, tmp_path: Path, dry: tuple[str, ...]) -> None:
    folder = tmp_path / "styles"
    folder.mkdir()
    (pages / "style.css").rename(folder / "style.css")
    done = call("run", folder, "--out", tmp_path / "out", "--json", *dry)
    assert done.returncode == 0
    assert json.loads(done.stdout)["skipped"] == {".css": 1}
    assert "no document was found: check the paths" in done.stderr
    assert "no document" not in call("run", pages, "--out", tmp_path / "out", *dry).stderr


def test_strict_tells_of_errors_by_exit_code(pages: Path, tmp_path: Path) -> None:
    assert call("run", pages, "--out", tmp_path / "out", "--strict").returncode == 1


def test_a_damaged_archive_is_told_by_exit_code_and_the_rest_is_done(pages: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(pages / "c.zip", "w") as archive:
        archive.writestr("1.html", PAGE)
    (pages / "c.zip").write_bytes((pages / "c.zip").read_bytes()[:-30])
    done = call("run", pages, "--out", tmp_path / "out")
    assert done.returncode == 3
    assert len(lines(tmp_path / "out/records.jsonl")) == 2


def test_standard_input_is_read(tmp_path: Path) -> None:
    call("run", "-", "--out", tmp_path / "out", stdin=PAGE.encode())
    assert [record["source"]["uri"] for record in lines(tmp_path / "out/records.jsonl")] == ["-"]  # type: ignore[index]


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "no-such-folder", "--out", "out"),
        ("run", ".", "--out", "out", "--no-such-option"),
        ("run", ".", "--out", "out", "--model", "no-such-model"),
        ("no-such-command",),
    ],
)
def test_a_mistake_in_the_call_is_exit_code_2_with_one_clear_line(arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_settings_come_from_a_toml_file_and_the_command_line_wins(pages: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("max-page-bytes = 10\nstrict = true\n")
    done = call("run", pages, "--out", tmp_path / "out", "--settings", settings, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["errors"] == {"empty": 1, "too-large": 2}
    done = call("run", pages, "--out", tmp_path / "two", "--settings", settings, "--max-page-bytes", "9999", "--json")
    assert json.loads(done.stdout)["errors"] == {"empty": 1}


def test_settings_have_the_names_of_the_options(pages: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('model = "fast"\nformat = "csv"\njson = true\nmin_confidence = ["people=0.5"]\n')
    done = call("run", pages, "--out", tmp_path / "out", "--settings", settings)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["documents"] == 3
    assert (tmp_path / "out" / "tables-csv" / "records.csv").is_file()


def test_an_unknown_setting_is_named_with_the_known_ones(pages: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("colour = 1\n")
    done = call("run", pages, "--out", tmp_path / "out", "--settings", settings)
    assert done.returncode == 2
    assert "colour" in done.stderr and "max-page-bytes" in done.stderr


def test_show_prints_a_record_for_a_person(pages: Path) -> None:
    done = call("show", pages / "a.html")
    assert done.returncode == 0
    assert "Twin towns meet" in done.stdout
    assert "14 councillors" in done.stdout


def test_the_users_names_win(pages: Path, tmp_path: Path) -> None:
    aliases = tmp_path / "aliases.toml"
    aliases.write_text('"Sam Pyne" = ["Samuel Pyne", "Pyne"]\n', encoding="utf-8")
    record = Record.model_validate_json(call("show", pages / "a.html", "--json", "--aliases", aliases).stdout)
    assert {span.text for person in record.people for span in person.mentions} >= {"Samuel Pyne", "Pyne"}
    assert any(person.rule and "alias file" in person.rule for person in record.people)
    aliases.write_text('"Sam Pyne" = "Pyne"\n', encoding="utf-8")
    done = call("show", pages / "a.html", "--aliases", aliases)
    assert done.returncode == 2 and "no list of forms" in done.stderr


def test_vague_words_count_what_the_user_says(pages: Path, tmp_path: Path) -> None:
    page = PAGE.replace("received a delegation of 14", "opened a forum attended by dozens of")
    (pages / "a.html").write_text(page, encoding="utf-8")
    table = tmp_path / "vague.toml"
    table.write_text("dozens = [12, 120]\n", encoding="utf-8")
    done = call("run", pages / "a.html", "--out", tmp_path / "out", "--vague-counts", table)
    assert done.returncode == 0, done.stderr
    (record,) = (Record.model_validate(line) for line in lines(tmp_path / "out/records.jsonl"))
    assert [(fact.low, fact.high, fact.qualifier) for fact in record.attendance] == [(12, 120, "vague")]
    table.write_text("dozens = [120, 12]\n", encoding="utf-8")
    done = call("run", pages / "a.html", "--out", tmp_path / "other", "--vague-counts", table)
    assert done.returncode == 2 and "write the lowest" in done.stderr


def test_the_users_words_of_titles_are_known(pages: Path, tmp_path: Path) -> None:
    page, words = tmp_path / "page.txt", tmp_path / "titles.toml"
    page.write_text(
        "Harbour Day\n\nAnn Lee, wharfinger of the town, met Bo Hale, the grand beadle, on Monday in Linden.\n",
        encoding="utf-8",
    )
    words.write_text('[heads]\nown = ["wharfinger", "grand beadle"]\n', encoding="utf-8")
    record = Record.model_validate_json(call("show", page, "--json", "--titles", words).stdout)
    roles = {position.role for person in record.people for position in person.positions}
    assert roles == {"wharfinger", "grand beadle"}
    words.write_text('[heads]\nown = "wharfinger"\n', encoding="utf-8")
    done = call("show", page, "--titles", words)
    assert done.returncode == 2 and "[heads] own" in done.stderr


def test_show_json_is_the_record(pages: Path) -> None:
    record = Record.model_validate_json(call("show", pages / "a.html", "--json").stdout)
    assert "Kumasi" in record.text


def test_show_says_why_there_is_no_record(pages: Path) -> None:
    done = call("show", pages / "empty.html")
    assert done.returncode == 1
    assert "empty" in done.stderr


def test_schema_is_the_schema_of_the_record() -> None:
    schema = json.loads(call("schema").stdout)
    assert set(schema["properties"]) == set(Record.model_fields)


def test_version() -> None:
    assert call("--version").stdout.startswith("diplo-extract")


def _every_command(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(("diplo-extract", *words)), command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _every_command(inner, (*words, name))


@pytest.mark.parametrize(("called", "command"), list(_every_command(commands)), ids=lambda value: str(value))
def test_every_help_has_an_example_of_its_command(called: str, command: click.Command) -> None:
    told = " ".join(command.get_help(click.Context(command, info_name=called)).split())
    assert f"Example: {called} " in told


@pytest.mark.parametrize(
    ("typed", "offered"), [("diplo-extract ru", "run"), ("diplo-extract export out --format sq", "sqlite")]
)
def test_the_shell_completes_commands_and_formats(typed: str, offered: str) -> None:
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" ")), "_DIPLO_EXTRACT_COMPLETE": "bash_complete"}
    done = subprocess.run(
        [sys.executable, "-m", "diplo_extract"], env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [f"plain,{offered}"]


def test_help_imports_no_heavy_library() -> None:
    code = (
        "import sys, diplo_extract.cli as c; c.commands(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "'click'" in loaded
    for heavy in ("'spacy'", "'lxml'", "'bs4'", "'pydantic'", "'numpy'", "'httpx'"):
        assert heavy not in loaded
