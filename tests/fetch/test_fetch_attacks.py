"""Servers that misbehave: each costs an error row with its reason, bounded memory, and no other page."""

from __future__ import annotations

import gzip
import itertools
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fetcher import Fetcher
from sites import Answer, Site, drip, flood, page, redirect

from diplo_extract.fetch.door import Limits
from diplo_extract.fetch.pace import Pace

MakeSite = Callable[..., Site]

CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
# short, so that the tests are; the defaults are 30 s and 10 MB
LIMITS = Limits(seconds=1.5, page_bytes=1_000_000)
ONCE = Pace(tries=1)


def bomb(megabytes: int, begin: bytes = b"<p>") -> bytes:
    """Give a gzip stream of spaces without its end; each megabyte of them is packed once only."""
    packer = zlib.compressobj(wbits=-15)
    head = packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)
    million = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + head + million * megabytes


def packed(content: bytes, encoding: str = "gzip") -> bytes:
    return page(content, Content_Encoding=encoding)


ATTACKS: dict[str, tuple[Answer, str]] = {
    "slow loris in the head": (drip(itertools.repeat(b"H"), 0.2), "timeout"),
    "slow loris in the headers": (drip(itertools.chain([HEAD], itertools.repeat(b"X-A: b\r\n")), 0.2), "timeout"),
    "slow body": (drip(itertools.chain([HEAD + b"\r\n"], itertools.repeat(b"x")), 0.2), "timeout"),
    "silence": (drip(iter([HEAD] + [b""] * 20), 0.2), "timeout"),
    "endless body": (flood(b"x" * 65536), "too-large"),
    "endless chunks": (flood(b"10000\r\n" + b"x" * 65536 + b"\r\n", CHUNKED), "too-large"),
    "a size too large": (page("x", Content_Length="99999999999"), "too-large"),
    "a size beyond all numbers": (page("x", Content_Length="9" * 5000), "protocol"),
    "header flood": (flood(b"X-Header: " + b"a" * 1000 + b"\r\n", HEAD), "protocol"),
    "one endless header": (flood(b"a" * 65536, HEAD + b"X: "), "protocol"),
    "flood of interim answers": (flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 100, b""), "timeout"),
    "gzip bomb": (packed(bomb(1000)), "too-large"),
    "cut gzip": (packed(gzip.compress(b"page" * 100)[:-12]), "damaged-body"),
    "broken gzip": (packed(b"\x1f\x8b\x08\x00 no gzip at all"), "damaged-body"),
    "gzip and more": (packed(gzip.compress(b"page") + b"more"), "damaged-body"),
    "an encoding not asked for": (packed(b"page", "br"), "unknown-encoding"),
    "gzip twice": (packed(gzip.compress(gzip.compress(b"page")), "gzip, gzip"), "unknown-encoding"),
    "two lengths": (page("x", Content_Length="1\r\nContent-Length: 2"), "protocol"),
    "a body that ends too early": (page("x", Content_Length="100"), "protocol"),
    "cut chunks": (CHUNKED + b"5\r\nab", "protocol"),
    "chunks that are none": (CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n", "protocol"),
    "chunk size flood": (flood(b"0" * 65536, CHUNKED), "protocol"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "protocol"),
    "nothing": (b"", "protocol"),
    "status 999": (b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n", "http-status"),
    "a page that is not there": (page("no", "404 Not Found"), "http-status"),
    "partial content": (page("x", "206 Partial Content"), "http-status"),
    "not modified, though nobody asked": (b"HTTP/1.1 304 Not Modified\r\n\r\n", "http-status"),
    "redirect without a place": (page("", "302 Found"), "http-status"),
    "redirect to itself": (redirect("/page"), "redirect-loop"),
    "redirect to a file": (redirect("file:/etc/passwd"), "bad-address"),
    "redirect with a password": (redirect("http://user:secret@127.0.0.1/"), "bad-address"),
    "redirect to no address": (redirect("http://[::1"), "bad-address"),
    "redirect with control characters": (redirect("http://exa\x00mple/"), "protocol"),
    "upgrade": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "protocol"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_costs_one_page_and_says_why(fetcher: Fetcher, make_site: MakeSite, name: str) -> None:
    answer, reason = ATTACKS[name]
    site = make_site({"/page": answer, "/robots.txt": page(""), "/good": page("<p>good</p>")})
    fetcher(f"{site.url}/page", f"{site.url}/good", limits=LIMITS, pace=ONCE)
    assert fetcher.errors() == {f"{site.url}/page": reason}
    assert all(error.stage == "fetch" and error.remedy and error.message for error in fetcher.error_records())
    assert fetcher.pages() == [f"{site.url}/good"]


def test_the_default_limits_are_half_a_minute_and_ten_megabytes() -> None:
    assert (Limits().seconds, Limits().page_bytes) == (30.0, 10_000_000)


def test_a_circle_of_redirects_is_told(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": redirect("/b"), "/b": redirect("/c"), "/c": redirect("/a#again")})
    fetcher(f"{site.url}/a")
    assert fetcher.errors() == {f"{site.url}/a": "redirect-loop"}
    assert site.paths == ["/robots.txt", "/a", "/b", "/c"]


def test_an_endless_chain_of_redirects_is_cut(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({f"/{number}": redirect(f"/{number + 1}") for number in range(100)})
    fetcher(f"{site.url}/0")
    assert fetcher.errors() == {f"{site.url}/0": "too-many-redirects"}
    assert len(site.asked) == 12


MEMORY = """
import resource, sys
from pathlib import Path
from fetcher import Fetcher
from diplo_extract.fetch.pace import Pace

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

fetcher = Fetcher(Path(sys.argv[1]))
fetcher(sys.argv[2] + "/good")
before = peak()
summary = fetcher(*(sys.argv[2] + path for path in sys.argv[3:]), pace=Pace(tries=1))
print(peak() - before, summary.pages, sum(summary.errors.values()))
"""


def test_the_largest_answers_and_bombs_stay_within_64_megabytes(make_site: MakeSite, tmp_path: Path) -> None:
    links = b"".join(b"<url><loc>http://other.example/%d</loc></url>" % number for number in range(60_000))
    site = make_site(
        {
            "/good": page(),
            "/just-allowed": page(b"<p>" + b"x" * 9_900_000),
            "/packed-just-allowed": packed(gzip.compress(b"<p>" + b" " * 9_900_000)),
            "/endless": flood(b"x" * 65536),
            "/gigabyte": packed(bomb(1000)),
            "/headers": flood(b"X-Header: " + b"a" * 1000 + b"\r\n", HEAD),
            "/sitemap-bomb": packed(bomb(1000, b"<urlset>")),
            "/too-many-links": page(b"<urlset>" + links + b"</urlset>"),
        }
    )
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(tmp_path / "a.warc.gz"), site.url, *(set(site.answers) - {"/good"})],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
    )
    grown, pages, errors = done.stdout.split()
    assert (float(grown) < 64, pages, errors) == (True, "2", "5"), done.stdout


def test_two_addresses_that_lead_to_one_page_fetch_it_once(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": redirect("/page"), "/b": redirect("/page"), "/page": page()})
    summary = fetcher(f"{site.url}/a", f"{site.url}/b", f"{site.url}/page")
    assert site.paths.count("/page") == 1
    assert (summary.pages, summary.moved, summary.archived) == (1, 2, 3)


def test_what_a_server_says_is_one_line_in_the_error(fetcher: Fetcher, make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"/": b"HTTP/1.1 404 \x1b[31mred\x07\xff\r\nContent-Length: 0\r\n\r\n"})
    fetcher(f"{site.url}/", pace=ONCE)
    (error,) = fetcher.error_records()
    assert error.message.isprintable()
