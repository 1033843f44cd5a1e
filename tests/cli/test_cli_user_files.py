"""TOML files that a user writes: whatever is wrong with one, the error names the file, the fault and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from diplo_extract import UsageError
from diplo_extract.cli import commands

EXAMPLES = {
    "--aliases": '"Full Name" = ["other form"]',
    "--vague-counts": "dozens = [20, 0]",
    "--titles": 'heads.own = ["port captain"]',
    "--settings": 'model = "fast"',
}


def said(folder: Path, option: str, content: bytes) -> str:
    """Give the error of a run with such a file, without the file's name at its head."""
    page, file = folder / "page.txt", folder / "words.toml"
    page.write_text("Ports met in Linden on Monday.", encoding="utf-8")
    file.write_bytes(content)
    arguments = ["run", str(page), "--out", str(folder / "out"), option, str(file)]
    with pytest.raises(UsageError) as caught:
        CliRunner().invoke(commands, arguments, catch_exceptions=False)
    assert not (folder / "out").exists()
    where, _, what = str(caught.value).partition(": ")
    assert where == str(file)
    return what


@pytest.mark.parametrize(("content", "place"), [(b"a = [1", "line 1"), (b'a = "\xff"', "position 5")])
@pytest.mark.parametrize(("option", "example"), EXAMPLES.items())
def test_a_file_that_is_no_toml(tmp_path: Path, option: str, example: str, content: bytes, place: str) -> None:
    message = said(tmp_path, option, content)
    assert message.startswith("is no TOML file, ")
    assert place in message or "end of document" in message
    assert message.endswith(f"; write lines as {example}")


@pytest.mark.parametrize(
    ("option", "line", "message"),
    [
        ("--aliases", '"Ann Lee" = "Lee"', '"Ann Lee" has no list of forms; write "Ann Lee" = ["other form"]'),
        (
            "--vague-counts",
            "dozens = 12",
            'dozens = 12 is no range of counts; write the lowest and the highest, "dozens" = [20, 50], or [20, 0] when'
            " it is open",
        ),
        ("--titles", '[heads]\nown = "wharfinger"', "[heads] own = 'wharfinger' cannot be taken; write \"own\" = ["),
        ("--titles", 'heads = "wharfinger"', "heads is no table; write [heads], and below it "),
        ("--titles", "[offices]", "[offices] is no table of titles; these are: abbreviations, careers, "),
        ("--titles", '[careers]\nnever = ["x"]', '[careers] knows no "never"; these are: active, passive, '),
        ("--titles", '[modifiers]\nstatus = ["late"]', "[modifiers] status = ['late'] cannot be taken; write "),
        (
            "--titles",
            '[abbreviations]\nwhf = "wharfinger"',
            '"whf" stands for "wharfinger", which is no head; add it under [heads]',
        ),
        ("--settings", "colour = 1", "no option is called colour; these are: aliases, "),
    ],
)
def test_a_file_of_another_content(tmp_path: Path, option: str, line: str, message: str) -> None:
    assert said(tmp_path, option, line.encode()).startswith(message)
