"""Which machines are asked: names, redirects and changing DNS lead to no forbidden one."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address

import httpx
import pytest
from fetcher import Fetcher
from sites import Site, page, redirect

from diplo_extract.fetch.addresses import is_forbidden

MakeSite = Callable[..., Site]

FORBIDDEN = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808",
    "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::1", "2001:db8::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%lo",
    "fec0::1", "ff02::1", "ff0e::1", "100::1",
]  # fmt: skip
ALLOWED = ["8.8.8.8", "93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e"]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_address_that_is_no_public_machine_is_forbidden(address: str) -> None:
    assert is_forbidden(ip_address(address))


@pytest.mark.parametrize("address", ALLOWED)
def test_a_public_address_is_allowed(address: str) -> None:
    assert not is_forbidden(ip_address(address))


class Internet(httpx.AsyncBaseTransport):
    """Names and public addresses that all lead to one local site; writes down what is dialled."""

    def __init__(self, site: Site, names: dict[str, list[list[str]]]) -> None:
        self._site = site
        self._names = {name: list(turns) for name, turns in names.items()}
        self._inner = httpx.AsyncHTTPTransport()
        self.dialled: list[str] = []

    async def look_up(self, host: str, port: int) -> list[str]:
        """Give the addresses of the next turn; the last ones for ever."""
        if host not in self._names:
            return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        turns = self._names[host]
        return turns.pop(0) if len(turns) > 1 else turns[0]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.dialled.append(request.url.host)
        url = request.url.copy_with(host=self._site.address, port=self._site.port)
        return await self._inner.handle_async_request(
            httpx.Request(request.method, url, headers=request.headers, extensions=request.extensions)
        )


def connect(fetcher: Fetcher, site: Site, names: dict[str, list[list[str]]]) -> Internet:
    """Have the fetcher use an internet in which all names lead to `site`, and no private address is allowed."""
    internet = Internet(site, names)
    fetcher.door = {"allow_private": False, "look_up": internet.look_up, "transport": internet}
    return internet


PUBLIC = "93.184.216.34"


def test_a_public_name_is_dialled_by_its_checked_address_and_asked_by_its_name(
    fetcher: Fetcher, make_site: MakeSite
) -> None:
    site = make_site({"/": page()})
    internet = connect(fetcher, site, {"press.example": [[PUBLIC]]})
    assert fetcher("http://press.example/").pages == 1
    assert internet.dialled == [PUBLIC, PUBLIC]
    assert [ask.headers["host"] for ask in site.asked] == ["press.example", "press.example"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/", "http://0x7f.1:{port}/",
        "http://0.0.0.0:{port}/", "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
        "http://169.254.169.254/latest/meta-data/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/",
        "http://inside.example/", "http://mixed.example/",
    ],
)  # fmt: skip
def test_a_redirect_into_the_network_is_not_followed(fetcher: Fetcher, make_site: MakeSite, target: str) -> None:
    victim = make_site({"/": page("secret")})
    site = make_site({"/": redirect(target.format(port=victim.port))})
    names = {"press.example": [[PUBLIC]], "inside.example": [["10.0.0.7"]], "mixed.example": [[PUBLIC, "192.168.0.1"]]}
    internet = connect(fetcher, site, names)
    fetcher("http://press.example/")
    assert fetcher.errors() == {"http://press.example/": "forbidden-address"}
    assert victim.connections == 0
    assert set(internet.dialled) == {PUBLIC}


def test_a_name_that_changes_its_address_between_requests_is_checked_each_time(
    fetcher: Fetcher, make_site: MakeSite
) -> None:
    site = make_site({"/robots.txt": page(""), "/": page()})
    internet = connect(fetcher, site, {"rebind.example": [[PUBLIC], ["127.0.0.1"]]})
    fetcher("http://rebind.example/")
    assert fetcher.errors() == {"http://rebind.example/": "forbidden-address"}
    assert internet.dialled == [PUBLIC]
    assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize("host", ["[::1]", "localhost", "127.0.0.1"])
def test_the_own_machine_is_asked_only_when_that_is_allowed(fetcher: Fetcher, make_site: MakeSite, host: str) -> None:
    site = make_site({"/": page()})
    fetcher.door = {"allow_private": False}
    fetcher(f"http://{host}:{site.port}/")
    assert list(fetcher.errors().values()) == ["forbidden-address"]
    assert site.connections == 0


def test_hosts_in_other_scripts_are_asked_in_punycode(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/": page(), "/x": page(), "/robots.txt": page("")})
    connect(fetcher, site, {"xn--bcher-kva.example": [[PUBLIC]]})
    fetcher("http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/x")
    assert {ask.headers["host"] for ask in site.asked} == {"xn--bcher-kva.example"}
    assert sorted(fetcher.pages()) == ["http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/x"]


def test_a_host_may_be_an_ipv6_address(fetcher: Fetcher, make_site: MakeSite) -> None:
    try:
        site = make_site({"/": page()}, address="::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    fetcher(f"{site.url}/")
    assert fetcher.pages() == [f"http://[::1]:{site.port}/"]
    assert site.asked[0].headers["host"] == f"[::1]:{site.port}"


def test_a_name_without_an_address_is_an_error_and_is_not_asked_for_again_and_again(fetcher: Fetcher) -> None:
    asked = []

    async def nobody(host: str, port: int) -> list[str]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    fetcher.door = {"look_up": nobody}
    fetcher("http://nowhere.example/a", "http://nowhere.example/b")
    assert list(fetcher.errors().values()) == ["dns", "dns"]
    assert asked == ["nowhere.example"]
