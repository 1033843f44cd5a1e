"""What follows from an answer: records in the archive, a standing in the state, and what is to be asked next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from diplo_extract.fetch.door import Exchange, Limits
from diplo_extract.fetch.failure import FetchError, printable
from diplo_extract.fetch.links import MAX_LINKS, Link, Listing, looks_like_a_list, read_list
from diplo_extract.fetch.pace import Visit
from diplo_extract.fetch.robots import read_robots
from diplo_extract.fetch.scope import Scope, normal, origin_of
from diplo_extract.fetch.state import Known, State
from diplo_extract.fetch.summary import Summary
from diplo_extract.fetch.unpack import unpacked
from diplo_extract.fetch.warc import WarcFile

MAX_REDIRECTS = 10
MAX_SITEMAP_DEPTH = 3

_REDIRECTS = {301, 302, 303, 307, 308}


class Ledger:
    """Keeps archive, state and counts in step."""

    def __init__(
        self,
        state: State,
        archive: WarcFile,
        summary: Summary,
        *,
        scope: Scope,
        limits: Limits,
        max_pages: int,
        started: float,
    ) -> None:
        """Take up the pen; `started` is when the run began, in seconds since 1970."""
        self.state = state
        self.summary = summary
        self._archive = archive
        self._scope = scope
        self._limits = limits
        self._room = max_pages
        self._started = started

    def conditions(self, visit: Visit) -> dict[str, str]:
        """Give the headers that ask for a page only if it changed since it was kept."""
        known = self.state.find(visit.address)
        return known.conditions(visit.url) if known else {}

    def take(self, visit: Visit, exchange: Exchange) -> list[Visit]:
        """Write an answer down; gives what is to be asked because of it.

        Raises FetchError when it is no page: then nothing was written but what the server said.
        """
        if exchange.status in _REDIRECTS and exchange.header("Location"):
            return self._redirected(visit, exchange)
        known = self.state.find(visit.address)
        if exchange.status == 304 and known and known.conditions(visit.url):
            return self._unchanged(visit, exchange, known)
        if exchange.status != 200:
            self._write(exchange)
            raise FetchError("http-status", f"the server answered {exchange.status} {printable(_phrase(exchange), 60)}")
        if visit.kind == "seed" and exchange.url == f"{origin_of(exchange.url)}/robots.txt":
            sitemaps = [Link(address) for address in read_robots(exchange).sitemaps]
            return self._list(visit, exchange, Listing("index", sitemaps[:MAX_LINKS]))
        if visit.kind == "list" or (visit.kind == "seed" and looks_like_a_list(self._content(exchange))):
            return self._list(visit, exchange, read_list(self._content(exchange), self._limits.list_bytes))
        self._page(visit, exchange)
        return []

    def fail(self, visit: Visit, error: FetchError) -> None:
        """Note why an address gave nothing."""
        self.state.fail(visit, error)

    def write_robots(self, exchange: Exchange) -> None:
        """Archive the answer to a request for robots.txt."""
        self._write(exchange)

    def _redirected(self, visit: Visit, exchange: Exchange) -> list[Visit]:
        self._write(exchange)
        target = normal(exchange.header("Location"), exchange.url)
        hops = (*visit.hops, visit.url)
        if target in hops:
            raise FetchError("redirect-loop", f"{visit.url} leads back to {target}")
        if len(hops) > MAX_REDIRECTS:
            raise FetchError("too-many-redirects", f"more than {MAX_REDIRECTS} redirects, the last to {target}")
        onward = [replace(visit, url=target, hops=hops, tries=0)]
        if visit.kind == "robots":
            return onward
        if visit.base and not self._scope.holds(target, visit.base, is_page=visit.kind == "page"):
            raise FetchError("out-of-scope", f"it leads to {target}, outside of what the list was asked for")
        if self.state.is_known_otherwise(target, visit.address):
            self.state.still(visit, "moved", exchange)
            self.summary.moved += 1
            return []
        self.state.head_for(visit, target)
        return onward

    def _unchanged(self, visit: Visit, exchange: Exchange, known: Known) -> list[Visit]:
        with self.state.together():
            self._archive.add(exchange, unchanged=known.kept)
            self.state.save_archive_length(self._archive.length)
            self.state.still(visit, "kept", exchange)
            self.summary.unchanged += 1
            return self.state.expect_lists_of(exchange.url) if known.kind == "list" else []

    def _page(self, visit: Visit, exchange: Exchange) -> None:
        for _ in unpacked(exchange.body, exchange.encoding, self._limits.page_bytes):
            continue  # only to know that it can be unpacked, and to what size
        with self.state.together():
            kept = self._archive.add(exchange)
            self.state.save_archive_length(self._archive.length)
            self.state.keep(visit, "page", exchange, kept)
        self.summary.pages += 1

    def _list(self, visit: Visit, exchange: Exchange, listing: Listing) -> list[Visit]:
        with self.state.together():
            kept = self._archive.add(exchange)
            self.state.save_archive_length(self._archive.length)
            found = list(self._wanted(visit, exchange.url, listing))
            if listing.fault:
                self.state.fail(replace(visit, kind="list"), listing.fault)
            else:
                self.state.keep(visit, "list", exchange, kept)
        self.summary.lists += 1
        return found

    def _wanted(self, visit: Visit, base: str, listing: Listing) -> Iterable[Visit]:
        """Give the links of a list that are to be asked now."""
        depth = visit.depth + (listing.kind == "index")
        for link in listing.links:
            try:
                address = normal(link.address, base)
            except FetchError as error:
                raw = printable(link.address)
                self.state.fail(Visit(raw, raw, "page", base, depth), error)
                continue
            new = Visit(address, address, "list" if listing.kind == "index" else "page", base, depth)
            if not self._scope.holds(address, base, is_page=new.kind == "page"):
                self.summary.out_of_scope += 1
            elif not self._is_due(new, link):
                continue
            elif depth > MAX_SITEMAP_DEPTH:
                self.state.fail(new, FetchError("too-deep", f"more than {MAX_SITEMAP_DEPTH} sitemaps lead to it"))
            elif self._room <= 0:
                listing.fault = FetchError("too-many-links", "there is no room for all of its links")
                return
            else:
                self._room -= 1
                self.state.expect(new)
                yield new

    def _is_due(self, new: Visit, link: Link) -> bool:
        """Tell whether a link is to be asked: a new one, a list, or a page that changed since it was kept."""
        known = self.state.find(new.address)
        if known is None or known.standing == "failed":
            return known is None
        if known.standing == "waiting" or known.asked is None or known.asked >= self._started:
            return False
        return new.kind == "list" or _changed_at(link.changed) > known.asked

    def _content(self, exchange: Exchange) -> Iterable[bytes]:
        return unpacked(exchange.body, exchange.encoding, self._limits.list_bytes)

    def _write(self, exchange: Exchange) -> None:
        with self.state.together():
            self._archive.add(exchange)
            self.state.save_archive_length(self._archive.length)


def _changed_at(changed: str) -> float:
    """Give the time of a list's date of change in seconds since 1970; 0 for none.

    A day without a time counts from its beginning: else a page that was fetched on its first day would be asked for
    ever.
    """
    try:
        date = datetime.fromisoformat(changed)
    except ValueError:
        return 0.0
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()


def _phrase(exchange: Exchange) -> str:
    return exchange.phrase.decode("latin-1")
