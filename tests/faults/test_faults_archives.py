"""Archives that are bombs, traps or damaged: told, bounded, never silent. The number of a test is that of its case."""

from __future__ import annotations

import gzip
import io
import json
import random
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard
from fastwarc.warc import WarcRecord, WarcRecordType

from diplo_extract import Article, ErrorRecord
from diplo_extract.archive import Archive, Limits

PAGE = b"<html><body><p>The mayor of Lusaka received a delegation.</p></body></html>"
MEGABYTE = 1_000_000


def read(path: Path, limits: Limits | None = None) -> list[Article | ErrorRecord]:
    return list(Archive([path], limits or Limits()))


def reasons(outcomes: list[Article | ErrorRecord]) -> list[str]:
    return [outcome.reason for outcome in outcomes if isinstance(outcome, ErrorRecord)]


def warc_record(number: int, body: bytes = PAGE) -> bytes:
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.headers["WARC-Target-URI"] = f"https://example.org/{number}"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)
    out = io.BytesIO()
    record.write(out)
    return out.getvalue()


def zeros_in_gzip(size: int) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        for _ in range(size // MEGABYTE):
            file.write(bytes(MEGABYTE))
    return packed.getvalue()


def bomb(name: str, size: int) -> bytes:
    """Give a small file that unpacks to `size` bytes."""
    if name == "page.html.gz":
        return zeros_in_gzip(size)
    if name == "lines.jsonl.zst":
        return zstandard.compress(bytes(size))
    if name == "many.zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for number in range(size // (10 * MEGABYTE)):
                archive.writestr(f"{number}.html", bytes(10 * MEGABYTE))
        return packed.getvalue()
    if name == "nested.gz":
        return gzip.compress(zeros_in_gzip(size))
    if name == "tape.tar.gz":
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as tar:
            info = tarfile.TarInfo("1.html")
            info.size = size
            tar.addfile(info, io.BytesIO(bytes(size)))
        return packed.getvalue()
    assert name == "crawl.warc.gz"
    return gzip.compress(warc_record(1)) + gzip.compress(warc_record(2, bytes(size)), 1) + gzip.compress(warc_record(3))


READ = """
import json, resource, sys
from diplo_extract.archive import Archive
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
before = peak()
found = [getattr(outcome, "reason", None) for outcome in Archive([sys.argv[1]])]
print(json.dumps([found, peak() - before]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="reads the highest memory of a process")
@pytest.mark.parametrize(
    "name", ["page.html.gz", "lines.jsonl.zst", "many.zip", "nested.gz", "tape.tar.gz", "crawl.warc.gz"]
)
def test_6_a_bomb_is_told_and_not_unpacked_into_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bomb(name, 120 * MEGABYTE))
    # a process of its own: the highest mark of this one is from making the bomb
    done = subprocess.run([sys.executable, "-c", READ, tmp_path / name], capture_output=True, text=True, check=True)
    found, grown = json.loads(done.stdout)
    assert {"too-large", "expansion-limit"} & set(found)
    assert grown < 64


def test_6_a_file_that_unpacks_to_another_for_ever_ends(tmp_path: Path) -> None:
    data = PAGE
    for _ in range(20):
        data = gzip.compress(data)
    (tmp_path / "a.html.gz").write_bytes(data)
    assert reasons(read(tmp_path)) == ["nested-archive"]


def test_6_more_members_than_allowed_end_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.html", PAGE)
    outcomes = read(tmp_path, Limits(max_members=3))
    assert len(outcomes) == 4
    assert reasons(outcomes) == ["too-many-members"]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_7_names_that_lead_outside_are_only_names(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in/here").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "in/here")
    names = ["../up.html", "/abs.html", "same.html", "same.html", "a/../../b.html"]
    path = tmp_path / f"a.{kind}"
    if kind == "zip":
        with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "w") as archive:
            for number, name in enumerate(names):
                archive.writestr(name, PAGE + str(number).encode())
            link = zipfile.ZipInfo("link.html")
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/hostname")
    else:
        with tarfile.open(path, "w") as tar:
            for number, name in enumerate(names):
                info = tarfile.TarInfo(name)
                info.size = len(PAGE) + 1
                tar.addfile(info, io.BytesIO(PAGE + str(number).encode()))
            link_info = tarfile.TarInfo("link.html")
            link_info.type, link_info.linkname = tarfile.SYMTYPE, "/etc/hostname"
            tar.addfile(link_info)
    articles = [outcome for outcome in read(path) if isinstance(outcome, Article)]
    assert [article.member for article in articles][:5] == names
    assert len({article.content for article in articles[:5]}) == 5
    # the link of a .zip is a text that names a file; nothing was opened
    assert [article.content for article in articles[5:]] in ([], [b"/etc/hostname"])
    assert sorted(str(found.relative_to(tmp_path)) for found in tmp_path.rglob("*")) == [path.name, "in", "in/here"]


def test_8_links_are_not_followed_and_are_counted(tmp_path: Path) -> None:
    (tmp_path / "root/sub").mkdir(parents=True)
    (tmp_path / "root/a.html").write_bytes(PAGE)
    (tmp_path / "secret.html").write_bytes(PAGE)
    (tmp_path / "root/sub/loop").symlink_to(tmp_path / "root")
    (tmp_path / "root/out.html").symlink_to(tmp_path / "secret.html")
    archive = Archive([tmp_path / "root"])
    assert [Path(item.uri).name for item in archive if isinstance(item, Article)] == ["a.html"]
    assert archive.skipped == {"(link)": 2}


@pytest.mark.parametrize("packed", [True, False])
def test_9_a_warc_cut_anywhere_tells_it(tmp_path: Path, packed: bool) -> None:
    records = [warc_record(number) for number in range(4)]
    parts = [gzip.compress(record) if packed else record for record in records]
    whole = b"".join(parts)
    borders = {sum(map(len, parts[:count])) for count in range(5)}
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    for cut in random.Random(9).sample(range(1, len(whole)), 150):
        path.write_bytes(whole[:cut])
        outcomes = read(path)
        before = sum(border <= cut for border in borders) - 1
        articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
        assert len(articles) >= before, cut
        assert reasons(outcomes) == ([] if cut in borders else ["damaged-archive"]), cut


@pytest.mark.parametrize("kind", ["a.tar", "a.tar.gz", "a.zip", "a.jsonl.zst", "a.warc.gz", "a.parquet"])
def test_9_damage_in_the_middle_or_at_the_end_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    path.write_bytes(whole_archive(kind))
    whole = path.read_bytes()
    count = len(read(path))
    assert count == 6 and reasons(read(path)) == []
    rng = random.Random(9)
    for _ in range(60):
        at = rng.randrange(len(whole))
        path.write_bytes(whole[:at] if rng.random() < 0.5 else whole[:at] + bytes(60) + whole[at + 60 :])
        archive = Archive([path])
        outcomes = list(archive)
        told = reasons(outcomes) or archive.skipped or path.read_bytes() == whole
        # a .tar has no checksum of its content; its members are all there, then
        assert told or len(outcomes) >= count, at


def whole_archive(kind: str) -> bytes:
    pages = {f"{number}.html": PAGE * 8 + str(number).encode() for number in range(6)}
    if kind == "a.zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in pages.items():
                archive.writestr(name, data)
        return packed.getvalue()
    if kind.startswith("a.tar"):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as tar:
            for name, data in pages.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        return gzip.compress(packed.getvalue()) if kind.endswith(".gz") else packed.getvalue()
    if kind == "a.warc.gz":
        return b"".join(gzip.compress(warc_record(number, data)) for number, data in enumerate(pages.values()))
    if kind == "a.parquet":
        import pyarrow
        from pyarrow import parquet

        out = io.BytesIO()
        parquet.write_table(pyarrow.table({"html": [data.decode() for data in pages.values()]}), out)
        return out.getvalue()
    rows = [json.dumps({"html": data.decode()}) for data in pages.values()]
    return zstandard.compress("\n".join(rows).encode())


def test_10_bad_lines_cost_only_themselves(tmp_path: Path) -> None:
    good = json.dumps({"text": "A text"}).encode()
    lines = [good, b'{"text": "caf\xe9"}', b"[" * 100_000, b"{", good, b"\xff\xfe", b"null", good]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    outcomes = read(tmp_path)
    assert len(outcomes) == len(lines)
    assert [isinstance(outcome, Article) for outcome in outcomes].count(True) == 3
    assert set(reasons(outcomes)) == {"bad-json", "no-content"}
