"""What a site's robots.txt allows (RFC 9309): 4xx allows all, an unreachable one nothing, a day's memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from protego import Protego

from diplo_extract.fetch.door import Exchange
from diplo_extract.fetch.failure import FetchError
from diplo_extract.fetch.unpack import unpacked

# the name that robots.txt files call us by
TOKEN = "diplo-extract"

KEPT_SECONDS = 24 * 3600
# RFC 9309 asks for 500 KiB at least; what is beyond is not read
PARSED_BYTES = 512 * 1024
DOWNLOADED_BYTES = PARSED_BYTES + 1


@dataclass(frozen=True)
class Robots:
    """The rules of one origin."""

    text: str = ""
    refusal: FetchError | None = None
    """Why nothing there may be asked, whatever the rules."""

    @cached_property
    def _rules(self) -> Protego:
        return Protego.parse("\n".join(_without_other_names(line) for line in self.text.splitlines()))

    def allows(self, url: str) -> bool:
        """Tell whether we may ask for an address."""
        return self.refusal is None and self._rules.can_fetch(url, TOKEN)

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for; 0 when it does not say."""
        rate = self._rules.request_rate(TOKEN)
        return max(self._rules.crawl_delay(TOKEN) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    @property
    def sitemaps(self) -> list[str]:
        """The sitemaps that it names."""
        return list(self._rules.sitemaps)


_NAME_LINE = re.compile(r"\s{0,9}user(?:-|\s{1,9})?agent\s{0,9}[:\s]\s{0,9}([^#]*)", re.IGNORECASE)

ALLOW_ALL = Robots()


def read_robots(exchange: Exchange) -> Robots:
    """Give the rules that an answer holds.

    Raises FetchError when the answer cannot be read: then nothing may be asked.
    """
    if 400 <= exchange.status < 500:
        return ALLOW_ALL
    if not 200 <= exchange.status < 300:
        raise FetchError("server-busy", f"the server answered {exchange.status}")
    return Robots(_text(exchange))


def unreachable(cause: FetchError) -> Robots:
    """Give the rules of a site whose robots.txt could not be had: complete disallow."""
    if cause.reason in ("forbidden-address", "host-left", "dns", "tls"):
        return Robots(refusal=cause)
    return Robots(refusal=FetchError("robots-unreachable", f"robots.txt could not be read: {cause.message}"))


def _without_other_names(line: str) -> str:
    """Give a line of robots.txt in which all names of crawlers but ours are one.

    The parser keeps the rules of a group once for each of its names: half a megabyte that is half names and half rules
    would cost it hours and all memory.
    """
    match = _NAME_LINE.match(line)
    if match is None or not match[1].strip():
        return line
    name = match[1].partition("/")[0].replace("*", "").strip().lower()
    if not name:
        return "User-agent: *"
    return f"User-agent: {name if TOKEN.startswith(name) else 'other'}"


def _text(exchange: Exchange) -> str:
    head = bytearray()
    try:
        for piece in unpacked(exchange.body, exchange.encoding, PARSED_BYTES + 65_536):
            head += piece
            if len(head) > PARSED_BYTES:
                break
    except FetchError as error:
        # a packed body that was cut at DOWNLOADED_BYTES ends in the middle, and what came before is enough
        if error.reason != "damaged-body" or len(exchange.body) < DOWNLOADED_BYTES:
            raise
    if len(head) > PARSED_BYTES:
        # not with half a line: "Disallow: /a" would forbid more than "Disallow: /about"
        head = head[: max(head.rfind(b"\n", 0, PARSED_BYTES), head.rfind(b"\r", 0, PARSED_BYTES), 0)]
    return head.decode("utf-8", "replace").removeprefix("\ufeff")
