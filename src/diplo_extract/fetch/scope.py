"""Which addresses are taken: how they are written, and which links of a list belong to what was asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal
from urllib.parse import urljoin, urlsplit

import httpx

from diplo_extract.fetch.failure import FetchError, printable

Reach = Literal["host", "folder", "any"]

MAX_LENGTH = 4000

_USUAL_PORTS = {"http": ":80", "https": ":443"}
_HOST = re.compile(rb"[a-zA-Z0-9._:-]+")


def normal(address: str, base: str | None = None) -> str:
    """Give the one way an address is written: joined to its base, host in lower case and punycode, no fragment.

    Raises FetchError (bad-address).
    """
    address = address.strip()
    try:
        if len(address) > MAX_LENGTH:
            raise ValueError(f"longer than {MAX_LENGTH} characters")
        url = httpx.URL(urljoin(base, address) if base else address)
        if url.scheme not in ("http", "https") or not url.host:
            raise ValueError("it does not begin with http:// or https:// and a host")
        if not _HOST.fullmatch(url.raw_host):
            raise ValueError("its host is no name and no number")
        if url.userinfo:
            raise ValueError("it has a user name in it")
        if url.port is not None and not 0 < url.port < 65536:
            raise ValueError("there is no such port")
        host = url.netloc.decode("ascii").lower().removesuffix(_USUAL_PORTS[url.scheme])
        return f"{url.scheme}://{host}{url.raw_path.decode('ascii')}"
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError("bad-address", f"{printable(address, 200)} cannot be asked: {error}") from error


def host_of(address: str) -> str:
    """Give the host of a normal address, as pace is kept by: ports and schemes of a host are one machine."""
    return urlsplit(address).hostname or ""


def origin_of(address: str) -> str:
    """Give scheme, host and port of a normal address: what one robots.txt speaks for."""
    url = urlsplit(address)
    return f"{url.scheme}://{url.netloc}"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which links of a list are followed, and where redirects of them may lead."""

    reach: Reach = "host"
    """host: the list's own host, with or without www; folder: below the list's own folder; any: anywhere."""
    include: tuple[str, ...] = ()
    """Patterns with * and ?, of the whole address; when there are some, one must fit."""
    exclude: tuple[str, ...] = ()

    def holds(self, address: str, base: str, *, is_page: bool = True) -> bool:
        """Tell whether a link of the list at `base` is wanted; patterns are about pages, not about lists."""
        if self.reach != "any" and _bare(host_of(address)) != _bare(host_of(base)):
            return False
        if self.reach == "folder" and not urlsplit(address).path.startswith(_folder(base)):
            return False
        if not is_page:
            return True
        if self.include and not any(fnmatchcase(address, pattern) for pattern in self.include):
            return False
        return not any(fnmatchcase(address, pattern) for pattern in self.exclude)


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _folder(address: str) -> str:
    return urlsplit(address).path.rpartition("/")[0] + "/"
