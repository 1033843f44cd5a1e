"""Run a pipeline over samples and score what it gives."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from typing import Literal, Protocol

from diplo_extract.article import Article
from diplo_extract.errors import UsageError
from diplo_extract.evaluate.evaluation import DocumentResult, Evaluation, Timing, calibrations_of, figures_of
from diplo_extract.evaluate.folder import Sample
from diplo_extract.evaluate.outcome import Pair
from diplo_extract.evaluate.score import score_document
from diplo_extract.records import ErrorRecord, Record

Input = Literal["page", "body"]


class Streams(Protocol):
    """The one thing that is asked of a pipeline."""

    def stream(self, articles: Iterable[Article | ErrorRecord]) -> Iterator[Record | ErrorRecord]:
        """Give one outcome for each input."""
        ...


def evaluate(
    samples: Sequence[Sample],
    pipeline: Streams,
    *,
    model: str,
    source: Input = "page",
    load_seconds: float | None = None,
    progress: Callable[[Sequence[Sample]], Iterable[Sample]] = iter,
) -> Evaluation:
    """Score `pipeline` on `samples`.

    source: "page" reads each page as published; "body" the annotated text with the annotated headline and publication
    date, so that errors of cleaning do not count. A sample without page is read by its text in both cases.
    """
    documents: list[DocumentResult] = []
    seconds: dict[str, float] = {}
    for sample in progress(samples):
        article = article_of(sample, source)
        start = time.perf_counter()
        outcome = next(iter(pipeline.stream([article])))
        seconds[sample.gold.doc_id] = time.perf_counter() - start
        documents.append(result_of(sample, outcome, with_page=reads_page(sample, source)))
    return Evaluation(
        model=model,
        package=version("diplo-extract"),
        input=source,
        figures=figures_of(documents),
        calibration=calibrations_of(documents),
        documents=documents,
        timing=_timing(seconds, load_seconds),
    )


def reads_page(sample: Sample, source: Input) -> bool:
    """Tell whether the sample is read from its page."""
    return source == "page" and sample.page is not None


def article_of(sample: Sample, source: Input) -> Article | ErrorRecord:
    """Give what the pipeline reads of a sample."""
    return _page(sample) if reads_page(sample, source) else _body(sample)


def result_of(sample: Sample, outcome: Record | ErrorRecord, *, with_page: bool = True) -> DocumentResult:
    """Score one outcome; an error record is a record in which nothing was found."""
    record = outcome if isinstance(outcome, Record) else None
    error = None if isinstance(outcome, Record) else f"{outcome.stage}, {outcome.reason}: {outcome.message}"
    fields = score_document(Pair(sample.gold, record), with_page=with_page)
    return DocumentResult(doc_id=sample.gold.doc_id, error=error, fields=fields)


def _page(sample: Sample) -> Article | ErrorRecord:
    from diplo_extract.archive import Archive

    articles = list(Archive([sample.page])) if sample.page else []
    if len(articles) != 1:
        raise UsageError(f"{sample.page} holds {len(articles)} documents; the page of a sample is one document")
    return articles[0]


def _body(sample: Sample) -> Article:
    gold = sample.gold
    if gold.body is None:
        raise UsageError(f"{sample.file} has neither page nor body: there is nothing to read")
    published = gold.published if gold.published and len(gold.published) == 10 else None
    return Article(
        content=gold.body,
        uri=gold.doc_id,
        media_type="text/plain",
        title=gold.title,
        published=published,
        language=gold.language,
    )


def _timing(seconds: dict[str, float], load_seconds: float | None) -> Timing:
    total = sum(seconds.values())
    slowest = max(seconds, key=lambda doc_id: seconds[doc_id], default="")
    return Timing(
        load_seconds=load_seconds,
        seconds=total,
        pages_per_second=len(seconds) / total if total else 0.0,
        slowest=slowest,
        slowest_seconds=seconds.get(slowest, 0.0),
    )
