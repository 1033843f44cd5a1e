"""Articles in rows, JSON, JSON lines and Parquet: every row is an article or an error record."""

from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path

import pyarrow
from archive_files import read
from pyarrow import parquet

from diplo_extract import Article, ErrorRecord


def test_json_lines_give_an_article_or_an_error_for_every_line(tmp_path: Path) -> None:
    lines = [
        json.dumps({"html": "<p>One</p>", "url": "https://example.org/1", "published": "2024-06-03T10:00:00Z"}),
        "{no json",
        "",
        json.dumps({"text": "Two", "published": "3 June"}),
        json.dumps({"body": "no known field"}),
        json.dumps(["a list"]),
        json.dumps({"text": "Six"}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    outcomes = read(tmp_path)
    first, *errors, last = outcomes
    assert isinstance(first, Article)
    assert (first.content, first.url, first.published) == ("<p>One</p>", "https://example.org/1", "2024-06-03")
    assert isinstance(last, Article)
    assert (last.content, last.media_type, last.member) == ("Six", "text/plain", "line 7")
    assert [(e.reason, e.source.member) for e in errors if isinstance(e, ErrorRecord)] == [
        ("bad-json", "line 2"),
        ("bad-date", "line 4"),
        ("no-content", "line 5"),
        ("no-content", "line 6"),
    ]


def test_deeply_nested_json_is_an_error_record(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[" * 200_000)
    (error,) = read(tmp_path)
    assert isinstance(error, ErrorRecord)
    assert error.reason == "bad-json"


def test_lines_before_the_damage_of_a_gzip_are_kept(tmp_path: Path) -> None:
    line = json.dumps({"text": "A text"}) + "\n"
    packed = gzip.compress((line * 20_000).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    outcomes = read(tmp_path)
    assert len(outcomes) > 1_000
    assert isinstance(outcomes[-1], ErrorRecord)
    assert [o for o in outcomes[:-1] if not isinstance(o, Article)] == []


def test_a_long_line_is_an_error_and_the_next_line_is_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": "x" * 5_000}), json.dumps({"text": "short"})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    error, article = read(tmp_path, max_page_bytes=1_000)
    assert isinstance(error, ErrorRecord) and (error.reason, error.source.member) == ("too-large", "line 1")
    assert isinstance(article, Article) and article.member == "line 2"


def test_parquet_rows_are_articles_with_the_fields_of_json(tmp_path: Path) -> None:
    rows = {
        "html": ["<p>One</p>", None, None, "<p>Four</p>"],
        "text": [None, "Two", None, None],
        "published": [datetime.date(2024, 6, 3), None, None, None],
        "other": [1, 2, 3, 4],
    }
    parquet.write_table(pyarrow.table(rows), tmp_path / "a.parquet", row_group_size=2)
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))
    for name in ("a.parquet", "b.parquet.gz"):
        one, two, three, four = read(tmp_path / name)
        assert isinstance(one, Article) and isinstance(two, Article) and isinstance(four, Article)
        assert (one.content, one.published, one.member) == ("<p>One</p>", "2024-06-03", "row 1")
        assert (two.content, two.media_type) == ("Two", "text/plain")
        assert isinstance(three, ErrorRecord) and (three.reason, three.source.member) == ("no-content", "row 3")


def test_parquet_without_text_or_whole_end_is_one_error(tmp_path: Path) -> None:
    parquet.write_table(pyarrow.table({"body": ["x"]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-9])
    assert [outcome.reason for outcome in read(tmp_path) if isinstance(outcome, ErrorRecord)] == [
        "no-content",
        "damaged-archive",
    ]


def test_a_list_in_a_json_file_is_many_articles(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"text": "One"}, {"nothing": 1}, {"text": "Three"}]))
    one, two, three = read(tmp_path)
    assert isinstance(one, Article) and isinstance(three, Article) and isinstance(two, ErrorRecord)
    assert (one.member, three.member, two.reason) == ("item 1", "item 3", "no-content")
