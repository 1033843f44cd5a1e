"""A run that is stopped goes on: nothing lost, nothing twice, every pause kept."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path

import pytest
from clocks import START, FakeClock
from fetcher import Fetcher
from paced_child import SharedClock
from sites import Ask, Site, page, sitemap

from diplo_extract import UsageError
from diplo_extract.fetch.run import errors_path

MakeSite = Callable[..., Site]
CHILD = Path(__file__).with_name("paced_child.py")


class Moody:
    """A site of many pages that is busy now and then, and remembers until when it asked to be let be."""

    def __init__(self, site: Site, pages: int, *, delay: float, every: int, ask: Callable[[float, float], str]) -> None:
        self.site = site
        self.delay = delay
        self.closed_until = 0.0
        self.broken: list[str] = []
        self._every = every
        self._ask = ask
        self._answered = 0
        paths = [f"/{number}" for number in range(pages)]
        site.answers |= {
            "/robots.txt": page(f"User-agent: *\nDisallow: /no\nCrawl-delay: {delay}", Content_Type="text/plain"),
            "/sitemap.xml": sitemap(*(site.url + path for path in [*paths, "/no/a", "/no/b"])),
            **dict.fromkeys(paths, self.answer),
        }

    def answer(self, connection: socket.socket, ask: Ask) -> None:
        if ask.at < self.closed_until:
            self.broken.append(f"{ask.path} at {ask.at:.2f}, closed until {self.closed_until:.2f}")
        self._answered += 1
        if self._every and self._answered % self._every == 0:
            self.closed_until = ask.at + 40.0
            wait = self._ask(40.0, self.closed_until)
            connection.sendall(page("busy", "429 Too Many Requests", Retry_After=wait))
        else:
            connection.sendall(page(f"<p>This is {ask.path} of {self.site.url}.</p>"))


def in_seconds(pause: float, _until: float) -> str:
    return f"{pause:.0f}"


def as_date(_pause: float, until: float) -> str:
    # a date has no parts of a second
    return formatdate(until + 1, usegmt=True)


def pauses_in_the_state(out: Path) -> dict[str, float]:
    """Give until when each host is let be, as a killed run has written it down."""
    rows = sqlite3.connect(out.with_name(out.name + ".state"))
    try:
        return dict(rows.execute("SELECT name, ready_at FROM hosts"))
    finally:
        rows.close()


def test_500_pages_of_5_hosts_keep_every_pause_over_three_kills(make_site: MakeSite, tmp_path: Path) -> None:
    clock_file = tmp_path / "clock"
    clock_file.write_bytes(struct.pack("d", START))
    clock = SharedClock(clock_file)
    moods = [
        (1.0, 0, in_seconds),
        (2.5, 0, in_seconds),
        (1.0, 17, in_seconds),
        (1.0, 23, as_date),
        (4.0, 31, in_seconds),
    ]
    hosts = [
        Moody(make_site(address=f"127.0.0.{number + 2}", now=clock.time), 100, delay=delay, every=every, ask=ask)
        for number, (delay, every, ask) in enumerate(moods)
    ]
    fetcher = Fetcher(tmp_path / "a.warc.gz")
    seeds = [f"{host.site.url}/sitemap.xml" for host in hosts]
    command = [sys.executable, str(CHILD), str(clock_file), str(fetcher.out), *seeds]
    for wanted in (100, 230, 360):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while sum(len(host.site.asked) for host in hosts) < wanted and time.monotonic() < deadline:
            assert child.poll() is None, "it ended before it could be killed"
            time.sleep(0.01)
        child.kill()
        child.wait()
        known_pauses = pauses_in_the_state(fetcher.out)
        for host in hosts:
            if known_pauses.get(host.site.address, 0.0) < host.closed_until:
                host.closed_until = 0.0  # the kill came between its answer and the hearing of it
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    summary = json.loads(done.stdout)
    assert (summary["archived"], summary["waiting"]) == (505, 0)
    assert summary["errors"] == {"robots-disallowed": 10}
    expected = Counter(f"{host.site.url}/{number}" for host in hosts for number in range(100))
    assert Counter(fetcher.pages()) == expected, "each page once in the archive"
    for host in hosts:
        times = [ask.at for ask in host.site.asked]
        assert min(after - before for before, after in pairwise(times[1:])) >= host.delay - 0.001
        assert host.broken == [], "no request while the host asked to be let be"
        assert all(ask.others == 0 for ask in host.site.asked), "one connection at a time"
        assert host.site.paths.count("/robots.txt") <= 2
        assert not any(path.startswith("/no") for path in host.site.paths)


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_it_soon_with_everything_written_down(
    make_site: MakeSite, tmp_path: Path, stop: signal.Signals, code: int
) -> None:
    site = make_site({f"/{number}": page() for number in range(50)})
    addresses = tmp_path / "addresses.txt"
    addresses.write_text("\n".join(f"{site.url}/{number}" for number in range(50)) + f"\n{site.url}/gone\n")
    fetcher = Fetcher(tmp_path / "a.warc.gz", FakeClock(time.time()))
    command = [sys.executable, "-m", "diplo_extract", "fetch", str(addresses), "--out", str(fetcher.out)]
    process = subprocess.Popen([*command, "--contact", "a@b.example", "--allow-private"], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(site.asked) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(stop)
    assert process.wait(30) == code
    assert errors_path(fetcher.out).read_text() == ""
    asked = len(fetcher.pages())
    assert asked >= 1
    assert fetcher(f"{site.url}/0").pages == 50 - asked, "the next run goes on with what waits"
    assert len(set(fetcher.pages())) == len(fetcher.pages()) == 50
    assert list(fetcher.errors().values()) == ["http-status"]


def test_a_record_that_the_state_does_not_know_is_cut_off(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": page(), "/b": page()})
    fetcher(f"{site.url}/a")
    with fetcher.out.open("ab") as file:
        file.write(b"\x1f\x8b half a record")
    fetcher(f"{site.url}/b")
    assert fetcher.pages() == [f"{site.url}/a", f"{site.url}/b"]


def test_an_archive_shorter_than_its_state_is_refused(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": page()})
    fetcher(f"{site.url}/a")
    os.truncate(fetcher.out, 100)
    with pytest.raises(UsageError, match="shorter"):
        fetcher(f"{site.url}/a")
    assert fetcher.out.stat().st_size == 100


def test_an_archive_of_somebody_else_is_not_touched(fetcher: Fetcher) -> None:
    fetcher.out.write_bytes(b"precious")
    with pytest.raises(UsageError, match="not begun"):
        fetcher("http://127.0.0.1:1/")
    assert fetcher.out.read_bytes() == b"precious"


def test_a_run_killed_before_its_first_record_goes_on(fetcher: Fetcher, make_site: MakeSite) -> None:
    site = make_site({"/a": page()})
    fetcher(f"{site.url}/a")
    rows = sqlite3.connect(fetcher.out.with_name(fetcher.out.name + ".state"))
    with rows:
        rows.execute("UPDATE archives SET length = 0")
        rows.execute("UPDATE addresses SET standing = 'waiting'")
    rows.close()
    fetcher(f"{site.url}/a")
    assert fetcher.pages() == [f"{site.url}/a"]


def test_a_state_that_is_something_else_is_refused(fetcher: Fetcher, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("not a database, but long enough to be looked at as one by SQLite" * 20)
    with pytest.raises(UsageError, match="not the state"):
        fetcher("http://127.0.0.1:1/", state=other)


def test_two_runs_into_one_archive_do_not_meet(fetcher: Fetcher, make_site: MakeSite) -> None:
    messages = []

    def second(_connection: socket.socket, _ask: Ask) -> None:
        try:
            fetcher("http://127.0.0.1:1/")
        except UsageError as error:
            messages.append(str(error))

    site = make_site({"/a": second})
    fetcher(f"{site.url}/a")
    assert len(messages) >= 1 and all("another run" in message for message in messages)


def test_one_state_serves_an_archive_after_the_other(fetcher: Fetcher, make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"/a": page(ETag='"1"'), "/b": page()})
    state = tmp_path / "memory"
    fetcher(f"{site.url}/a", state=state)
    fetcher.out = tmp_path / "later.warc.gz"
    fetcher(f"{site.url}/a", f"{site.url}/b", state=state)
    assert fetcher.pages() == [f"{site.url}/b"]


def test_the_archive_and_its_state_can_be_moved_together(fetcher: Fetcher, make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"/a": page(), "/b": page()})
    fetcher(f"{site.url}/a")
    (tmp_path / "new").mkdir()
    for path in list(tmp_path.glob("a.warc.gz*")):
        path.rename(tmp_path / "new" / path.name)
    fetcher.out = tmp_path / "new" / "a.warc.gz"
    fetcher(f"{site.url}/b")
    assert fetcher.pages() == [f"{site.url}/a", f"{site.url}/b"]
