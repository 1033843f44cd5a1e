"""Every entry of an archive gives an Article or an ErrorRecord with its place and reason."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pyarrow
import pytest
import zstandard
from fastwarc.warc import WarcRecord, WarcRecordType
from pyarrow import parquet

from diplo_extract import Article, ErrorRecord, UsageError
from diplo_extract.archive import Archive, Limits

PAGE = b"<html><body><p>The mayor of Lusaka received a delegation.</p></body></html>"


def read(path: Path | str, **limits: int) -> list[Article | ErrorRecord]:
    return list(Archive([path], Limits(**limits)))


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", "text/html"),
        ("a.HTM", "text/html"),
        ("a.xhtml", "application/xhtml+xml"),
        ("a.xml", "application/xml"),
        ("a.txt", "text/plain"),
        ("a.md", "text/markdown"),
    ],
)
def test_a_page_is_one_article_with_the_media_type_of_its_name(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).write_bytes(PAGE)
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert (article.content, article.media_type) == (PAGE, media_type)
    assert article.uri.endswith(name)


def test_gzip_is_unpacked_and_keeps_the_media_type_inside(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(PAGE))
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert (article.content, article.media_type) == (PAGE, "text/html")
    assert article.uri.endswith("a.html.gz")


def test_a_folder_is_read_in_the_order_of_names_and_counts_what_is_no_document(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "sub/c.md", "sub/style.css", "photo.JPG", ".hidden.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    archive = Archive([tmp_path])
    assert [Path(article.uri).name for article in archive if isinstance(article, Article)] == [
        "a.txt",
        "b.html",
        "c.md",
    ]
    assert archive.skipped == {".css": 1, ".jpg": 1}


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(read(tmp_path)) == 1


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


def test_zip_members_are_articles_and_a_damaged_one_does_not_stop_the_others(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"1.html": PAGE, "2.html": PAGE * 50, "img.png": b"x", "3.txt": b"Three"})
    data = bytearray(path.read_bytes())
    start = data.find(b"2.html") + len("2.html")
    data[start + 4 : start + 12] = b"\xff" * 8
    path.write_bytes(data)
    archive = Archive([path])
    one, two, three = archive
    assert isinstance(one, Article) and one.member == "1.html"
    assert isinstance(two, ErrorRecord) and (two.reason, two.source.member) == ("damaged-archive", "2.html")
    assert isinstance(three, Article) and three.content == b"Three"
    assert archive.skipped == {".png": 1}


@pytest.mark.parametrize("keep", [10, 60, -30])
def test_a_broken_zip_is_one_error_record(tmp_path: Path, keep: int) -> None:
    path = make_zip(tmp_path / "a.zip", {"1.html": PAGE})
    path.write_bytes(path.read_bytes()[:keep])
    (error,) = read(path)
    assert isinstance(error, ErrorRecord)
    assert (error.stage, error.reason) == ("read", "damaged-archive")
    assert error.remedy


def test_a_truncated_gzip_is_an_error_record(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(PAGE * 100)[:-20])
    (error,) = read(tmp_path)
    assert isinstance(error, ErrorRecord)
    assert error.reason == "damaged-archive"


def test_lines_before_the_damage_of_a_gzip_are_kept(tmp_path: Path) -> None:
    line = json.dumps({"text": "A text"}) + "\n"
    packed = gzip.compress((line * 20_000).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    outcomes = read(tmp_path)
    assert len(outcomes) > 1_000
    assert isinstance(outcomes[-1], ErrorRecord)
    assert [o for o in outcomes[:-1] if not isinstance(o, Article)] == []


def test_a_zip_inside_a_zip_is_named_and_not_unpacked(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("1.html", PAGE)
    path = make_zip(tmp_path / "a.zip", {"inner.zip": inner.getvalue(), "2.html": PAGE})
    error, article = read(path)
    assert isinstance(error, ErrorRecord) and error.reason == "nested-archive"
    assert isinstance(article, Article)


@pytest.mark.parametrize("name", ["a.html", "a.json", "a.html.gz", "a.zip"])
def test_what_is_larger_than_the_limit_is_not_read_into_memory(tmp_path: Path, name: str) -> None:
    bomb = b"0" * 30_000_000
    path = tmp_path / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(bomb))
    elif name.endswith(".zip"):
        make_zip(path, {"1.html": bomb})
    else:
        path.write_bytes(bomb)
    (error,) = read(path, max_page_bytes=1_000)
    assert isinstance(error, ErrorRecord)
    assert error.reason == "too-large"


def test_a_long_line_is_an_error_and_the_next_line_is_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": "x" * 5_000}), json.dumps({"text": "short"})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    error, article = read(tmp_path, max_page_bytes=1_000)
    assert isinstance(error, ErrorRecord) and (error.reason, error.source.member) == ("too-large", "line 1")
    assert isinstance(article, Article) and article.member == "line 2"


@pytest.mark.parametrize(
    ("data", "kind"),
    [(PAGE, "text/html"), (gzip.compress(PAGE), "gzip"), (b'{"text": "One"}\n{"text": "Two"}\n', "jsonl")],
)
def test_a_file_without_a_known_name_is_read_by_its_content(tmp_path: Path, data: bytes, kind: str) -> None:
    (tmp_path / "page").write_bytes(data)
    outcomes = read(tmp_path / "page")
    assert all(isinstance(outcome, Article) for outcome in outcomes)
    assert len(outcomes) == (2 if kind == "jsonl" else 1)
    if kind == "gzip":
        assert outcomes[0].content == PAGE  # type: ignore[union-attr]


def test_a_missing_path_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-such-folder"):
        Archive([tmp_path / "no-such-folder"])


def make_tar(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    return path


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.tgz", "a.tar.zst", "unnamed"])
def test_a_tar_is_read_and_never_extracted(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    path = make_tar(tmp_path / "plain", {"../up.html": PAGE, "/abs.txt": b"Two", "img.png": b"x"})
    data = path.read_bytes()
    if name.endswith((".gz", ".tgz")):
        data = gzip.compress(data)
    elif name.endswith(".zst"):
        data = zstandard.compress(data)
    (tmp_path / name).write_bytes(data)
    archive = Archive([tmp_path / name])
    assert [(a.member, a.content) for a in archive if isinstance(a, Article)] == [
        ("../up.html", PAGE),
        ("/abs.txt", b"Two"),
    ]
    assert archive.skipped == {".png": 1, ".html": 1}
    assert list((tmp_path / "in").iterdir()) == []


def test_a_truncated_tar_gives_what_is_whole_and_an_error(tmp_path: Path) -> None:
    path = make_tar(tmp_path / "a.tar", {f"{n}.html": PAGE * 40 for n in range(5)})
    path.write_bytes(path.read_bytes()[:9_000])
    *whole, last = read(path)
    assert whole and all(isinstance(outcome, Article) for outcome in whole)
    assert isinstance(last, ErrorRecord) and last.reason == "damaged-archive"


def warc_record(number: int, *, status: str = "200 OK", kind: str = "text/html; charset=windows-1254") -> bytes:
    body = f"<p>Belediye Başkanı {number}</p>".encode("cp1254") * 50
    packed = gzip.compress(body, mtime=0)
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    )
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.headers["WARC-Target-URI"] = f"https://example.org/{number}"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.headers["WARC-Date"] = "2024-06-05T08:00:00Z"
    record.set_bytes_content(head.encode() + packed)
    out = io.BytesIO()
    record.write(out, checksum_data=True)
    return out.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_a_warc_gives_its_pages_with_what_the_server_said(tmp_path: Path, packed: bool) -> None:
    records = [warc_record(0), warc_record(1, status="404 Not Found"), warc_record(2, kind="image/png"), warc_record(3)]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    archive = Archive([path])
    first, missing, last = archive
    assert isinstance(first, Article) and isinstance(last, Article)
    assert (first.url, first.charset, first.media_type) == ("https://example.org/0", "windows-1254", "text/html")
    assert first.fetched_at == "2024-06-05T08:00:00+00:00"
    assert isinstance(first.content, bytes) and "Belediye Başkanı 0" in first.content.decode("cp1254")
    assert isinstance(missing, ErrorRecord) and missing.reason == "http-status"
    assert first.member != last.member
    assert archive.skipped == {".png": 1}


@pytest.mark.parametrize("packed", [False, True])
def test_a_damaged_warc_is_never_silent(tmp_path: Path, packed: bool) -> None:
    records = [warc_record(number) for number in range(6)]
    whole = b"".join(gzip.compress(record) if packed else record for record in records)
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    for data in (whole[: len(whole) * 3 // 4], whole[: len(whole) // 2] + b"\0" * 60 + whole[len(whole) // 2 + 60 :]):
        path.write_bytes(data)
        outcomes = read(path)
        assert sum(isinstance(outcome, Article) for outcome in outcomes) >= 2
        assert [o.reason for o in outcomes if isinstance(o, ErrorRecord)] == ["damaged-archive"]


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


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.php", "page"),
        ("news.aspx?id=7", "page"),
        ("no-suffix", "page"),
        ("packed.html", "packed"),
        ("crawl", "warc"),
        ("photo.jpg", None),
        ("style.css", None),
        ("notes.dat", None),
    ],
)
def test_in_a_folder_the_content_tells_the_format(tmp_path: Path, name: str, kind: str | None) -> None:
    page = b"<!DOCTYPE html>" + PAGE
    data = {"packed": gzip.compress(page), "warc": gzip.compress(warc_record(1))}.get(kind or "", page)
    (tmp_path / name).write_bytes(b"plain words" if name == "notes.dat" else data)
    archive = Archive([tmp_path])
    outcomes = list(archive)
    assert [isinstance(outcome, Article) for outcome in outcomes] == ([True] if kind else [])
    assert archive.skipped.total() == (0 if kind else 1)


def test_a_page_named_like_an_archive_that_is_none_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(b"<!DOCTYPE html>" + PAGE)
    (article,) = read(tmp_path)
    assert isinstance(article, Article) and article.content == b"<!DOCTYPE html>" + PAGE


def test_a_warc_within_a_zip_is_read_and_its_members_named_through_both(tmp_path: Path) -> None:
    make_zip(tmp_path / "a.wacz", {"archive/data.warc.gz": gzip.compress(warc_record(1)), "datapackage.txt": b"x"})
    page, _ = read(tmp_path)
    assert isinstance(page, Article) and page.url == "https://example.org/1"
    assert page.member and page.member.startswith("archive/data.warc.gz <urn:uuid:")


def test_text_of_a_crawl_is_read_and_revisits_are_counted(tmp_path: Path) -> None:
    data = b""
    for kind, content in ((WarcRecordType.conversion, b"Mayor met guests."), (WarcRecordType.revisit, b"")):
        record = WarcRecord()
        record.init_headers(record_type=kind)
        record.headers["WARC-Target-URI"] = "https://example.org/1"
        record.headers["Content-Type"] = "text/plain"
        record.set_bytes_content(content)
        out = io.BytesIO()
        record.write(out)
        data += out.getvalue()
    (tmp_path / "a.warc").write_bytes(data)
    archive = Archive([tmp_path])
    (article,) = archive
    assert isinstance(article, Article) and (article.content, article.media_type) == (
        b"Mayor met guests.",
        "text/plain",
    )
    assert archive.skipped == {"(revisit)": 1}


def test_paths_are_read_once_and_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.html", "a.html"):
        (tmp_path / name).write_bytes(PAGE)
    paths = [tmp_path / "b.html", tmp_path / "a.html", tmp_path / "b.html"]
    assert [Path(item.uri).name for item in Archive(paths) if isinstance(item, Article)] == ["a.html", "b.html"]


def test_a_folder_that_cannot_be_read_is_an_error_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.html").write_bytes(PAGE)
    listed = os.listdir

    def refuse(folder: Path) -> list[str]:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(os, "listdir", refuse)
    error, article = read(tmp_path)
    assert isinstance(article, Article)
    assert isinstance(error, ErrorRecord) and error.reason == "unreadable" and error.source.uri.endswith("closed")
