"""Our functions in the shape that the development scorers ask for.

PYTHONPATH=tests/benchmarks python ../shared/bench/…/score.py … adapters:NAME
"""

from __future__ import annotations

from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import filter_spans

from diplo_extract.nlp import load
from diplo_extract.nlp.affiliations import affiliations


def release(path: str, published: str | None = None) -> dict[str, Any]:
    """Score a whole release: file in, the record in the words of releases/score.py out.

    A .txt file with `published` is the annotated body of a release: it is read as it stands, and offsets count in it.
    """
    import release_words

    return release_words.release(path, published)


def clean(html: str, url: str | None = None) -> dict[str, Any]:
    """Score cleaning: {title, published, body, authors}."""
    from diplo_extract.cleaning import clean as clean_page

    page = clean_page(html, url)
    return {
        "title": page.title.value if page.title else None,
        "published": page.published.value if page.published else None,
        "body": page.text,
        "authors": [author.value for author in page.authors],
    }


def clean_with_lead(html: str, url: str | None = None) -> dict[str, Any]:
    """Score cleaning on sets whose gold body begins with the summary (fundus): lead + body."""
    from diplo_extract.cleaning import clean as clean_page

    page, scored = clean_page(html, url), clean(html, url)
    if page.lead and page.lead.value[:60].casefold() not in page.text[:600].casefold():
        scored["body"] = f"{page.lead.value}\n\n{page.text}"
    return scored


def titles(text: str, persons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Score titles of given names: the verbatim span in its widest form."""
    doc = _titles_pipeline().make_doc(text)
    spans = [doc.char_span(p["start"], p["end"], label="PERSON", alignment_mode="expand") for p in persons]
    doc.ents = filter_spans([span for span in spans if span is not None])
    for _, component in _titles_pipeline().pipeline:
        doc = component(doc)
    at = {(p["start"], p["end"]): i for i, p in enumerate(persons)}
    return [
        {"person": at[tuple(person)], "title": span.text}
        for span in doc.spans["titles"]
        for person in span._.title["people"]
        if tuple(person) in at
    ]


@cache
def _titles_pipeline() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_sentences")
    nlp.add_pipe("diplo_titles", config={"repair": False})
    return nlp


def affil(text: str) -> list[tuple[str, str]]:
    """Score affiliations: (person, organization) pairs."""
    doc = _names_and_titles()(text)
    return [(pair.person.text, pair.organization.text) for pair in affiliations(doc)]


@cache
def _names_and_titles() -> Language:
    nlp = load("fast")
    for pipe in ("diplo_dates", "diplo_counts", "diplo_quotes", "diplo_events"):
        if pipe in nlp.pipe_names:
            nlp.remove_pipe(pipe)
    return nlp


def alias(text: str, mentions: list[dict[str, Any]]) -> list[int]:
    """Score the grouping of given mentions into people: one cluster id for each mention."""
    from diplo_extract.resolve.courtesy import around
    from diplo_extract.resolve.named import NameMention
    from diplo_extract.resolve.names import group_names

    names = []
    for mention in mentions:
        courtesy = around(text, mention["start"], mention["end"])
        names.append(
            NameMention(mention["start"], mention["end"], mention["text"], courtesy.gender, bool(courtesy.before))
        )
    group_of = {name[:2]: i for i, person in enumerate(group_names(names)) for name in person.mentions}
    return [group_of[mention["start"], mention["end"]] for mention in mentions]


def quotes(text: str) -> list[dict[str, Any]]:
    """Score quotations with their speaker: the direct ones, with the full name of the person."""
    import release_words

    from diplo_extract.article import Cleaned
    from diplo_extract.extractors import Context
    from diplo_extract.extractors.people import people
    from diplo_extract.extractors.quotes import quotes as quotes_of
    from diplo_extract.nlp import make_doc

    # offsets count in the given text, so it is not cleaned
    page, language = Cleaned(text=text, blocks=()), release_words.pipeline().nlp
    doc = language(make_doc(language, page))
    context = Context(cleaned=page, model="")
    context.facts["people"] = people(doc, context)
    names = {person.id: person.name for person in context.facts["people"]}
    return [
        {"start": quote.start, "end": quote.end, "speaker": names.get(quote.speaker or "", quote.speaker_text)}
        for quote in quotes_of(doc, context)
        if quote.direct
    ]


def dates(text: str, dct: str | None, lang: str, sents: list[list[int]] | None) -> list[dict[str, Any]]:
    """Score date expressions with their values."""
    import date_conventions

    return (date_conventions.documents if sents else date_conventions.cases)(text, dct, lang)


def counts(text: str, lang: str, task: str) -> list[dict[str, Any]]:
    """Score numbers, ordinals, ranges and attendance."""
    from diplo_extract.numbers import find_numbers, find_values

    if task in ("number", "ordinal"):
        values = find_values(text, language=lang, ordinals_only=task == "ordinal")
        kept = [value for value in values if (value.kind == "ordinal") == (task == "ordinal")]
        return [_count(value.start, value.end, value.value, value.value) for value in kept]
    if task == "attendance":
        doc = _counts_pipeline()(text)
        return [_attendance(span) for span in doc.spans["counts"]]
    numbers = find_numbers(text, language=lang)
    if task == "range":
        numbers = [number for number in numbers if number.qualifier in ("min", "max", "range")]
    return [_count(n.start, n.end, n.low, n.high, n.qualifier in ("approx", "vague")) for n in numbers]


def _count(start: int, end: int, low: float | None, high: float | None, approx: bool = False) -> dict[str, Any]:
    return {"start": start, "end": end, "low": low, "high": high, "approx": approx}


def _attendance(span: Any) -> dict[str, Any]:
    count = span._.count
    approx = count["qualifier"] in ("approx", "vague")
    return {
        **_count(span.start_char, span.end_char, count["low"], count["high"], approx),
        "unit": count["unit"],
        "attendance": count["attendance"],
        "kind": "people" if count["kind"] == "people" else "orgs",
    }


@cache
def _counts_pipeline() -> Language:
    """Give the rules for counts alone, without names."""
    nlp = spacy.blank("en")
    for component in ("diplo_sentences", "diplo_dates", "diplo_counts"):
        nlp.add_pipe(component)
    return nlp


def ner(text: str) -> list[dict[str, Any]]:
    """Score names: {start, end, label}."""
    return [{"start": span.start_char, "end": span.end_char, "label": span.label_} for span in _names()(text).ents]


@cache
def _names() -> Language:
    nlp = load()
    nlp.select_pipes(enable=["diplo_sentences", "diplo_ner"])
    return nlp
