"""Sitemaps and feeds: their links, their limits, and the ways in which they are broken."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from fetcher import Fetcher
from sites import Site, in_turn, page, redirect, sitemap

from diplo_extract.fetch.links import looks_like_a_list, read_list
from diplo_extract.fetch.scope import Scope

MakeSite = Callable[..., Site]

URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<!-- two pages --><url><loc> http://h.example/1 </loc><lastmod>2024-05-01</lastmod>
<image:image><image:loc>http://h.example/picture.jpg</image:loc></image:image></url>
<url><loc>http://h.example/?a=1&amp;b=2</loc></url></urlset>"""

RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><link>http://h.example/home</link>
<item><title>Ports &nbsp; & bridges</title><link>http://h.example/1</link><guid>http://h.example/other</guid></item>
<item><description><![CDATA[<a href="http://h.example/no">no</a>]]></description><guid>http://h.example/2</guid></item>
<item><guid isPermaLink="false">http://h.example/no</guid></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://h.example/home"/>
<entry><link rel="self" href="/no"/><link rel="alternate" href="/1"/><link href="/no2"/>
<updated>2024-02-02T08:00:00Z</updated></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><link>http://h.example/home</link></channel><item rdf:about="x"><link>http://h.example/1</link></item></rdf:RDF>"""

INDEX = "<s:sitemapindex xmlns:s='x'><s:sitemap><s:loc>http://h.example/s.xml</s:loc></s:sitemap></s:sitemapindex>"


@pytest.mark.parametrize(
    ("text", "kind", "links"),
    [
        (URLSET, "sitemap", [("http://h.example/1", "2024-05-01"), ("http://h.example/?a=1&b=2", "")]),
        (INDEX, "index", [("http://h.example/s.xml", "")]),
        (RSS, "feed", [("http://h.example/1", ""), ("http://h.example/2", "")]),
        (ATOM, "feed", [("/1", "2024-02-02T08:00:00Z")]),
        (RDF, "feed", [("http://h.example/1", "")]),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_every_kind_of_list_gives_its_links(text: str, kind: str, links: list[tuple[str, str]], packed: bool) -> None:
    content = gzip.compress(text.encode()) if packed else text.encode()
    listing = read_list([content[:50], content[50:]] if len(content) > 50 else [content], 1_000_000)
    assert (listing.kind, [(link.address, link.changed) for link in listing.links]) == (kind, links)
    assert listing.fault is None
    assert looks_like_a_list([content])


BOMB = "<!DOCTYPE lolz [<!ENTITY a 'ha'>{}]>".format("".join(f"<!ENTITY a{n} '{'&a;' * 10}'>" for n in range(10)))
XXE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:/etc/passwd'>]>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB + RSS, "dtd-forbidden"),
        (XXE + "<rss><channel><item><link>&e;</link></item></channel></rss>", "dtd-forbidden"),
        ("<!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd'><rss/>", "dtd-forbidden"),
        ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x><rss/>".encode("utf-16"), "dtd-forbidden"),
        ("<html><body>no list</body></html>", "not-a-list"),
        ("", "not-a-list"),
        ("no XML at all", "not-a-list"),
        ("<urlset><url><loc>http://h.example/1</loc></url><url><loc>http://h", "bad-list"),
        ("<urlset>" + "<x>" * 5000, "bad-list"),
        (gzip.compress(URLSET.encode())[:-30], "bad-list"),
        (gzip.compress(b"<urlset>" + b" " * 2_000_000), "too-large"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(text: str | bytes, reason: str) -> None:
    listing = read_list([text.encode() if isinstance(text, str) else text], 1_000_000)
    assert listing.fault is not None and listing.fault.reason == reason


def test_the_links_before_a_fault_are_there() -> None:
    listing = read_list([b"<urlset><url><loc>http://h.example/1</loc></url><url><loc>http://h"], 1000)
    assert [link.address for link in listing.links] == ["http://h.example/1"]


def test_a_page_that_shows_a_feed_is_no_list() -> None:
    assert not looks_like_a_list([b"<!DOCTYPE html><html><body><pre><rss ></pre></body></html>"])


def test_fifty_thousand_links_are_read_and_one_more_is_told() -> None:
    entry = b"<url><loc>http://h.example/%d</loc></url>"
    content = b"<urlset>" + b"".join(entry % number for number in range(50_000))
    whole, over = read_list([content + b"</urlset>"], 1), read_list([content + entry + b"</urlset>"], 1)
    assert len(whole.links) == len(over.links) == 50_000
    assert whole.fault is None
    assert over.fault is not None and over.fault.reason == "too-many-links"


# lists among the seeds


def test_pages_of_sitemaps_below_an_index_are_fetched_and_those_elsewhere_are_not(
    fetcher: Fetcher, make_site: MakeSite
) -> None:
    site = make_site({"/a": page(), "/b": page()})
    site.answers |= {
        "/index.xml": page(
            f"<sitemapindex><sitemap><loc>{site.url}/1.xml</loc></sitemap><sitemap><loc>/2.xml.gz</loc></sitemap>"
            "<sitemap><loc>http://elsewhere.example/3.xml</loc></sitemap></sitemapindex>"
        ),
        "/1.xml": sitemap(f"{site.url}/a", "http://elsewhere.example/c"),
        "/2.xml.gz": page(gzip.compress(sitemap(f"{site.url}/b").split(b"\r\n\r\n")[1])),
    }
    summary = fetcher(f"{site.url}/index.xml")
    assert (summary.pages, summary.lists, summary.out_of_scope, summary.errors) == (2, 3, 2, {})
    assert "/a" in site.paths and "/b" in site.paths


def test_a_feed_gives_pages_and_patterns_choose_among_them(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/press/1": page(), "/jobs/1": page()})
    entries = "".join(f"<item><link>{site.url}{path}</link></item>" for path in ("/press/1", "/jobs/1"))
    site.answers["/feed"] = page(f"<rss><channel>{entries}</channel></rss>")
    summary = fetcher(f"{site.url}/feed", scope=Scope(include=("*/press/*",)))
    assert (summary.pages, summary.out_of_scope) == (1, 1)
    assert "/jobs/1" not in site.paths


def test_sitemaps_that_lead_in_a_circle_or_too_deep_end(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site()

    def index(*paths: str) -> bytes:
        entries = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths)
        return page(f"<sitemapindex>{entries}</sitemapindex>")

    site.answers |= {f"/{number}.xml": index(f"/{number + 1}.xml", "/0.xml") for number in range(9)}
    fetcher(f"{site.url}/0.xml")
    assert site.paths == ["/robots.txt", *(f"/{number}.xml" for number in range(4))]
    assert fetcher.errors() == {f"{site.url}/4.xml": "too-deep"}


def test_a_list_with_a_dtd_and_one_that_is_a_page_are_errors(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site()
    entries = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in ("/dtd.xml", "/page"))
    site.answers |= {
        "/index.xml": page(f"<sitemapindex>{entries}</sitemapindex>"),
        "/dtd.xml": page(BOMB + URLSET.partition("?>")[2]),
        "/page": page(),
    }
    fetcher(f"{site.url}/index.xml")
    assert fetcher.errors() == {f"{site.url}/dtd.xml": "dtd-forbidden", f"{site.url}/page": "not-a-list"}


def test_bad_links_of_a_list_are_errors_and_the_good_ones_are_fetched(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": page()})
    site.answers["/s.xml"] = sitemap("javascript:alert(1)", f"{site.url}/a", "http://u:p@127.0.0.1/", "/" + "x" * 5000)
    assert fetcher(f"{site.url}/s.xml").pages == 1
    assert sorted(fetcher.errors().values()) == ["bad-address"] * 3


def test_a_link_of_a_list_is_not_followed_out_of_scope(fetcher: Fetcher, make_site: MakeSite) -> None:
    other = make_site({"/b": page()}, address="127.0.0.2")
    site = make_site({"/a": redirect(f"{other.url}/b")})
    site.answers["/s.xml"] = sitemap(f"{site.url}/a")
    fetcher(f"{site.url}/s.xml")
    assert fetcher.errors() == {f"{site.url}/a": "out-of-scope"}
    assert other.connections == 0


def test_only_so_many_links_are_taken_as_there_is_room_for(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({f"/{number}": page() for number in range(9)})
    site.answers["/s.xml"] = sitemap(*(f"{site.url}/{number}" for number in range(9)))
    assert fetcher(f"{site.url}/s.xml", max_pages=4).pages == 4
    assert fetcher.errors() == {f"{site.url}/s.xml": "too-many-links"}
    assert fetcher(f"{site.url}/s.xml").pages == 5
    assert fetcher.errors() == {}


# a second run


def test_a_second_run_takes_what_is_new_in_a_list_and_asks_for_nothing_else(
    fetcher: Fetcher, make_site: MakeSite
) -> None:
    site = make_site({"/a": page(), "/b": page()})
    site.answers["/s.xml"] = in_turn(sitemap(f"{site.url}/a"), sitemap(f"{site.url}/b", f"{site.url}/a"))
    fetcher(f"{site.url}/s.xml")
    assert fetcher(f"{site.url}/s.xml").pages == 1
    assert site.paths == ["/robots.txt", "/s.xml", "/a", "/s.xml", "/b"]


def test_a_page_that_the_list_says_changed_is_asked_again(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": page("old"), "/b": page()})

    def dated(*dates: str) -> bytes:
        entries = zip(("/a", "/b"), dates, strict=True)
        urls = "".join(f"<url><loc>{path}</loc><lastmod>{date}</lastmod></url>" for path, date in entries)
        return page(f"<urlset>{urls}</urlset>")

    site.answers["/s.xml"] = dated("2023-11-01", "2023-11-01")
    fetcher(f"{site.url}/s.xml")
    site.answers["/s.xml"] = dated("2030-01-01T00:00:00+03:00", "someday")
    assert fetcher(f"{site.url}/s.xml").pages == 1
    assert site.paths.count("/a") == 2 and site.paths.count("/b") == 1


def test_an_unchanged_index_still_leads_to_its_sitemaps(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": page(), "/b": page()})
    index = page("<sitemapindex><sitemap><loc>/s.xml</loc></sitemap></sitemapindex>", ETag='"1"')
    site.answers["/index.xml"] = in_turn(index, b"HTTP/1.1 304 Not Modified\r\n\r\n")
    site.answers["/s.xml"] = in_turn(sitemap(f"{site.url}/a"), sitemap(f"{site.url}/b"))
    fetcher(f"{site.url}/index.xml")
    summary = fetcher(f"{site.url}/index.xml")
    assert (summary.unchanged, summary.pages) == (1, 1)
    assert [ask.headers.get("if-none-match") for ask in site.asked if ask.path == "/index.xml"] == [None, '"1"']


def test_a_list_answers_in_full_when_the_scope_has_changed(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": page(), "/b": page()})
    site.answers["/s.xml"] = page(sitemap(f"{site.url}/a", f"{site.url}/b").split(b"\r\n\r\n")[1], ETag='"1"')
    fetcher(f"{site.url}/s.xml", scope=Scope(include=("*/a",)))
    assert fetcher(f"{site.url}/s.xml").pages == 1
    assert "if-none-match" not in site.asked[-2].headers
