"""What a caller may name."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from diplo_extract import UsageError
from diplo_extract.fetch.seeds import read_seeds

SITEMAP = b"<urlset><url><loc>http://h.example/1</loc></url><url><loc>http://h.example/2</loc></url></urlset>"


def test_addresses_and_files_of_them_are_taken_each_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "\ufeffhttp://h.example/2\n\n# a comment\n  HTTP://H.example/3  \n", encoding="utf-8"
    )
    (tmp_path / "sitemap.xml").write_bytes(SITEMAP)
    (tmp_path / "sitemap.xml.gz").write_bytes(gzip.compress(SITEMAP))
    arguments = ["http://h.example/2#x", *(str(tmp_path / name) for name in ("a.txt", "sitemap.xml", "sitemap.xml.gz"))]
    assert read_seeds(arguments) == [f"http://h.example/{number}" for number in (2, 3, 1)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"http://h.example/\nno address\n", "line 2: .*; give an address that begins"),
        (b"http://h.example/\xff\n", "; save it as UTF-8"),
        (b"<!DOCTYPE x><rss></rss>", "DTD.*; a list with a DTD is not read"),
        (SITEMAP.replace(b"http://h.example/2", b"/2"), "link 2"),
        (SITEMAP[:-30], "middle"),
    ],
)
def test_a_file_that_holds_something_else_is_refused_with_the_place(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "seeds"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        read_seeds([str(path)])
