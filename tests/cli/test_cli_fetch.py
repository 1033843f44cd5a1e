"""`fetch` and `show URL` as a user calls them."""

from __future__ import annotations

import errno
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from diplo_extract import ErrorRecord, Record
from diplo_extract.cli import commands

SAMPLE = "izmir-mediterranean-ports.html"


@pytest.fixture
def url(samples: Path) -> Iterator[str]:
    """A site with one page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there = self.path == f"/{SAMPLE}"
            self.send_response(200 if there else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((samples / SAMPLE).read_bytes() if there else b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def call(*arguments: str | Path, **environment: str) -> Result:
    environment = {"DIPLO_EXTRACT_CONTACT": "test@example.org", **environment}
    return CliRunner().invoke(commands, [str(argument) for argument in arguments], env=environment)


def test_fetch_says_what_it_did_and_where_the_errors_are(url: str, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "a.warc.gz"
    done = call("fetch", f"{url}/{SAMPLE}", f"{url}/gone", "--out", out, "--allow-private")
    assert done.exit_code == 0, done.output
    assert "1 pages fetched" in done.stdout and "errors: http-status 1" in done.stdout
    (line,) = out.with_name("a.warc.gz.errors").read_text().splitlines()
    error = ErrorRecord.model_validate_json(line)
    assert (error.source.uri, error.stage, error.reason) == (f"{url}/gone", "fetch", "http-status")
    again = call("fetch", f"{url}/gone", "--out", out, "--allow-private", "--json", "--strict")
    assert again.exit_code == 1
    assert json.loads(again.stdout)["requests"] == 0


def test_fetch_takes_its_options_from_a_settings_file(url: str, tmp_path: Path) -> None:
    settings = tmp_path / "fetch.toml"
    settings.write_text('contact = "me@example.org"\nallow-private = true\nmax-page-bytes = 100\n')
    done = call("fetch", f"{url}/{SAMPLE}", "--out", tmp_path / "a.warc.gz", "--settings", settings, "--json")
    assert json.loads(done.stdout)["errors"] == {"too-large": 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["https://example.org/", "--out", "a.warc"], "must be named"),
        (["example.org", "--out", "a.warc.gz"], "an address begins with"),
        (["https://user@example.org/", "--out", "a.warc.gz"], "user name"),
        (["https://example.org/", "--out", "a.warc.gz", "--contact", "(me)"], "contact"),
        (["https://example.org/", "--out", "a.warc.gz", "--delay", "0.1"], "delay"),
    ],
)
def test_fetch_refuses_what_cannot_be(arguments: list[str], said: str, tmp_path: Path) -> None:
    arguments[arguments.index("--out") + 1] = str(tmp_path / arguments[arguments.index("--out") + 1])
    done = call("fetch", *arguments)
    assert done.exit_code != 0
    assert said in done.output + str(done.exception)
    assert list(tmp_path.glob("*.warc.gz")) == []


def test_fetch_wants_to_know_whom_a_site_can_write_to(tmp_path: Path) -> None:
    done = call("fetch", "https://example.org/", "--out", tmp_path / "a.warc.gz", DIPLO_EXTRACT_CONTACT="")
    assert done.exit_code == 2 and "--contact" in done.output


def test_a_full_disk_is_told_and_the_next_run_goes_on(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.warc.gz"

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("diplo_extract.fetch.warc.os.fsync", full)
        done = call("fetch", f"{url}/{SAMPLE}", "--out", out, "--allow-private")
    assert isinstance(done.exception, SystemExit) and "No space left" in done.output
    assert "1 pages fetched" in call("fetch", f"{url}/{SAMPLE}", "--out", out, "--allow-private").stdout


def test_show_downloads_a_page_through_the_same_door(url: str) -> None:
    shown = call("show", f"{url}/{SAMPLE}", "--allow-private", "--json")
    record = Record.model_validate_json(shown.stdout)
    assert (record.source.uri, record.source.url, record.source.member) == (f"{url}/{SAMPLE}",) * 2 + (None,)
    assert record.source.fetched_at and record.people


@pytest.mark.parametrize(
    ("path", "options", "reason"), [("/x", [], "forbidden-address"), ("/x", ["--allow-private"], "404")]
)
def test_show_says_why_there_is_no_page(url: str, path: str, options: list[str], reason: str) -> None:
    done = call("show", url + path, *options)
    assert done.exit_code == 1
    assert reason in done.stderr
