"""Words per CPU second of what reads people out of tagged names, stage by stage.

python tests/benchmarks/people_speed.py [--rounds 5] [--lengths] [--pages FOLDER]

Counted: title grammar with its repair of names, quote grammar, names as the document tells them, people (aliases,
positions, affiliations, presence), quotes with their speakers. Not counted: cleaning, tokenizer, sentences, the name
tagger, and what reads organizations, places, dates, counts and events. Half of the pages warm up, the other half is
read for the first time, since words and names met before are quicker; then all over again, as in an archive that
repeats its people. The pages are those of `samples`, which name somebody in every line; --pages takes others, such as
../shared/bench/releases/pool/raw, where releases are as full of people as they come. With --lengths, the pages are put
together to one of 1, 2, 4 and 8 times the length.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.archive import Archive
from diplo_extract.article import Article, Cleaned
from diplo_extract.cleaning import clean_article
from diplo_extract.errors import DocumentError
from diplo_extract.extractors import Context
from diplo_extract.extractors.people import people
from diplo_extract.extractors.quotes import quotes
from diplo_extract.nlp import load, make_doc

PAGES = Path(__file__).resolve().parents[2] / "samples" / "pages"
BEFORE = ("diplo_sentences", "diplo_ner")
STAGES = ("titles", "quote marks", "names", "people", "quotes")


def main() -> None:
    """Print the speed over the sample pages."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--lengths", action="store_true")
    options.add_argument("--pages", type=Path, default=PAGES)
    chosen = options.parse_args()
    nlp = load()
    pages = list(english(chosen.pages))
    _measure(nlp, pages[::2], 1)
    gc.freeze()  # as a worker does
    _show("first time", pages[1::2], _measure(nlp, pages[1::2], 1))
    _show("again", pages, _measure(nlp, pages, chosen.rounds))
    if chosen.lengths:
        for part in (8, 4, 2, 1):
            text = "\n\n".join(page.text for page in pages[: len(pages) // part])
            page = clean_article(Article(content=text, uri="long.txt"))
            speed = _words([page]) / sum(_measure(nlp, [page], chosen.rounds).values())
            print(f"one page of {_words([page]):6} words: {speed:,.0f} words per CPU second")


def english(folder: Path) -> Iterator[Cleaned]:
    """Give the cleaned English pages of a folder."""
    for article in Archive([folder]):
        if not isinstance(article, Article):
            continue
        try:
            page = clean_article(article)
        except DocumentError:
            continue
        if not page.language or page.language.value == "en":
            yield page


def _show(title: str, pages: list[Cleaned], seconds: dict[str, float]) -> None:
    words = _words(pages)
    stages = ", ".join(f"{stage} {1e6 * seconds[stage] / words:.2f}" for stage in STAGES)
    print(f"{title}: {words / sum(seconds.values()):,.0f} words per CPU second over {words}; µs a word: {stages}")


def _words(pages: list[Cleaned]) -> int:
    return sum(len(page.text.split()) for page in pages)


def _measure(nlp: Language, pages: list[Cleaned], rounds: int) -> dict[str, float]:
    """Give the processor seconds of the fastest round, by stage."""
    runs = [_round(nlp, [(page, _tagged(nlp, page)) for page in pages]) for _ in range(rounds)]
    return min(runs, key=lambda seconds: sum(seconds.values()))


def _tagged(nlp: Language, page: Cleaned) -> Doc:
    doc = make_doc(nlp, page)
    for name in BEFORE:
        doc = nlp.get_pipe(name)(doc)
    return doc


def _round(nlp: Language, docs: list[tuple[Cleaned, Doc]]) -> dict[str, float]:
    seconds = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def clock(stage: str) -> Iterator[None]:
        begin = time.process_time()
        yield
        seconds[stage] += time.process_time() - begin

    for page, doc in docs:
        context = Context(cleaned=page, model="")
        with clock("titles"):
            nlp.get_pipe("diplo_titles")(doc)
        with clock("quote marks"):
            nlp.get_pipe("diplo_quotes")(doc)
        with clock("names"):
            context.names(doc)
        with clock("people"):
            context.facts["people"] = people(doc, context)
        with clock("quotes"):
            context.facts["quotes"] = quotes(doc, context)
    return seconds


if __name__ == "__main__":
    main()
