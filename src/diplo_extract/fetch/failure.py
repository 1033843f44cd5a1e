"""Why an address gave no page: one table of reasons, each with its remedy and whether asking again may help."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from diplo_extract.errors import DocumentError
from diplo_extract.records import ErrorRecord, Source


class Kind(NamedTuple):
    """What follows from a reason."""

    remedy: str
    retried: bool = False
    """The same run asks again, after a pause."""
    final: bool = False
    """A later run does not ask again: the server has said what it had to say."""


KINDS = {
    "bad-address": Kind("give an address that begins with http:// or https://, without a user name in it"),
    "forbidden-address": Kind("addresses inside a network are asked only with --allow-private"),
    "out-of-scope": Kind("widen --scope, or give the address itself"),
    "robots-disallowed": Kind("the site does not want this page fetched: ask its owner"),
    "robots-unreachable": Kind("a site whose robots.txt cannot be read is left alone: try again later"),
    "dns": Kind("check the host's name; try again later"),
    "connect": Kind("the server cannot be reached: try again later", retried=True),
    "tls": Kind("the certificate does not prove the server to be what it says: see the address in a browser"),
    "timeout": Kind("the answer did not end in time: try again later, or raise --seconds-per-page", retried=True),
    "protocol": Kind("the server's answer is no whole HTTP: try again later", retried=True),
    "too-large": Kind("raise --max-page-bytes to take it"),
    "unknown-encoding": Kind("the server sends a compression that it was not asked for"),
    "damaged-body": Kind("the compressed answer is broken: try again later", retried=True),
    "redirect-loop": Kind("the site sends in a circle: see the address in a browser"),
    "too-many-redirects": Kind("the site sends on and on: give the last address itself"),
    "server-busy": Kind("try again later", retried=True),
    "http-status": Kind("the address gives no page: see it in a browser", final=True),
    "host-left": Kind("its host did not answer, or asked for a longer wait than --max-wait: run again later"),
    "dtd-forbidden": Kind("a list with a DTD is not read: it could be a bomb"),
    "bad-list": Kind("what could be read of the list was taken; tell its owner"),
    "not-a-list": Kind("neither a sitemap nor a feed: give pages as addresses of their own"),
    "too-deep": Kind("sitemaps that lead through more than three levels are not followed"),
    "too-many-links": Kind("the first links were taken; raise --max-pages, or name parts of the list"),
}


class FetchError(DocumentError):
    """An address gave no page; `reason` is a key of KINDS."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__("fetch", reason, message, KINDS[reason].remedy)

    @property
    def kind(self) -> Kind:
        """What follows from the reason."""
        return KINDS[self.reason]


def error_row(address: str, reason: str, message: str) -> ErrorRecord:
    """Give the error record of an address."""
    uri = printable(address)
    return ErrorRecord(
        id=hashlib.sha256(f"fetch\x00{reason}\x00{uri}".encode()).hexdigest()[:32],
        source=Source(uri=uri, url=uri, media_type="application/octet-stream"),
        stage="fetch",
        reason=reason,
        error=FetchError.__name__,
        message=message,
        remedy=KINDS[reason].remedy,
    )


def printable(text: str, limit: int = 500) -> str:
    """Give foreign text as one line that can be stored and shown anywhere."""
    line = "".join(character if character.isprintable() else " " for character in text[:limit])
    return line.encode("utf-8", "replace").decode()
