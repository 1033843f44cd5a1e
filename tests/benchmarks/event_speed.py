"""Sentences a CPU second that counts, groups and events cost: their two components and their three extractors.

python tests/benchmarks/event_speed.py [documents] [rounds]
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from dataclasses import replace
from itertools import islice

import release_words
from dev_rows import SHARED
from spacy.tokens import Doc

from diplo_extract.article import Article, Cleaned
from diplo_extract.cleaning import clean_article
from diplo_extract.extractors import Context, extractors
from diplo_extract.nlp import make_doc

COMPONENTS = ("diplo_counts", "diplo_events")
FIELDS = ("attendance", "groups", "events")
DOCUMENTS, ROUNDS = 200, 5


def main(documents: int, rounds: int) -> None:
    """Measure on releases of the raw corpus; the other components run before the clock is started."""
    nlp = release_words.pipeline().nlp
    cleaned = [
        clean_article(Article(row["text"], media_type="text/plain", title=row["title"])) for row in rows(documents)
    ]
    docs = [nlp(make_doc(nlp, page)) for page in cleaned]
    sentences = sum(1 for doc in docs for _ in doc.sents)
    contexts = [context(doc, page) for doc, page in zip(docs, cleaned, strict=True)]
    spent: dict[str, list[float]] = {name: [] for name in (*COMPONENTS, "extractors")}
    for _ in range(rounds):
        for name in COMPONENTS:
            component = nlp.get_pipe(name)
            start = time.process_time()
            for doc in docs:
                component(doc)
            spent[name].append(time.process_time() - start)
        start = time.process_time()
        for doc, known in zip(docs, contexts, strict=True):
            fresh = replace(known, facts=dict(known.facts), warnings=[])
            for field in FIELDS:
                fresh.facts[field] = list(extractors()[field](doc, fresh))
        spent["extractors"].append(time.process_time() - start)
    print(f"{documents} releases, {sentences} sentences; sentences a CPU second: best of {rounds} rounds (median)")
    for name, seconds in spent.items():
        print(f"{name:14} {sentences / min(seconds):8.0f} ({sentences / statistics.median(seconds):.0f})")
    together = [sum(parts) for parts in zip(*spent.values(), strict=True)]
    print(f"{'together':14} {sentences / min(together):8.0f} ({sentences / statistics.median(together):.0f})")


def rows(documents: int) -> list[dict[str, str]]:
    """Give every 90th release of the corpus, so that all its sources are in."""
    with gzip.open(SHARED / "corpora" / "raw" / "releases.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, 0, documents * 90, 90)]


def context(doc: Doc, page: Cleaned) -> Context:
    """Give what the extractors before ours found."""
    known = Context(page, "")
    for field in ("organizations", "places", "people", "dates"):
        known.facts[field] = list(extractors()[field](doc, known))
    return known


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*given, *(DOCUMENTS, ROUNDS)[len(given) :])
