"""How fast archives are read, reprints marked, records written; two workers against two processes; Spark against both.

python tests/benchmarks/scale_figures.py                     all parts
python tests/benchmarks/scale_figures.py warc duplicates     these parts

No verdict. Spark needs the extra `spark` and Java 17. CPU seconds where one process works, wall seconds where two do:
run these parts on a machine that does nothing else.
"""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from diplo_extract import batch
from diplo_extract.archive import Archive
from diplo_extract.article import Article
from diplo_extract.batch.duplicates import Duplicates
from diplo_extract.batch.engine import scratch
from diplo_extract.batch.export import export
from diplo_extract.batch.likeness import likeness
from diplo_extract.write import FORMATS

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ROOT.parent / "shared/corpora/raw/releases.jsonl.gz"
NAME = (sys.executable, "-m", "diplo_extract")
PAGES = ROOT.parent / "shared/bench/cleaning/dev/html"


def pages() -> list[bytes]:
    """Give saved pages of many sites; our own samples where the reference material is not at hand."""
    files = sorted(path for path in PAGES.rglob("*") if path.is_file()) if PAGES.is_dir() else []
    found = [path.read_bytes() for path in files or sorted((ROOT / "samples/pages").glob("*.html"))]
    return [gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page for page in found]


def texts() -> list[str]:
    """Give releases; variations of our own samples where there are none."""
    if RELEASES.exists():
        with gzip.open(RELEASES, "rt", encoding="utf-8") as file:
            return [json.loads(line)["text"] for line in file]
    bodies = [path.read_text("utf-8") for path in sorted((ROOT / "samples/pages").glob("*.txt"))]
    return [f"{body} {number} {number * 7}" for number in range(2_000) for body in bodies]


def warc(folder: Path) -> str:
    """Records of a .warc.gz in a CPU second, beside FastWARC alone."""
    path = folder / "a.warc.gz"
    saved = pages()
    count = 0
    with path.open("wb") as file:
        while count < 2_000:
            record = WarcRecord()
            record.init_headers(record_type=WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://example.org/{count}"
            record.headers["Content-Type"] = "application/http; msgtype=response"
            record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + saved[count % len(saved)])
            out = io.BytesIO()
            record.write(out, checksum_data=count % 2 == 0)
            file.write(gzip.compress(out.getvalue(), 6))
            count += 1

    def alone() -> None:
        for record in ArchiveIterator(path.open("rb")):
            record.reader.read()

    def ours() -> None:
        assert sum(isinstance(item, Article) for item in Archive([path])) == count

    ours_seconds, alone_seconds = (min(cpu(job) for _ in range(3)) for job in (ours, alone))
    size = path.stat().st_size / count / 1000
    return (
        f"warc: {count} records of {size:.0f} kB packed: {count / ours_seconds:,.0f} a CPU second;"
        f" FastWARC alone {count / alone_seconds:,.0f}, ratio {alone_seconds / ours_seconds:.2f}"
    )


def duplicates(folder: Path) -> str:
    """Documents in a CPU second: signing them (the workers do) and finding what they repeat (the main process does)."""
    found = texts()
    signed = []
    signing = cpu(lambda: signed.extend(map(likeness, found)))
    with scratch(folder) as index:
        marks = Duplicates(index)
        marking = cpu(lambda: [marks.find(str(n), str(n), one) for n, one in enumerate(signed)])
    words = sum(len(text.split()) for text in found) / len(found)
    return (
        f"duplicates: {len(found)} texts of {words:.0f} words: signed {len(found) / signing:,.0f},"
        f" marked {len(found) / marking:,.0f}, both {len(found) / (signing + marking):,.0f} a CPU second"
    )


def writing(folder: Path) -> str:
    """Share of writing, and of each export, in the time of a run."""
    summary = batch.run([ROOT / "samples/pages"], folder / "out")
    spent = summary.stage_seconds
    total = sum(spent.values())
    written = spent["write"] + spent["serialize"]
    shares = []
    for name in FORMATS:
        seconds = cpu(lambda name=name: export([folder / "out"], [name], folder / "to"))
        shares.append(f"{name} {seconds / total:.1%}")
    return (
        f"writing: {summary.documents} pages, {total:.1f} s in all; serializing and writing {written / total:.1%},"
        f" marking duplicates {spent['duplicates'] / total:.1%}; exports: {', '.join(shares)}"
    )


def workers(folder: Path) -> str:
    """Two workers of one run against two runs at the same time, each over one of two shards."""
    source = copies(folder, files=1)
    ratios = []
    for turn in range(3):
        one = wall([command(source, folder / f"one{turn}", "--workers", "2")])
        shards = [
            command(source, folder / f"two{turn}{part}", "--workers", "1", "--shard", f"{part}/2") for part in (1, 2)
        ]
        ratios.append(wall(shards) / one)
    return f"workers: 2 workers reach {', '.join(f'{ratio:.2f}' for ratio in ratios)} of two independent processes"


def spark(folder: Path) -> str:
    """A run on Spark with two cores against a run of two workers over the same eight files."""
    source = copies(folder, files=8)
    documents = sum(len(path.read_text("utf-8").splitlines()) for path in source.iterdir())
    here, there = [], []
    for turn in range(3):
        here.append(wall([command(source, folder / f"pool{turn}", "--workers", "2")]))
        job = [*NAME, "spark", str(source), "--out", str(folder / f"spark{turn}"), "--master", "local[2,4]"]
        there.append(wall([job]))
    more = [1000 * (spent - least) / documents for spent, least in zip(there, here, strict=True)]
    times = ", ".join(f"{spent:.0f} s against {least:.0f} s" for spent, least in zip(there, here, strict=True))
    return (
        f"spark: {documents} documents in {times} of the pool;"
        f" {', '.join(f'{seconds:.0f}' for seconds in more)} s more for 1,000 documents, start of Spark included"
    )


def copies(folder: Path, files: int) -> Path:
    """Write our samples eight times, each time a little different, as that many files of one folder."""
    source = folder / "pages"
    source.mkdir()
    pages = [path.read_text("utf-8", "replace") for path in sorted((ROOT / "samples/pages").glob("*.html"))]
    made = [page.replace("</body>", f"<p>Copy {number}.</p></body>") for number in range(8) for page in pages]
    for part in range(files):
        lines = "".join(json.dumps({"html": page}) + "\n" for page in made[part::files])
        (source / f"{part}.jsonl").write_text(lines, encoding="utf-8")
    return source


def command(source: Path, out: Path, *more: str) -> list[str]:
    return [*NAME, "run", str(source), "--out", str(out), "--json", *more]


def wall(commands: list[list[str]]) -> float:
    begun = time.perf_counter()
    processes = [subprocess.Popen(one, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for one in commands]
    assert [process.wait() for process in processes] == [0] * len(commands)
    return time.perf_counter() - begun


def cpu(job: Callable[[], object]) -> float:
    begun = time.process_time()
    job()
    return time.process_time() - begun


PARTS = {part.__name__: part for part in (warc, duplicates, writing, workers, spark)}


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as place:
            print(PARTS[name](Path(place)), flush=True)
