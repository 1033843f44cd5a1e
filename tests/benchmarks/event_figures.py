"""Figures of events on three sets: annotated releases, our samples, the stand-off annotations of the pool.

python tests/benchmarks/event_figures.py [dev | samples | pool …] [--errors] [--only TEXT]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from typing import Any

import release_words
from dev_rows import BENCH, ROOT, Row, f_row, table

from diplo_extract.archive import Archive
from diplo_extract.evaluate.event_fields import score_events
from diplo_extract.evaluate.folder import read_samples
from diplo_extract.evaluate.outcome import Outcome, Pair
from diplo_extract.evaluate.run import article_of
from diplo_extract.evaluate.samples import GOLD_SCHEMA, Gold
from diplo_extract.records import Record

SETS = ("dev", "dev-pages", "samples", "pool")
ANNOTATIONS = ROOT / "samples" / "annotations" / "events"
SHOWN = (
    "events", "event_main", "event_kind", "event_hosts", "event_place", "event_venue", "event_start", "event_end",
    "event_duration", "event_edition", "event_sessions", "event_themes", "event_status",
)  # fmt: skip


def pairs(name: str) -> Iterator[Pair]:
    """Give gold and record of every document of a set."""
    if name == "pool":
        yield from _pool_pairs()
        return
    folder = ROOT / "samples" if name == "samples" else BENCH / "releases" / "dev"
    for sample in read_samples([folder]).samples:
        if sample.gold.annotated("events"):
            yield Pair(sample.gold, _record(article_of(sample, "page" if name == "dev-pages" else "body")))


def _pool_pairs() -> Iterator[Pair]:
    pool = BENCH / "releases" / "pool"
    raw = {row["id"]: pool / row["raw"] for row in map(json.loads, (pool / "pool.jsonl").open(encoding="utf-8"))}
    for file in sorted(ANNOTATIONS.glob("*.json")):
        record = _record(next(iter(Archive([raw[file.stem]]))))
        gold = gold_of(json.loads(file.read_text(encoding="utf-8")), record) if record else None
        if gold is None:
            print(f"{file.stem}: its cleaned text has changed since it was annotated", file=sys.stderr)
        else:
            yield Pair(gold, record)


def gold_of(document: dict[str, Any], record: Record) -> Gold | None:
    """Give a stand-off annotation with the words of the record it was made in; None when the text is another now."""
    if hashlib.sha256(record.text.encode()).hexdigest() != document["sha256"]:
        return None
    texts = {"text": record.text, "title": record.title.value if record.title else ""}

    def words(value: Any) -> Any:
        if isinstance(value, list):
            return [words(item) for item in value]
        if not isinstance(value, dict):
            return value
        return (
            texts[value["in"]][value["start"] : value["end"]]
            if "in" in value
            else {k: words(v) for k, v in value.items()}
        )

    # what an annotator looked for and did not find is an empty key
    asked: dict[str, Any] = {"hosts": [], "place": None, "venue": None, "start": None, "end": None}
    events = [asked | {key: words(value) for key, value in event.items()} for event in document["events"]]
    return Gold.model_validate({"schema_version": GOLD_SCHEMA, "doc_id": document["document"], "events": events})


def _record(article: Any) -> Record | None:
    outcome = next(release_words.pipeline().stream([article]))
    return outcome if isinstance(outcome, Record) else None


def rows(name: str, scored: list[dict[str, Outcome]]) -> Iterator[Row]:
    """Give the relaxed F of every field that was annotated."""
    for field in SHOWN:
        counts = [outcome[field].relaxed for outcome in scored if field in outcome]
        row = f_row(name, field, [(count.right, count.predicted, count.gold) for count in counts])
        if row.n:
            yield row
    found = sum(outcome["events"].relaxed.predicted for outcome in scored)
    right = sum(outcome["events"].relaxed.right for outcome in scored)
    yield Row(name, "events, precision", found, 100 * right / found if found else 0.0)


def show_errors(pair: Pair, scored: dict[str, Outcome]) -> None:
    """Print what differs in one document."""
    print(f"\n## {pair.gold.doc_id}")
    for field, outcome in scored.items():
        for error in outcome.differences:
            print(f"  {field:14} {error.fault:8} gold {error.gold!r} found {error.predicted!r} ({error.made_by})")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    found: list[Row] = []
    for name in options.sets:
        scored = []
        for pair in pairs(name):
            if options.only in pair.gold.doc_id:
                scored.append(score_events(pair))
                if options.errors:
                    show_errors(pair, scored[-1])
        found += rows(name, scored)
    print("\n".join(table(found, {})))


if __name__ == "__main__":
    main()
