"""Archives with members, .zip, .tar, .warc: every member is an article or an error record."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
import zstandard
from archive_files import PAGE, make_tar, make_zip, read, warc_record
from fastwarc.warc import WarcRecord, WarcRecordType

from diplo_extract import Article, ErrorRecord
from diplo_extract.archive import Archive


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


def test_a_zip_inside_a_zip_is_named_and_not_unpacked(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("1.html", PAGE)
    path = make_zip(tmp_path / "a.zip", {"inner.zip": inner.getvalue(), "2.html": PAGE})
    error, article = read(path)
    assert isinstance(error, ErrorRecord) and error.reason == "nested-archive"
    assert isinstance(article, Article)


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
