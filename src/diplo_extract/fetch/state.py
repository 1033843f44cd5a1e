"""What is known of every address, host and robots.txt, in one SQLite file beside the archive.

It is written in the same breath as the archive: an address counts as fetched from the moment that the state says so,
and what the archive holds beyond that is cut off. So a run that is killed goes on without loss and without doubles.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from diplo_extract.errors import UsageError
from diplo_extract.fetch.door import Exchange
from diplo_extract.fetch.failure import FetchError
from diplo_extract.fetch.pace import Host, Visit, VisitKind
from diplo_extract.fetch.robots import Robots
from diplo_extract.fetch.warc import Kept

Standing = Literal["waiting", "kept", "moved", "failed"]

_VERSION = 1
LONGEST_PAUSE = 24 * 3600.0
_LONGEST_VALIDATOR = 1000

_OF_AN_ANSWER = ("etag", "modified", "record_id", "date")

_TABLES = """
CREATE TABLE addresses (
  address TEXT PRIMARY KEY, standing TEXT NOT NULL, kind TEXT NOT NULL, base TEXT, depth INT NOT NULL,
  url TEXT, etag TEXT, modified TEXT, record_id TEXT, date TEXT, asked REAL,
  reason TEXT, message TEXT, final INT NOT NULL DEFAULT 0
);
CREATE INDEX by_standing ON addresses (standing);
CREATE INDEX by_url ON addresses (url);
CREATE INDEX by_base ON addresses (base) WHERE kind = 'list';
CREATE TABLE hosts (name TEXT PRIMARY KEY, ready_at REAL NOT NULL, delay REAL NOT NULL);
CREATE TABLE robots (origin TEXT PRIMARY KEY, fetched_at REAL NOT NULL, text TEXT NOT NULL);
CREATE TABLE archives (path TEXT PRIMARY KEY, length INT NOT NULL);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Known(NamedTuple):
    """What is known of an address."""

    standing: Standing
    kind: VisitKind
    kept: Kept | None
    etag: str | None
    modified: str | None
    asked: float | None
    """When it last answered for itself, in seconds since 1970."""

    def conditions(self, url: str) -> dict[str, str]:
        """Give the headers that ask only for what changed since."""
        if self.kept is None or self.kept.url != url:
            return {}
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in conditions.items() if value}


class State:
    """The memory of all runs into an archive."""

    def __init__(self, path: Path, archive: Path) -> None:
        """Open or make the file; raises UsageError when it is something else."""
        # from here to there, so that both can be moved together
        self._archive = Path(os.path.relpath(archive.resolve(), path.resolve().parent)).as_posix()
        self._rows = sqlite3.connect(path, isolation_level=None)
        try:
            (version,) = self._rows.execute("PRAGMA user_version").fetchone()
            if version not in (0, _VERSION):
                raise UsageError(f"{path} was written by another version of diplo-extract: name another --state")
            self._rows.execute("PRAGMA journal_mode = WAL")
            self._rows.execute("PRAGMA synchronous = NORMAL")
            if not version:
                self._rows.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
        except sqlite3.DatabaseError as error:
            self._rows.close()
            raise UsageError(f"{path} is not the state of an archive: name another --state") from error

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make all changes inside at once, or none of them."""
        self._rows.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._rows.execute("ROLLBACK")
            raise
        self._rows.execute("COMMIT")

    # addresses

    def find(self, address: str) -> Known | None:
        """Give what is known of an address."""
        row = self._rows.execute(
            "SELECT standing, kind, record_id, date, url, etag, modified, asked FROM addresses WHERE address = ?",
            (address,),
        ).fetchone()
        if row is None:
            return None
        standing, kind, record_id, date, url, etag, modified, asked = row
        return Known(standing, kind, Kept(record_id, date, url) if record_id else None, etag, modified, asked)

    def is_known_otherwise(self, url: str, address: str) -> bool:
        """Tell whether a page is in the archive, or on the way there, for another address than this one."""
        sql = (
            "SELECT 1 FROM addresses WHERE address <> ?2 AND"
            " (address = ?1 AND standing IN ('waiting', 'kept') OR url = ?1) LIMIT 1"
        )
        return self._rows.execute(sql, (url, address)).fetchone() is not None

    def head_for(self, visit: Visit, url: str) -> None:
        """Note where an address was redirected to; what was kept from elsewhere is no base to compare with."""
        same = ", ".join(f"{column} = CASE url WHEN ?2 THEN {column} END" for column in _OF_AN_ANSWER)
        self._rows.execute(f"UPDATE addresses SET {same}, url = ?2 WHERE address = ?1", (visit.address, url))

    def expect(self, visit: Visit) -> None:
        """Put an address among those that are to be asked."""
        self._rows.execute(
            "INSERT INTO addresses (address, standing, kind, base, depth) VALUES (?1, 'waiting', ?2, ?3, ?4)"
            " ON CONFLICT (address) DO UPDATE SET standing = 'waiting'",
            (visit.address, visit.kind, visit.base, visit.depth),
        )

    def expect_again(self, *, all_of_them: bool) -> None:
        """Put failures among those that are to be asked, where asking may help; or everything that is known."""
        sql = "UPDATE addresses SET standing = 'waiting' WHERE standing = 'failed' AND NOT final"
        self._rows.execute("UPDATE addresses SET standing = 'waiting'" if all_of_them else sql)

    def expect_lists_of(self, base: str) -> list[Visit]:
        """Put the sitemaps that an unchanged sitemap index names among those that are to be asked."""
        where = "kind = 'list' AND base = ? AND standing <> 'waiting'"
        rows = self._rows.execute(f"SELECT address, kind, base, depth FROM addresses WHERE {where}", (base,)).fetchall()
        self._rows.execute(f"UPDATE addresses SET standing = 'waiting' WHERE {where}", (base,))
        return [Visit(address, address, kind, base, depth) for address, kind, base, depth in rows]

    def waiting(self) -> Iterator[Visit]:
        """Give what is to be asked, in the order in which it was found."""
        sql = "SELECT address, kind, base, depth FROM addresses WHERE standing = 'waiting' ORDER BY rowid"
        for address, kind, base, depth in self._rows.execute(sql).fetchall():
            yield Visit(address, address, kind, base, depth)

    def count(self, standing: Standing) -> int:
        """Give the number of addresses that stand so."""
        (number,) = self._rows.execute("SELECT count(*) FROM addresses WHERE standing = ?", (standing,)).fetchone()
        return int(number)

    def keep(self, visit: Visit, kind: VisitKind, exchange: Exchange, kept: Kept) -> None:
        """Note that an address is in the archive, and what a later conditional request needs."""
        self._rows.execute(
            "UPDATE addresses SET standing = 'kept', kind = ?2, url = ?3, etag = ?4, modified = ?5, record_id = ?6,"
            " date = ?7, asked = ?8, reason = NULL, message = NULL, final = 0 WHERE address = ?1",
            (
                visit.address,
                kind,
                exchange.url,
                _sendable(exchange.header("ETag")),
                _sendable(exchange.header("Last-Modified")),
                kept.record_id,
                kept.date,
                exchange.asked_at,
            ),
        )

    def still(self, visit: Visit, standing: Literal["kept", "moved"], exchange: Exchange) -> None:
        """Note that an address is as it was, or leads to another that has its own outcome."""
        self._rows.execute(
            "UPDATE addresses SET standing = ?2, asked = ?3, reason = NULL, message = NULL WHERE address = ?1",
            (visit.address, standing, exchange.asked_at),
        )

    def fail(self, visit: Visit, error: FetchError) -> None:
        """Note why an address gave nothing; what it gave an earlier time stays in the archive."""
        self._rows.execute(
            "INSERT INTO addresses (address, standing, kind, base, depth, reason, message, final)"
            " VALUES (?1, 'failed', ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (address) DO UPDATE SET"
            " standing = 'failed', reason = excluded.reason, message = excluded.message, final = excluded.final",
            (visit.address, visit.kind, visit.base, visit.depth, error.reason, error.message, error.kind.final),
        )

    def failures(self) -> Iterator[tuple[str, str, str]]:
        """Give (address, reason, message) of everything that gave nothing."""
        sql = "SELECT address, reason, message FROM addresses WHERE standing = 'failed' ORDER BY rowid"
        yield from self._rows.execute(sql)

    def forget_lists(self) -> None:
        """Have every list answer in full: what is taken of it has changed."""
        self._rows.execute("UPDATE addresses SET etag = NULL, modified = NULL WHERE kind = 'list'")

    # hosts and their robots.txt

    def save_host(self, host: Host, pause: float, now: float) -> None:
        """Note until when a host is let be; now: seconds since 1970."""
        ready_at = now + min(pause, LONGEST_PAUSE)
        self._rows.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)", (host.name, ready_at, host.delay))

    def host(self, name: str) -> tuple[float, float] | None:
        """Give (until when it is let be, its delay) of a host."""
        row: tuple[float, float] | None = self._rows.execute(
            "SELECT ready_at, delay FROM hosts WHERE name = ?", (name,)
        ).fetchone()
        return row

    def save_robots(self, origin: str, robots: Robots, now: float) -> None:
        """Keep the rules of an origin."""
        self._rows.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, now, robots.text))

    def robots(self, origin: str, since: float) -> Robots | None:
        """Give the rules of an origin when they were fetched later than `since`."""
        sql = "SELECT text FROM robots WHERE origin = ? AND fetched_at > ?"
        row = self._rows.execute(sql, (origin, since)).fetchone()
        return Robots(row[0]) if row else None

    # the archive and the options

    def archive_length(self) -> int | None:
        """Give the number of bytes of the archive that count; None when it was not begun yet."""
        row = self._rows.execute("SELECT length FROM archives WHERE path = ?", (self._archive,)).fetchone()
        return int(row[0]) if row else None

    def save_archive_length(self, length: int) -> None:
        """Note that the archive counts up to here."""
        self._rows.execute("INSERT OR REPLACE INTO archives VALUES (?, ?)", (self._archive, length))

    def changes(self, name: str, value: str) -> bool:
        """Keep a value by its name; tells whether another one was kept before."""
        row = self._rows.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        self._rows.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
        return row is not None and row[0] != value


def _sendable(value: str) -> str | None:
    """Give what a server said when it may stand in a header that we send back."""
    return value if value and value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR else None
