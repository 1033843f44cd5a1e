"""What is written: records that say what was asked and answered, and an extraction that repeats from them offline."""

from __future__ import annotations

import gzip
import io
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from fetcher import Fetcher
from sites import Site, in_turn, page, redirect, sitemap

import diplo_extract as dx
from diplo_extract.archive import Archive

MakeSite = Callable[..., Site]

PORTS = "<html lang='en'><body><article><h1>Ports meet</h1><p>Mayor Kari Solberg of Tromso opened the {}. meeting of "
PORTS += "the northern ports on 4 May 2023. More than 40 delegates took part in the talks.</p></article></body></html>"


def warc_records(path: Path) -> Iterator[WarcRecord]:
    with path.open("rb") as file:
        for record in ArchiveIterator(file, parse_http=False):
            record.freeze()
            yield record


def test_an_answer_and_its_request_are_written_with_digests_and_address(fetcher: Fetcher, make_site: MakeSite) -> None:
    body = gzip.compress(b"<p>chunked</p>")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    site = make_site({"/a": head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), "/robots.txt": page("")})
    fetcher(f"{site.url}/a")
    info, _, _, answer, request = warc_records(fetcher.out)
    assert info.record_type == WarcRecordType.warcinfo
    about = info.reader.read().decode()
    assert "software: diplo-extract/" in about and "http-header-user-agent: diplo-extract/0 (+test@" in about
    assert answer.headers["WARC-Target-URI"] == request.headers["WARC-Target-URI"] == f"{site.url}/a"
    assert answer.headers["WARC-IP-Address"] == "127.0.0.1"
    assert request.headers["WARC-Concurrent-To"] == answer.headers["WARC-Record-ID"]
    assert answer.headers["WARC-Date"] == "2023-11-14T22:13:21.000000Z"
    assert answer.verify_block_digest() and request.verify_block_digest()
    sent = request.reader.read()
    assert sent.startswith(b"GET /a HTTP/1.1\r\nHost: 127.0.0.1:") and b"User-Agent: diplo-extract/0 (+test@" in sent
    answer.parse_http(auto_decode="none")
    assert answer.verify_payload_digest()
    assert answer.http_headers["X-Crawler-Transfer-Encoding"] == "chunked"
    assert answer.reader.read() == body
    (article,) = Archive([fetcher.out])
    assert isinstance(article, dx.Article) and article.content == b"<p>chunked</p>"


def test_a_page_that_did_not_change_becomes_a_revisit_record(fetcher: Fetcher, make_site: MakeSite) -> None:
    unchanged = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    site = make_site({"/a": in_turn(page("<p>old</p>", ETag='"1"'), unchanged, page("<p>new</p>", ETag='"2"'))})
    modified = page(Last_Modified="Wed, 21 Oct 2015 07:28:00 GMT")
    site.answers["/b"] = in_turn(modified, b"HTTP/1.1 304 Not Modified\r\n\r\n")
    seeds = (f"{site.url}/a", f"{site.url}/b")
    assert fetcher(*seeds).pages == 2
    assert fetcher(*seeds).requests == 0, "what is there is not asked again without being told to"
    summary = fetcher(*seeds, again=True)
    assert (summary.pages, summary.unchanged) == (0, 2)
    conditions = [
        (ask.headers.get("if-none-match"), ask.headers.get("if-modified-since"))
        for ask in site.asked
        if ask.path != "/robots.txt"
    ]
    assert conditions[2:] == [('"1"', None), (None, "Wed, 21 Oct 2015 07:28:00 GMT")]
    revisit = next(record for record in warc_records(fetcher.out) if record.record_type == WarcRecordType.revisit)
    original = next(record for record in warc_records(fetcher.out) if record.headers.get("WARC-Target-URI") == seeds[0])
    assert revisit.headers["WARC-Refers-To"] == original.headers["WARC-Record-ID"]
    assert revisit.headers["WARC-Refers-To-Date"] == original.headers["WARC-Date"]
    assert revisit.headers["WARC-Profile"].endswith("/revisit/server-not-modified")
    assert len(list(Archive([fetcher.out]))) == 2
    assert fetcher(seeds[0], again=True).pages == 1
    assert [a.content for a in Archive([fetcher.out]) if isinstance(a, dx.Article)].count(b"<p>new</p>") == 1


@pytest.mark.parametrize("etag", ["\xff", '"' + "x" * 5000 + '"', "a\tb"])
def test_a_mark_of_change_that_cannot_be_sent_back_is_not(fetcher: Fetcher, make_site: MakeSite, etag: str) -> None:
    answer = page().replace(b"\r\n\r\n", b"\r\nETag: " + etag.encode("latin-1") + b"\r\n\r\n", 1)
    site = make_site({"/a": answer})
    fetcher(f"{site.url}/a")
    assert fetcher(f"{site.url}/a", again=True).pages == 1
    assert "if-none-match" not in site.asked[-1].headers


def test_a_redirect_may_be_written_in_utf_8(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": redirect("/x").replace(b"/x", "/şehir".encode()), "/%C5%9Fehir": page()})
    assert fetcher(f"{site.url}/a").pages == 1


def test_what_finds_the_way_is_in_the_archive_and_is_no_document(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site(
        {"/a": redirect("/b"), "/b": page(PORTS.format(1)), "/robots.txt": page("", Content_Type="text/plain")}
    )
    site.answers["/s.xml"] = sitemap(f"{site.url}/a", f"{site.url}/gone")
    fetcher(f"{site.url}/s.xml")
    assert [status for _, status in fetcher.records()] == [200, 200, 301, 200, 404]
    archive = Archive([fetcher.out])
    article, gone = archive
    assert isinstance(article, dx.Article) and article.url == f"{site.url}/b"
    assert isinstance(gone, dx.ErrorRecord) and gone.reason == "http-status"
    assert archive.skipped == {"(robots.txt)": 1, "(sitemap or feed)": 1, "(redirect)": 1}


def test_extraction_from_the_archive_repeats_byte_by_byte_without_a_network(
    fetcher: Fetcher, make_site: MakeSite, pipeline: dx.Pipeline, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = sorted(samples.glob("*.html"))[:3]
    site = make_site({f"/{path.name}": page(path.read_bytes()) for path in pages})
    fetcher(*(f"{site.url}/{path.name}" for path in pages))
    site.close()

    def no_network(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    first, second = (
        [outcome.model_dump_json() for outcome in pipeline.stream(Archive([fetcher.out]))] for _ in range(2)
    )
    assert first == second
    records = [dx.Record.model_validate_json(line) for line in first]
    assert [record.source.url for record in records] == [f"{site.url}/{path.name}" for path in pages]
    assert all(record.source.fetched_at and record.people for record in records)


def warc_answer(body: bytes, **headers: str) -> bytes:
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.headers["WARC-Target-URI"] = "https://example.org/a"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(page(body, **headers))
    out = io.BytesIO()
    record.write(out, checksum_data=True)
    return out.getvalue()


def test_an_answer_that_cannot_be_unpacked_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    good = warc_answer(b"<p>good</p>")
    path.write_bytes(
        good + warc_answer(b"x", Content_Encoding="br") + warc_answer(b"no gzip", Content_Encoding="gzip") + good
    )
    outcomes = list(Archive([path]))
    assert [o.reason for o in outcomes if isinstance(o, dx.ErrorRecord)] == ["damaged-answer"] * 2
    assert [o.content for o in outcomes if isinstance(o, dx.Article)] == [b"<p>good</p>"] * 2
