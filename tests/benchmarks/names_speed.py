"""Tokens and words per CPU second from raw text to names: tokens, sentence ends and the name tagger, on one core.

python tests/benchmarks/names_speed.py [--pages FOLDER] [--rounds 5] [--models fast accurate]

A token is what spaCy calls a word in its own speeds; a word stands between blanks. Cleaning is not counted. Half of the
pages warm up; the other half is read `rounds` times in batches of 32, as a run reads them. The pages are those of
`samples`; --pages takes others, such as ../shared/bench/releases/pool/raw.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import time
from pathlib import Path
from statistics import median

from people_speed import BEFORE, PAGES, english
from spacy.language import Language

from diplo_extract.article import Cleaned
from diplo_extract.nlp import load, make_doc

BATCH = 32


def main() -> None:
    """Print the speed of each pipeline: the median of the rounds, the slowest and the fastest."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--pages", type=Path, default=PAGES)
    options.add_argument("--models", nargs="+", default=["fast", "accurate"])
    chosen = options.parse_args()
    pages = list(english(chosen.pages))
    read = pages[1::2]
    words = sum(len(page.text.split()) for page in read)
    for model in chosen.models:
        nlp = load(model)
        tokens = sum(len(make_doc(nlp, page)) for page in read)
        _seconds(nlp, pages[::2])
        seconds = [_seconds(nlp, read) for _ in range(chosen.rounds)]
        speeds = [tokens / spent for spent in seconds]
        print(
            f"{model}: {median(speeds):,.0f} tokens per CPU second ({min(speeds):,.0f}–{max(speeds):,.0f}), "
            f"{words / median(seconds):,.0f} words, over {tokens:,} tokens"
        )


def _seconds(nlp: Language, pages: list[Cleaned]) -> float:
    begin = time.process_time()
    for first in range(0, len(pages), BATCH):
        docs = [make_doc(nlp, page) for page in pages[first : first + BATCH]]
        for name in BEFORE:
            component = nlp.get_pipe(name)
            docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
    return time.process_time() - begin


if __name__ == "__main__":
    main()
