"""The one door to the network: a single GET to a checked address, with a deadline and a cap that always hold.

No redirect is followed here, no cookie kept, no proxy of the environment used: a proxy would resolve names by itself.
The request goes to the checked IP address with the name in Host and SNI, so that no second look-up can lead elsewhere.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from types import TracebackType

import httpx

from diplo_extract.fetch.addresses import Resolve, checked_addresses, resolve
from diplo_extract.fetch.clock import Clock, SystemClock
from diplo_extract.fetch.failure import FetchError, printable

Headers = list[tuple[bytes, bytes]]

_MOST_ADDRESSES = 4
_CONNECT_SECONDS = 10.0
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its whole answer."""

    url: str
    ip: str
    asked_at: float
    """Seconds since 1970."""
    request_head: bytes
    version: bytes
    status: int
    phrase: bytes
    headers: Headers
    body: bytes
    """As it was sent: still compressed, chunks joined."""

    def header(self, name: str) -> str:
        """Give the first value of a header, "" without one."""
        wanted = name.lower().encode()
        value = next((value for key, value in self.headers if key.lower() == wanted), b"")
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.decode("latin-1")

    @property
    def encoding(self) -> str:
        """How the body is packed."""
        return ",".join(value.decode("latin-1") for key, value in self.headers if key.lower() == b"content-encoding")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost."""

    seconds: float = 30.0
    """From the look-up of the name to the last byte."""
    page_bytes: int = 10_000_000
    list_bytes: int = 50_000_000
    """Of a sitemap or feed once unpacked, as the sitemap protocol has it."""


class Door:
    """Asks servers, one request at a call."""

    def __init__(
        self,
        user_agent: str,
        limits: Limits | None = None,
        *,
        allow_private: bool = False,
        clock: Clock | None = None,
        look_up: Resolve = resolve,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.user_agent = user_agent
        self._allow_private = allow_private
        self._clock = clock or SystemClock()
        self._look_up = look_up
        # no connection is kept: a second name on the same address must not meet a connection proved for the first
        self._transport = transport or httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    async def __aenter__(self) -> Door:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    async def get(self, url: str, conditions: dict[str, str] | None = None, *, cut_at: int | None = None) -> Exchange:
        """Ask for a normal address once and give the whole answer, whatever its status.

        conditions: headers for a conditional request.
        cut_at: keep only so many bytes of the body, instead of failing past the limit.
        Raises FetchError: forbidden-address, dns, connect, tls, timeout, protocol, too-large.
        """
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._get(httpx.URL(url), conditions or {}, cut_at)
        except TimeoutError as error:
            raise FetchError("timeout", f"no whole answer within {self.limits.seconds:g} s") from error
        except httpx.TransportError as error:
            raise FetchError("protocol", f"the answer is no whole HTTP: {printable(str(error))}") from error

    async def _get(self, url: httpx.URL, conditions: dict[str, str], cut_at: int | None) -> Exchange:
        host, port = url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme]
        addresses = await checked_addresses(host, port, self._look_up, allow_private=self._allow_private)
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **conditions,
        }
        asked_at = self._clock.time()
        ip, request, response = await self._connect(url, host, addresses[:_MOST_ADDRESSES], headers)
        try:
            body = await self._body(response, cut_at)
        finally:
            await response.aclose()
        return Exchange(
            url=str(url),
            ip=ip,
            asked_at=asked_at,
            request_head=_head(b"GET " + url.raw_path + b" HTTP/1.1", request.headers.raw),
            version=response.extensions["http_version"],
            status=response.status_code,
            phrase=response.extensions["reason_phrase"],
            headers=list(response.headers.raw),
            body=body,
        )

    async def _connect(
        self, url: httpx.URL, host: str, addresses: list[str], headers: dict[str, str]
    ) -> tuple[str, httpx.Request, httpx.Response]:
        """Give the first answer that one of the addresses begins, with the address."""
        problem = ""
        for ip in addresses:
            request = httpx.Request(
                "GET",
                url.copy_with(host=ip),
                headers=headers,
                extensions={"sni_hostname": host, "timeout": {"connect": _CONNECT_SECONDS}},
            )
            try:
                return ip, request, await self._transport.handle_async_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if _is_about_tls(error):
                    raise FetchError("tls", f"no safe connection to {host}: {printable(str(error))}") from error
                problem = printable(str(error)) or type(error).__name__
        raise FetchError("connect", f"no connection to {host} ({', '.join(addresses)}): {problem}")

    async def _body(self, response: httpx.Response, cut_at: int | None) -> bytes:
        limit = self.limits.page_bytes if cut_at is None else cut_at
        declared = response.headers.get("Content-Length", "")
        if cut_at is None and declared.isdecimal() and len(declared) < 20 and int(declared) > limit:
            raise FetchError("too-large", f"{declared} bytes are more than {limit}")
        body = bytearray()
        async for piece in response.aiter_raw():
            body += piece
            if len(body) > limit:
                if cut_at is None:
                    raise FetchError("too-large", f"more than {limit} bytes")
                break
        return bytes(body[:limit])


def _head(first_line: bytes, headers: Headers) -> bytes:
    return b"\r\n".join([first_line, *(name + b": " + value for name, value in headers)]) + b"\r\n\r\n"


def _is_about_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
