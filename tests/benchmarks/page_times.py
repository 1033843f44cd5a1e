"""How long the pages take to open: 5,000 records, and an evaluation of 500 documents, in a headless Chromium.

    python tests/benchmarks/page_times.py [records.jsonl ...]

Without records, those of samples/ are made and repeated, each time with other names. Told are the seconds from the
start of the navigation to the first view standing (performance.now() in the page, from a file:// address), and the
processor seconds of the page's main thread, which a busy machine does not change.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import diplo_extract as dx
from diplo_extract.archive import Archive
from diplo_extract.evaluate.evaluation import Evaluation
from diplo_extract.evaluate.folder import read_samples
from diplo_extract.evaluate.run import evaluate
from diplo_extract.records import Record
from diplo_extract.report.archive_page import write_archive_page
from diplo_extract.report.evaluation_page import write_evaluation_page
from diplo_extract.report.read import read_records

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "report"))

from browser import Browser  # noqa: E402

RECORDS, DOCUMENTS, TIMES = 5000, 500, 7


def main(paths: list[str]) -> None:
    """Make both pages, open each several times, print."""
    pipeline = dx.load()
    with tempfile.TemporaryDirectory() as folder:
        archive, evaluation = Path(folder) / "archive.html", Path(folder) / "evaluation.html"
        records: Iterable[Record] = read_records(paths) if paths else repeated(list(sample_records(pipeline)))
        number = write_archive_page(archive, itertools.islice(records, RECORDS))
        write_evaluation_page(
            evaluation, large(evaluate(read_samples([ROOT / "samples"]).samples, pipeline, model="fast"))
        )
        browser = Browser()
        try:
            browser.developer("Performance.enable", timeDomain="threadTicks")
            measure(browser, archive, f"{number} records")
            measure(browser, evaluation, f"evaluation of {DOCUMENTS} documents")
        finally:
            browser.close()


def sample_records(pipeline: dx.Pipeline) -> Iterator[Record]:
    """Give the records of our samples."""
    for outcome in pipeline.stream(Archive([ROOT / "samples" / "pages"])):
        if isinstance(outcome, Record):
            yield outcome


def repeated(records: list[Record]) -> Iterator[Record]:
    """Give them again and again, with other names each time, so that the index grows as that of a real archive does."""
    for turn, record in ((turn, record) for turn in itertools.count() for record in records):
        people = [one.model_copy(update={"name": f"{one.name} {turn // 4}"}) for one in record.people]
        organizations = [one.model_copy(update={"name": f"{one.name} {turn}"}) for one in record.organizations]
        yield record.model_copy(update={"id": f"{turn}-{record.id}", "people": people, "organizations": organizations})


def large(evaluation: Evaluation) -> Evaluation:
    """Give it with its documents repeated."""
    again = itertools.islice(itertools.cycle(evaluation.documents), DOCUMENTS)
    documents = [one.model_copy(update={"doc_id": f"{one.doc_id}-{number}"}) for number, one in enumerate(again)]
    return evaluation.model_copy(update={"documents": documents})


def measure(browser: Browser, page: Path, name: str) -> None:
    """Open the page several times and print the middle and the least."""
    drawn, busy = [], []
    for _ in range(TIMES):
        browser.open(page)
        drawn.append(float(browser.run("return document.documentElement.dataset.drawn")) / 1000)
        busy.append(thread_seconds(browser))
    size = page.stat().st_size / 1e6
    print(
        f"{name}, {size:.1f} MB: drawn after {statistics.median(drawn):.2f} s (least {min(drawn):.2f},"
        f" most {max(drawn):.2f}), main thread {statistics.median(busy):.2f} s; {TIMES} times"
    )


def thread_seconds(browser: Browser) -> float:
    """Give the processor seconds of the page's main thread; each navigation from about:blank starts a new one."""
    metrics = browser.developer("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "ThreadTime"))


if __name__ == "__main__":
    main(sys.argv[1:])
