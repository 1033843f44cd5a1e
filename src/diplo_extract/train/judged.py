"""Facts that somebody judged: each with its sign, and whether it is right.

samples/gold, split dev                 every fact; no names, since the tagger learns from these
<shared>/bench/releases/dev             every fact that these files annotate
samples/annotations/names, split held   people, organizations and places of raw releases
samples/annotations/facts               facts of raw releases that a reader looked at one by one
samples/annotations/events              events of releases of the pool
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from diplo_extract.article import Article
from diplo_extract.errors import UsageError
from diplo_extract.evaluate.folder import Sample, read_samples
from diplo_extract.evaluate.outcome import Pair
from diplo_extract.evaluate.run import article_of
from diplo_extract.evaluate.score import score_document
from diplo_extract.pipeline import Pipeline
from diplo_extract.records import ErrorRecord, Fact, Organization, PageFact, Person, Place, Published, Record
from diplo_extract.resolve.signs import Sign, Signs, Trust
from diplo_extract.train import standoff

Verdicts = Iterable[tuple[Fact | PageFact | Published, bool]]
SAMPLES, RELEASES, FROZEN = "samples", "annotated releases", "frozen samples"


class Judged(NamedTuple):
    """One fact."""

    document: str
    sign: Sign
    right: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and how its facts are judged."""

    source: str
    document: str
    article: Article | ErrorRecord
    judge: Callable[[Record], Verdicts]


def readings(samples: Path, shared: Path) -> list[Reading]:
    """Give every document that facts may be counted in; never the frozen samples."""
    dev = [sample for sample in _samples(samples) if sample.gold.split != "frozen"]
    found = [Reading(SAMPLES, sample.gold.doc_id, article_of(sample, "page"), _without_names(sample)) for sample in dev]
    found += [
        Reading(RELEASES, sample.gold.doc_id, article_of(sample, "page"), _by_gold(sample))
        for sample in _samples(shared / "bench" / "releases" / "dev")
    ]
    annotations = samples / "annotations"
    for source, make in standoff.SOURCES.items():
        found += [Reading(source, *made) for made in make(annotations, shared)]
    return found


def frozen(samples: Path) -> list[Reading]:
    """Give the frozen samples, to measure on."""
    return [
        Reading(FROZEN, sample.gold.doc_id, article_of(sample, "page"), _by_gold(sample))
        for sample in _samples(samples)
        if sample.gold.split == "frozen"
    ]


def judge(pipeline: Pipeline, todo: Iterable[Reading]) -> tuple[list[Judged], Counter[str]]:
    """Give the judged facts of the documents, and how many documents of each source had any."""
    recorder = _Recorder()
    before, pipeline.confidence = pipeline.confidence, recorder
    found: list[Judged] = []
    documents: Counter[str] = Counter()
    try:
        for reading in todo:
            record = next(iter(pipeline.stream([reading.article])))
            if isinstance(record, ErrorRecord):
                raise UsageError(
                    f"{reading.document} ({reading.source}) gives no record, {record.message}: {record.remedy}, or take"
                    " its annotation away"
                )
            signs = Signs(record, recorder.trust)
            judged = [
                Judged(reading.document, sign, right)
                for fact, right in reading.judge(record)
                if (sign := signs.of(fact)) is not None
            ]
            documents[reading.source] += bool(judged)
            found += judged
    finally:
        pipeline.confidence = before
    return found, documents


class _Recorder:
    """Stands in for the table of a pipeline, and keeps what the tagger thought of the last document's names."""

    def __init__(self) -> None:
        self.trust = Trust()

    def mark(self, record: Record, trust: Trust) -> None:
        self.trust = trust


def _samples(folder: Path) -> list[Sample]:
    found = read_samples([folder])
    if found.refused:
        raise UsageError(f"{found.refused[0]} ({len(found.refused)} such faults): mend the gold files first")
    return found.samples


def _by_gold(sample: Sample) -> Callable[[Record], Verdicts]:
    def verdicts(record: Record) -> Iterator[tuple[Fact | PageFact | Published, bool]]:
        for outcome in score_document(Pair(sample.gold, record)).values():
            yield from outcome.verdicts

    return verdicts


def _without_names(sample: Sample) -> Callable[[Record], Verdicts]:
    judged = _by_gold(sample)
    named = Person | Organization | Place
    return lambda record: ((fact, right) for fact, right in judged(record) if not isinstance(fact, named))
