"""Files and folders: the order, the formats by content, what is too large, what cannot be read."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from archive_files import PAGE, make_zip, read, warc_record

from diplo_extract import Article, ErrorRecord, UsageError
from diplo_extract.archive import Archive


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


def test_a_truncated_gzip_is_an_error_record(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(PAGE * 100)[:-20])
    (error,) = read(tmp_path)
    assert isinstance(error, ErrorRecord)
    assert error.reason == "damaged-archive"


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
