"""The stand-off annotations of people: well formed, and titles, presence and speakers reach their floors on them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from diplo_extract.article import Cleaned
from diplo_extract.evaluate.words import title_words, token_f
from diplo_extract.extractors import Context
from diplo_extract.extractors.people import people
from diplo_extract.nlp import make_doc
from diplo_extract.records import Person

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "annotations"
FILES = sorted((FOLDER / "titles").glob("*.json"))
SAME_TITLE, TITLES_FLOOR, PRESENCE_FLOOR = 0.8, 0.88, 0.8


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_annotations_hold_offsets_but_no_text(path: Path) -> None:
    document = read(path)
    assert document["document"] == path.stem and len(document["sha256"]) == 64
    ranges = [mention for person in document["people"] for mention in person["mentions"]]
    titles = [title for person in document["people"] for title in person["titles"]]
    ranges += [[item["start"], item["end"]] for item in (*titles, *document["quotes"])]
    assert ranges and all(0 <= start < end for start, end in ranges)
    assert {person["presence"] for person in document["people"]} <= {"present", "represented", "mentioned", None}
    speakers = {quote["speaker"] for quote in document["quotes"]} - {None}
    assert speakers <= set(range(len(document["people"])))


def test_titles_and_presence_of_the_annotated_releases(shared: Path) -> None:
    counts: Counter[str] = Counter()
    for document, text in _texts(shared):
        for person, gold in _pairs(_people(text, document["document"]), document["people"]):
            counts["here"] += person.presence is not None and person.presence.value == gold["presence"]
            counts["judged"] += gold["presence"] is not None
            wanted = [title for title in gold["titles"] if not title.get("optional")]
            counts["right"] += sum(_is_found(person, title, text) for title in wanted)
            counts["wanted"] += len(wanted)
            counts["found"] += len(person.positions)
    if not counts["wanted"]:
        pytest.skip("the reference material holds none of the annotated releases")
    assert 2 * counts["right"] / (counts["found"] + counts["wanted"]) >= TITLES_FLOOR
    assert counts["here"] / counts["judged"] >= PRESENCE_FLOOR


def _texts(shared: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Give the annotated releases with their texts, as far as the text is still the one that was read."""
    wanted = {document["sha256"]: document for document in map(read, FILES)}
    with gzip.open(shared / "corpora" / "raw" / "releases.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            text = f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]
            if (document := wanted.get(hashlib.sha256(text.encode()).hexdigest())) is not None:
                yield document, text


def _people(text: str, name: str) -> list[Person]:
    """Give the people whom the rules make of the names that a reader marked."""
    nlp = _language()
    doc: Doc = make_doc(nlp, Cleaned(text=text, blocks=()))
    marks = read(FOLDER / "names" / f"{name}.json")["spans"]
    spans = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in marks]
    doc.ents = filter_spans([span for span in spans if span is not None])
    for _, component in nlp.pipeline:
        doc = component(doc)
    return people(doc, Context(cleaned=Cleaned(text=text, blocks=()), model="by hand"))


def _language() -> Language:
    nlp = spacy.blank("en")
    for component in ("diplo_sentences", "diplo_dates", "diplo_counts"):
        nlp.add_pipe(component)
    nlp.add_pipe("diplo_titles", config={"repair": False})
    nlp.add_pipe("diplo_quotes")
    nlp.add_pipe("diplo_events")
    return nlp


def _pairs(found: list[Person], gold: list[dict[str, Any]]) -> Iterator[tuple[Person, dict[str, Any]]]:
    """Pair people that share a mention."""
    at = {tuple(mention): wanted for wanted in gold for mention in wanted["mentions"]}
    for person in found:
        wanted = next((at[key] for span in person.mentions if (key := (span.start, span.end)) in at), None)
        if wanted is not None:
            yield person, wanted


def _is_found(person: Person, title: dict[str, Any], text: str) -> bool:
    wanted = title_words(text[title["start"] : title["end"]])
    return any(
        token_f(wanted, title_words(form)) >= SAME_TITLE
        for position in person.positions
        for form in (position.title, position.text)
    )
