"""The file of a page, without a browser: nothing that a release says can leave its place."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path

import lxml.html
import pytest
import zstandard
from click.testing import CliRunner, Result
from hostile import HOSTILE, TEXT, record_of

from diplo_extract.cli.report import report
from diplo_extract.edtf import day_range
from diplo_extract.errors import UsageError
from diplo_extract.records import Attendance, ErrorRecord, Record, Source
from diplo_extract.report.archive_page import RELEASES_IN_A_PACK
from diplo_extract.report.facts import facts_of, number_range
from diplo_extract.report.frame import embedded, pack
from diplo_extract.report.read import read_errors, read_records


class Elements(HTMLParser):
    """Counts what a second parser finds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)


def unpacked(page: Path, number: int) -> list[dict[str, object]]:
    (packed,) = re.findall(rf'id="pack-{number}">([^<]*)<', page.read_text("utf-8"))
    views: list[dict[str, object]] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return views


def test_hostile_words_add_no_element(page: Path) -> None:
    text = page.read_text("utf-8")
    tree = lxml.html.document_fromstring(text)
    assert [script.get("id") for script in tree.iter("script")] == ["data", "pack-0", None]
    assert not list(tree.iter("img"))
    parser = Elements()
    parser.feed(text)
    assert parser.found.count("script") == 3 and "img" not in parser.found and "b" not in parser.found
    assert tree.findtext(".//title") == f"{HOSTILE[0]} 0"


def test_the_data_come_back_as_they_went_in(page: Path) -> None:
    tree = lxml.html.document_fromstring(page.read_text("utf-8"))
    data = json.loads(tree.get_element_by_id("data").text)
    releases = data["tables"]["releases"]
    assert dict(zip(releases["columns"], releases["rows"][0], strict=True))["title"] == f"{HOSTILE[0]} 0"
    (view,) = unpacked(page, 0)
    assert view["text"] == TEXT


def test_the_policy_allows_this_style_and_script_alone(page: Path) -> None:
    text = page.read_text("utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.split(" ", 1) for rule in html.unescape(policy).split("; "))
    assert rules["default-src"] == "'none'" and rules["trusted-types"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert rules[rule] == f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'"
    assert not re.search(r'(?:src|href)="(?!#main")', text)


@pytest.mark.parametrize("words", [*HOSTILE, "a\u2028b", "</SCRIPT >", "]]>", "\ud83d"])
def test_embedded_json_holds_no_sign_of_html(words: str) -> None:
    text = embedded({"words": words})
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text)["words"] == words.encode("utf-8", "replace").decode()
    assert re.fullmatch("[A-Za-z0-9+/=]+", pack(words))


def test_facts_of_a_record_are_told_with_names_for_ids(record: Record) -> None:
    facts = facts_of(record)
    assert [fact["kind"] for fact in facts] == [
        "people", "positions", "organizations", "dates", "attendance", "events", "quotes",
    ]  # fmt: skip
    person, office, _, date, _, event, quote = facts
    assert office["of"] == "Ana 😀 Silva" and office["value"] == HOSTILE[0]
    assert office["places"] == [(2, 7)] and TEXT[2:7] == "Mayor"
    assert person["confidence"] == 0.87 and ("presence", "present") in person["details"]
    assert "confidence" not in date and "by" not in date
    assert event["value"] == "2024-06-03/2024-06-05"
    assert {("participants", "Ana 😀 Silva"), ("attendance", "40 delegates")} <= set(event["details"])
    assert ("speaker", "Ana 😀 Silva") in quote["details"]


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(300, 300, "300"), (1200, 1500, "1,200–1,500"), (500, None, "500+"), (None, 20, "up to 20"), (None, None, "")],
)
def test_numbers_are_written_as_people_write_them(low: float | None, high: float | None, told: str) -> None:
    fact = Attendance(text="x", start=0, end=1, low=low, high=high, qualifier="min", unit="x", kind="people")
    assert number_range(fact) == told


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-06-03", ("2024-06-03", "2024-06-03")),
        ("2024-06-03/2024-06-05", ("2024-06-03", "2024-06-05")),
        ("../2020-05-01", ("2020-05-01", "2020-05-01")),
        ("[2020,2022]", ("2020-01-01", "2022-12-31")),
        ("2024-23", ("2024-09-01", "2024-11-30")),
        ("2024-24", ("2024-12-01", "2024-12-31")),
        ("2024-34~", ("2024-04-01", "2024-06-30")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("XXXX-07-05", None),
    ],
)
def test_day_range(value: str, days: tuple[str, str] | None) -> None:
    assert day_range(value) == days


def call(*arguments: object) -> Result:
    return CliRunner().invoke(report, [str(argument) for argument in arguments])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder as `run` leaves it."""
    folder = tmp_path / "out"
    folder.mkdir()
    lines = [record_of(number=number).model_dump_json() for number in range(2)]
    (folder / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    error = ErrorRecord(
        id="1",
        source=Source(uri="broken.html", media_type="text/html"),
        stage="read",
        reason="empty",
        error="DocumentError",
        message=HOSTILE[0],
        remedy="none",
    )
    (folder / "errors.jsonl").write_text(error.model_dump_json() + "\n", encoding="utf-8")
    return folder


def test_the_command_makes_a_page_of_a_folder(out: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = call(out, "--out", page)
    assert result.exit_code == 0, result.output
    assert "2 releases" in result.output
    data = json.loads(lxml.html.document_fromstring(page.read_text("utf-8")).get_element_by_id("data").text)
    assert data["tables"]["unread"]["rows"] == [["broken.html", "read", "empty", HOSTILE[0], "none"]]


def test_packed_files_are_read(out: Path) -> None:
    plain = (out / "records.jsonl").read_bytes()
    (out / "a.jsonl.gz").write_bytes(gzip.compress(plain))
    (out / "a.jsonl.zst").write_bytes(zstandard.compress(plain))
    ids = [record.id for record in read_records([out])]
    assert len(ids) == 2
    for name in ("a.jsonl.gz", "a.jsonl.zst"):
        assert [record.id for record in read_records([out / name])] == ids
    assert [error.reason for error in read_errors([out, out / "records.jsonl"])] == ["empty"]


def test_the_same_records_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        call(out, "--out", tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_nothing_is_overwritten_without_force(out: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("mine")
    result = call(out, "--out", page)
    assert isinstance(result.exception, UsageError) and "--force" in str(result.exception)
    assert page.read_text() == "mine"
    assert call(out, "--out", page, "--force").exit_code == 0
    assert "mine" not in page.read_text("utf-8")[:4]


def test_a_half_written_line_is_named_and_leaves_no_page(out: Path, tmp_path: Path) -> None:
    file = out / "records.jsonl"
    file.write_bytes(file.read_bytes()[:-40])
    result = call(out, "--out", tmp_path / "page.html")
    assert isinstance(result.exception, UsageError)
    assert f"{file}:2" in str(result.exception) and "diplo-extract run" in str(result.exception)
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda out: (out / "records.jsonl").rename(out / "records.jsonl.part"), "was stopped"),
        (lambda out: (out / "records.jsonl").unlink(), "there is no records.jsonl"),
        (lambda out: (out / "records.jsonl").write_bytes(b'{"schema_version": "0.1"}\n'), "records.jsonl:1"),
        (lambda out: (out / "records.jsonl").rename(out / "records.jsonl.gz"), "cannot be read"),
        (lambda out: (out / "errors.jsonl").write_bytes(b"\xff\xfe\n"), "errors.jsonl:1"),
    ],
)
def test_what_is_no_record_is_told_with_the_remedy(out: Path, tmp_path: Path, change: object, told: str) -> None:
    change(out)  # type: ignore[operator]
    result = call(out, "--out", tmp_path / "page.html")
    assert isinstance(result.exception, UsageError) and told in str(result.exception)


def test_an_archive_without_records_gives_a_page_too(out: Path, tmp_path: Path) -> None:
    (out / "records.jsonl").write_bytes(b"")
    result = call(out, "--out", tmp_path / "page.html")
    assert result.exit_code == 0 and "0 releases" in result.output


def test_releases_are_packed_in_their_order(archive: Path) -> None:
    views = [view for number in range(250 // RELEASES_IN_A_PACK) for view in unpacked(archive, number)]
    assert [view["source"]["uri"] for view in views] == [f"pages/{i}.html" for i in range(250)]  # type: ignore[index]
