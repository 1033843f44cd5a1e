"""How addresses are written, and which links of a list are wanted."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplo_extract.fetch.failure import FetchError
from diplo_extract.fetch.scope import Scope, host_of, normal, origin_of


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("HTTP://Example.ORG:80", "http://example.org/"),
        ("https://example.org:443/a b?q=ü#part", "https://example.org/a%20b?q=%C3%BC"),
        ("https://example.org:8443/../a", "https://example.org:8443/a"),
        ("http://Bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("  http://example.org/\n", "http://example.org/"),
    ],
)
def test_an_address_is_written_in_one_way(address: str, written: str) -> None:
    assert normal(address) == written
    assert normal(written) == written


@pytest.mark.parametrize(
    "address",
    [
        "", "example.org", "ftp://example.org/", "file:/etc/passwd", "javascript:alert(1)", "//example.org/", "http://",
        "http:///x", "http://user@example.org/", "http://user:secret@example.org/", "http://[::1", "http://h:0/",
        "http://h:99999/", "http://h\x00/", "http://\ud800/", "http://h/" + "a" * 4000, "data:text/html,x",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(address: str) -> None:
    with pytest.raises(FetchError) as caught:
        normal(address)
    assert caught.value.reason == "bad-address"
    assert caught.value.message.isprintable()


# a machine that is busy is no failure
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60).map(lambda text: "http://" + text) | st.from_regex(r"https?://[\[\]\w.:@/?#%\\-]{1,40}"))
def test_any_text_is_an_address_or_is_refused_and_its_parts_are_what_the_client_asks(text: str) -> None:
    try:
        address = normal(text)
    except FetchError:
        return
    url = httpx.URL(address)
    assert (host_of(address), origin_of(address)) == (
        url.raw_host.decode(),
        f"{url.scheme}://{url.netloc.decode()}",
    )
    assert normal(address) == address


@pytest.mark.parametrize(
    ("link", "written"),
    [("b", "https://h.example/x/b"), ("/b", "https://h.example/b"), ("//o.example/b", "https://o.example/b")],
)
def test_a_relative_link_is_joined(link: str, written: str) -> None:
    assert normal(link, "https://h.example/x/y") == written


LIST = "https://www.example.org/news/sitemap.xml"


@pytest.mark.parametrize(
    ("scope", "address", "wanted"),
    [
        (Scope(), "https://www.example.org/other/a", True),
        (Scope(), "http://example.org/a", True),
        (Scope(), "https://evil-example.org/a", False),
        (Scope(), "https://www.example.org.evil.example/a", False),
        (Scope("folder"), "https://www.example.org/news/a", True),
        (Scope("folder"), "https://www.example.org/newsroom/a", False),
        (Scope("any"), "https://elsewhere.example/a", True),
        (Scope(include=("*/news/*",)), "https://example.org/news/a", True),
        (Scope(include=("*/news/*",)), "https://example.org/jobs/a", False),
        (Scope(exclude=("*.pdf",)), "https://example.org/a.pdf", False),
        (Scope(include=("*/news/*",), exclude=("*/2019/*",)), "https://example.org/news/2019/a", False),
    ],
)
def test_links_of_a_list_are_wanted_by_place_and_pattern(scope: Scope, address: str, wanted: bool) -> None:
    assert scope.holds(address, LIST) is wanted


def test_patterns_are_about_pages_and_not_about_the_lists_that_lead_there() -> None:
    assert Scope(include=("*/news/*",)).holds("https://example.org/sitemap-2.xml", LIST, is_page=False)
