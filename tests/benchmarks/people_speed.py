"""Words per CPU second of all that reads people, without the tagger: titles, quotes, names, people.

python tests/benchmarks/people_speed.py
"""

from __future__ import annotations

import time
from pathlib import Path

from spacy.tokens import Doc

from diplo_extract.article import Article, Cleaned
from diplo_extract.cleaning import clean_article
from diplo_extract.extractors import Context
from diplo_extract.extractors.names import organizations, places
from diplo_extract.extractors.people import people
from diplo_extract.extractors.quotes import quotes
from diplo_extract.nlp import load, make_doc

PAGES = Path(__file__).resolve().parents[2] / "samples" / "pages"
COMPONENTS = ("diplo_sentences", "diplo_titles", "diplo_quotes")


def main() -> None:
    """Print the speed over the sample pages, read once to warm up and once for the clock."""
    nlp = load()
    pages = [clean_article(Article(content=path.read_bytes(), uri=path.name)) for path in sorted(PAGES.iterdir())]
    pages = [page for page in pages if not page.language or page.language.value == "en"]
    for _ in range(2):
        docs = [(page, nlp(make_doc(nlp, page))) for page in pages]
        begin = time.process_time()
        for page, doc in docs:
            for name in COMPONENTS:
                nlp.get_pipe(name)(doc)
            _extract(page, doc)
        seconds = time.process_time() - begin
    words = sum(len(page.text.split()) for page in pages)
    print(f"{words} words in {seconds:.2f} s: {words / seconds:,.0f} words per CPU second")


def _extract(page: Cleaned, doc: Doc) -> None:
    context = Context(cleaned=page, model="")
    for field, extractor in (
        ("organizations", organizations),
        ("places", places),
        ("people", people),
        ("quotes", quotes),
    ):
        context.facts[field] = list(extractor(doc, context))


if __name__ == "__main__":
    main()
