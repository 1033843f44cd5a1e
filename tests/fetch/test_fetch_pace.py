"""Manners: what robots.txt says, pauses, busy servers; hours of it on a clock that costs nothing."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Callable
from email.utils import formatdate
from itertools import pairwise
from random import Random

import pytest
from clocks import START
from fetcher import Fetcher
from sites import Answer, Site, drip, flood, in_turn, page, redirect, sitemap

from diplo_extract.fetch.door import Limits
from diplo_extract.fetch.pace import Pace, retry_after
from diplo_extract.fetch.robots import Robots

MakeSite = Callable[..., Site]


def gaps(site: Site) -> list[float]:
    """Give the seconds between requests as they came in."""
    return [round(after.at - before.at, 3) for before, after in pairwise(site.asked)]


def timed(make_site: MakeSite, fetcher: Fetcher, answers: dict[str, Answer], **options: str) -> Site:
    """Give a site that writes down the times of the fetcher's clock."""
    return make_site(answers, now=fetcher.clock.monotonic, **options)


def test_a_host_gets_one_request_at_a_time_and_a_second_of_rest(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = timed(make_site, fetcher, {f"/{number}": page() for number in range(5)})
    fetcher(*(f"{site.url}/{number}" for number in range(5)))
    assert gaps(site) == [1.0] * 5
    assert all(ask.others == 0 for ask in site.asked)


def test_hosts_are_asked_side_by_side(fetcher: Fetcher, make_site: MakeSite) -> None:
    sites = [
        timed(make_site, fetcher, {f"/{number}": page() for number in range(9)}, address=f"127.0.0.{host}")
        for host in range(2, 6)
    ]
    fetcher(*(f"{site.url}/{number}" for number in range(9) for site in sites))
    assert all(min(gaps(site)) >= 1.0 for site in sites)
    # 40 requests, 10 to each host; one after the other they would take 36 seconds
    assert fetcher.clock.now - START < 30


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7.0),
        ("User-agent: *\nCrawl-delay: 0.1", 1.0),
        ("User-agent: *\nRequest-rate: 1/4", 4.0),
        ("User-agent: *\nCrawl-delay: 9\nUser-agent: diplo-extract\nCrawl-delay: 2", 2.0),
        ("User-agent: *\nCrawl-delay: -5", 1.0),
        ("User-agent: *\nCrawl-delay: nan", 1.0),
        ("User-agent: *\nCrawl-delay: soon", 1.0),
    ],
)
def test_the_delay_that_a_site_asks_for_is_kept(
    fetcher: Fetcher, make_site: MakeSite, rules: str, delay: float
) -> None:
    site = timed(make_site, fetcher, {"/robots.txt": page(rules), "/a": page(), "/b": page(), "/c": page()})
    fetcher(f"{site.url}/a", f"{site.url}/b", f"{site.url}/c")
    assert gaps(site)[1:] == [delay, delay]


def test_a_site_that_wants_a_day_between_requests_is_left(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/robots.txt": page("User-agent: *\nCrawl-delay: 86400"), "/a": page(), "/b": page()})
    fetcher(f"{site.url}/a", f"{site.url}/b")
    assert set(fetcher.errors().values()) == {"host-left"}
    assert site.paths == ["/robots.txt"]


# 429 and 503


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize(
    ("wait", "least", "most"),
    [
        ("120", 120, 120),
        ("0", 1, 1),
        (formatdate(START + 90, usegmt=True), 87, 90),
        (formatdate(START - 90, usegmt=True), 1, 1),
        ("in a while", 1, 2),
        ("-5", 1, 2),
        ("", 1, 2),
    ],
)
def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(
    fetcher: Fetcher, make_site: MakeSite, status: str, wait: str, least: float, most: float
) -> None:
    busy = page("busy", status, Retry_After=wait)
    site = timed(make_site, fetcher, {"/robots.txt": page(""), "/a": in_turn(busy, page()), "/b": page()})
    summary = fetcher(f"{site.url}/a", f"{site.url}/b")
    assert site.paths == ["/robots.txt", "/a", "/b", "/a"], "the pause is the host's, and the address goes behind"
    assert least <= gaps(site)[1] <= most
    assert (summary.pages, summary.retries, summary.errors) == (2, 1, {})


def test_a_pause_that_is_too_long_is_kept_over_runs(fetcher: Fetcher, make_site: MakeSite) -> None:
    busy = page("busy", "429 Too Many Requests", Retry_After="3600")
    site = timed(make_site, fetcher, {"/robots.txt": page(""), "/a": in_turn(busy, page()), "/b": page()})
    seeds = (f"{site.url}/a", f"{site.url}/b")
    fetcher(*seeds)
    assert list(fetcher.errors().values()) == ["host-left", "host-left"]
    fetcher.clock.now += 1800
    fetcher(*seeds)
    assert site.paths == ["/robots.txt", "/a"], "half an hour later nothing is asked"
    fetcher.clock.now += 1700
    assert fetcher(*seeds).pages == 2
    assert gaps(site)[1] >= 3600


def test_a_server_that_stays_busy_gets_five_requests_with_growing_pauses(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = timed(make_site, fetcher, {"/robots.txt": page(""), "/a": page("", "500 Internal Server Error")})
    fetcher(f"{site.url}/a")
    assert site.paths.count("/a") == 5
    assert fetcher.errors() == {f"{site.url}/a": "server-busy"}
    pauses = gaps(site)[1:]
    assert all(1 <= pause <= bound for pause, bound in zip(pauses, (2, 4, 8, 16), strict=True))


def test_a_host_on_which_everything_fails_is_left(fetcher: Fetcher, make_site: MakeSite) -> None:
    pages = {f"/{number}": page("", "503 Service Unavailable") for number in range(40)}
    site = make_site({"/robots.txt": page(""), **pages})
    fetcher(*(f"{site.url}{path}" for path in pages))
    assert len(site.asked) == 11
    assert set(fetcher.errors().values()) == {"host-left"}
    assert len(fetcher.errors()) == 40


def test_jitter_is_full_and_bounded() -> None:
    random, pace = Random(7), Pace()
    pauses = [[pace.backoff(failures, random) for _ in range(200)] for failures in (1, 3, 20)]
    assert [max(some) <= bound for some, bound in zip(pauses, (2, 8, 60), strict=True)] == [True] * 3
    assert all(min(some) < bound / 10 for some, bound in zip(pauses, (2, 8, 60), strict=True))
    assert len({round(pause, 6) for pause in pauses[2]}) == 200


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30.0), ("  5 ", 5.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 60.0), ("Wed, 21 Oct 2015 07:28:00", 60.0),
        ("Wednesday, 21-Oct-15 07:28:00 GMT", 60.0), ("Wed, 21 Oct 2015 06:00:00 GMT", 0.0), ("", None), ("1.5", None),
        ("-1", None), ("soon", None), ("Wed, 99 Oct 2015", None), ("²", None), ("9" * 5000, float("inf")),
    ],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, 1445412480 - 60) == seconds


# robots.txt


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "401 Unauthorized", "410 Gone"])
def test_a_robots_txt_that_is_not_there_allows_everything(fetcher: Fetcher, make_site: MakeSite, status: str) -> None:
    site = make_site({"/robots.txt": page("User-agent: *\nDisallow: /", status), "/a": page()})
    assert fetcher(f"{site.url}/a").pages == 1


UNREACHABLE: dict[str, Answer] = {
    "500": page("", "500 Internal Server Error"),
    "503": page("", "503 Service Unavailable"),
    "429": page("", "429 Too Many Requests"),
    "timeout": drip(itertools.repeat(b"", 100), 0.1),
    "no HTTP": b"what?\r\n\r\n",
    "unknown encoding": page(b"x", Content_Encoding="br"),
    "broken gzip": page(b"x", Content_Encoding="gzip"),
}


@pytest.mark.parametrize("name", UNREACHABLE)
def test_a_robots_txt_that_cannot_be_read_allows_nothing(fetcher: Fetcher, make_site: MakeSite, name: str) -> None:
    site = make_site({"/robots.txt": UNREACHABLE[name], "/a": page(), "/b": page()})
    fetcher(f"{site.url}/a", f"{site.url}/b", limits=Limits(seconds=0.3), pace=Pace(tries=2))
    assert set(site.paths) == {"/robots.txt"}
    assert list(fetcher.errors().values()) == ["robots-unreachable"] * 2


def test_a_robots_txt_that_was_unreachable_is_asked_again_by_the_next_run(
    fetcher: Fetcher, make_site: MakeSite
) -> None:
    site = make_site({"/robots.txt": page("", "500 Internal Server Error"), "/a": page()})
    fetcher(f"{site.url}/a")
    site.answers["/robots.txt"] = page("")
    assert fetcher(f"{site.url}/a").pages == 1
    assert fetcher.errors() == {}


RULES = "User-agent: *\nDisallow: /secret\nDisallow: /*.pdf$\nAllow: /secret/open\nDisallow: /*/draft/*/x"


def test_no_disallowed_address_is_asked(fetcher: Fetcher, make_site: MakeSite) -> None:
    allowed = ["/", "/secret/open/a", "/a.pdf?x", "/public", "/a/draft/x"]
    forbidden = ["/secret", "/secret/a", "/a.pdf", "/a/draft/b/x"]
    site = make_site({"/robots.txt": page(RULES), **{path: page() for path in allowed + forbidden}})
    fetcher(*(site.url + path for path in allowed + forbidden))
    assert sorted(site.paths) == sorted([*allowed, "/robots.txt"])
    assert fetcher.errors() == {site.url + path: "robots-disallowed" for path in forbidden}


def test_a_redirect_is_no_way_around_robots_txt(fetcher: Fetcher, make_site: MakeSite) -> None:
    other = make_site({"/robots.txt": page("User-agent: *\nDisallow: /"), "/b": page()}, address="127.0.0.2")
    site = make_site({"/robots.txt": page(RULES), "/a": redirect("/secret"), "/b": redirect(f"{other.url}/b")})
    fetcher(f"{site.url}/a", f"{site.url}/b")
    assert fetcher.errors() == dict.fromkeys([f"{site.url}/a", f"{site.url}/b"], "robots-disallowed")
    assert "/secret" not in site.paths and other.paths == ["/robots.txt"]


def test_robots_txt_is_asked_once_a_day(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({path: page("") for path in ("/robots.txt", "/a", "/b", "/c")})
    for path, hours in (("/a", 23), ("/b", 2), ("/c", 0)):
        fetcher(site.url + path)
        fetcher.clock.now += 3600 * hours
    assert site.paths == ["/robots.txt", "/a", "/b", "/robots.txt", "/c"]


def test_redirects_of_robots_txt_are_followed_also_to_another_host(fetcher: Fetcher, make_site: MakeSite) -> None:
    other = make_site({"/rules": page("User-agent: *\nDisallow: /a")}, address="127.0.0.2")
    site = make_site(
        {"/robots.txt": redirect("/r2"), "/r2": redirect(f"{other.url}/rules"), "/a": page(), "/b": page()}
    )
    fetcher(f"{site.url}/a", f"{site.url}/b")
    assert fetcher.errors() == {f"{site.url}/a": "robots-disallowed"}
    assert site.paths == ["/robots.txt", "/r2", "/b"]


@pytest.mark.parametrize("target", ["/robots.txt", "/r2"])
def test_a_robots_txt_behind_endless_redirects_is_none(fetcher: Fetcher, make_site: MakeSite, target: str) -> None:
    site = make_site({"/robots.txt": redirect(target), "/r2": redirect("/robots.txt"), "/a": page()})
    assert fetcher(f"{site.url}/a").pages == 1


def test_five_megabytes_of_robots_txt_are_read_as_far_as_they_must_be(fetcher: Fetcher, make_site: MakeSite) -> None:
    rule = "Disallow: /no/1234567890\n"
    text = "User-agent: *\n" + rule * 19_000 + "Disallow: /early\n" + rule * 190_000 + "Disallow: /late\n"
    for number, answer in enumerate((page(text), page(gzip.compress(text.encode()), Content_Encoding="gzip"))):
        site = make_site({"/robots.txt": answer, "/early": page(), "/late": page()}, address=f"127.0.0.{number + 2}")
        fetcher(f"{site.url}/early", f"{site.url}/late")
        assert site.paths == ["/robots.txt", "/late"]


def test_an_endless_robots_txt_ends(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/robots.txt": flood(b"User-agent: *\nDisallow: /no\n" * 100), "/a": page(), "/no": page()})
    fetcher(f"{site.url}/a", f"{site.url}/no")
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><body>Not found</body></html>",
        "\x00\xff\xfe",
        "Disallow: /",
        "User-agent\nDisallow: /",
        "",
    ],
)
def test_a_robots_txt_that_is_something_else_does_no_harm(text: str) -> None:
    assert Robots(text).allows("http://h.example/a")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /", False),
        ("User-agent: Diplo-Extract\nDisallow: /", False),
        ("User-agent: diplo-extract/1.0\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\nUser-agent: diplo-extract\nAllow: /", True),
        ("user agent: *\r\nDisallow : /\r\n", False),
        ("User-agent: a\nDisallow: /\nUser-agent: b\nAllow: /", True),
        ("User-agent: *\nDisallow: /\nUser-agent:\nAllow: /", False),
        ("\ufeffUser-agent: *\nDisallow: /x", True),
    ],
)
def test_the_group_that_speaks_to_us_counts(text: str, allowed: bool) -> None:
    assert Robots(text).allows("http://h.example/a") is allowed


def test_a_robots_txt_of_names_and_rules_is_no_trap() -> None:
    names = "".join(f"User-agent: b{number}\n" for number in range(12_000))
    rules = Robots(names + "Disallow: /x\n" * 18_000 + "User-agent: *\nDisallow: /y\n")
    assert rules.allows("http://h.example/x") and not rules.allows("http://h.example/y")


def test_the_sitemaps_that_robots_txt_names_are_read_when_it_is_asked_for(
    fetcher: Fetcher, make_site: MakeSite
) -> None:
    site = make_site()
    site.answers |= {
        "/robots.txt": page(f"Sitemap: {site.url}/s.xml\n", Content_Type="text/plain"),
        "/s.xml": sitemap(f"{site.url}/a"),
        "/a": page(),
    }
    fetcher(f"{site.url}/robots.txt")
    assert fetcher.pages() == [f"{site.url}/a"]
