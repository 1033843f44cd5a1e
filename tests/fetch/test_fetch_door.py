"""The door: what a request says, and whom a safe connection trusts."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from sites import Site, page

from diplo_extract import UsageError
from diplo_extract.fetch.door import Door, Exchange
from diplo_extract.fetch.failure import FetchError
from diplo_extract.fetch.run import user_agent

MakeSite = Callable[..., Site]


def get(url: str, door: Door, **options: dict[str, str]) -> Exchange:
    async def once() -> Exchange:
        async with door:
            return await door.get(url, **options)

    return asyncio.run(once())


def test_a_request_tells_who_asks_and_takes_no_proxy_and_no_cookie(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    site = make_site({"/a?b=c": page(Set_Cookie="id=1")})
    door = Door(user_agent("press@example.org"), allow_private=True)

    async def twice() -> None:
        async with door:
            for _ in range(2):
                await door.get(f"{site.url}/a?b=c", {"If-None-Match": '"1"'})

    asyncio.run(twice())
    headers = site.asked[1].headers
    assert headers["user-agent"].startswith("diplo-extract/") and headers["user-agent"].endswith("(+press@example.org)")
    assert (headers["host"], headers["connection"]) == (f"127.0.0.1:{site.port}", "close")
    assert (headers["accept-encoding"], headers["if-none-match"]) == ("gzip", '"1"')
    assert "cookie" not in headers
    assert site.connections == 2


@pytest.mark.parametrize("contact", ["me@example.org\r\nX: y", "mé@example.org", "me) (you", "a\tb"])
def test_a_contact_that_cannot_stand_in_a_header_is_refused(contact: str) -> None:
    with pytest.raises(UsageError):
        user_agent(contact)


def test_the_second_address_of_a_host_is_dialled_when_the_first_is_dead(make_site: MakeSite) -> None:
    site = make_site({"/": page("here")}, address="127.0.0.2")

    async def look_up(host: str, port: int) -> list[str]:
        return ["127.0.0.3", "127.0.0.2"]

    answer = get(f"http://press.example:{site.port}/", Door("ua", allow_private=True, look_up=look_up))
    assert (answer.body, answer.ip) == (b"here", "127.0.0.2")


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for press.example that signs itself, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("needs the openssl command")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    name = ["-subj", "/CN=press.example", "-addext", "subjectAltName=DNS:press.example"]
    files = ["-keyout", str(path), "-out", str(path.with_suffix(".crt"))]
    subprocess.run(["openssl", "req", *kind, *name, *files], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


@pytest.fixture
def safe_port(certificate: Path) -> Iterator[int]:
    """The port of a server that holds the certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.headers["Host"].encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


async def home(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def trusting(certificate: Path) -> httpx.AsyncHTTPTransport:
    return httpx.AsyncHTTPTransport(verify=ssl.create_default_context(cafile=str(certificate)))


def test_a_safe_connection_proves_the_name_though_the_address_is_dialled(certificate: Path, safe_port: int) -> None:
    door = Door("ua", allow_private=True, look_up=home, transport=trusting(certificate))
    answer = get(f"https://press.example:{safe_port}/", door)
    assert answer.body.decode() == f"press.example:{safe_port}"


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1"])
def test_a_certificate_for_another_name_is_not_trusted(certificate: Path, safe_port: int, host: str) -> None:
    door = Door("ua", allow_private=True, look_up=home, transport=trusting(certificate))
    with pytest.raises(FetchError) as caught:
        get(f"https://{host}:{safe_port}/", door)
    assert caught.value.reason == "tls"


def test_a_certificate_that_nobody_signed_is_not_trusted(safe_port: int) -> None:
    with pytest.raises(FetchError) as caught:
        get(f"https://press.example:{safe_port}/", Door("ua", allow_private=True, look_up=home))
    assert caught.value.reason == "tls"
