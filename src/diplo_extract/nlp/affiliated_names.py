"""Which names of a Doc can be the two ends of an affiliation, whatever the name tagger took them for.

A tagger misses most companies it has not seen. Where a name stands tells more: behind "joined", "works at" or "director
at" is an organization, in front of "is a professor at" a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from diplo_extract import lexicon
from diplo_extract.nlp.columns import columns
from diplo_extract.nlp.titles.lexicon import title_words

_ARTICLES = frozenset({"the", "a", "an", "and"})
_HYPHENS = frozenset({"-", "‑", "‐"})
_CHAIR = 4
_PREDICATE = 6


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that tell people and organizations by their place."""

    strong: frozenset[str]
    employed: frozenset[str]
    prepositions: frozenset[str]
    roles: frozenset[str]
    role_prepositions: frozenset[str]
    body_heads: frozenset[str]
    no_name: frozenset[str]
    chairs: frozenset[str]
    copulas: frozenset[str]
    verbs: frozenset[str]


@cache
def name_words(language: str) -> NameWords:
    """Compile the tables of `language`."""
    table = lexicon.load(language, "affiliations")
    heads = title_words(language).heads
    return NameWords(
        strong=frozenset(table["strong"]),
        employed=frozenset(table["strong_with_preposition"]),
        prepositions=frozenset(table["strong_prepositions"]),
        roles=frozenset(
            pattern[-1]
            for found in heads.values()
            for pattern, head in found
            if not head.plural and len(pattern[-1]) > 2
        ),
        role_prepositions=frozenset(table["role_prepositions"]),
        body_heads=frozenset(table["body_heads"]),
        no_name=frozenset(table["no_name"]),
        chairs=frozenset(table["chairs"]),
        copulas=frozenset(table["copulas"]),
        verbs=frozenset(table["verbs"]),
    )


def ends_of_affiliations(doc: Doc) -> tuple[list[Span], list[Span]]:
    """Give the people and the organizations of `doc`; no token is in both."""
    words = name_words(doc._.language or "en")
    entities = list(doc.ents)
    people = [span for span in entities if span.label_ == "PERSON" and not _no_person(span, words)]
    people += [span for span in entities if span.label_ != "PERSON" and _is_described(span, words)]
    described = {span.start for span in people if span.label_ != "PERSON"}
    bodies = [span for span in entities if span.start not in described and _is_body(span, words)]
    bodies = filter_spans([*_joined(doc, bodies), *_by_place(doc, entities, words)])
    taken = {i for body in bodies for i in range(body.start, body.end)}
    return sorted(person for person in people if person.start not in taken), bodies


def _no_person(span: Span, words: NameWords) -> bool:
    """Tell the word of an office ("Emeritus") and the donor of a chair ("the John Roe Professor") from a person."""
    doc = span.doc
    if len(span) == 1 and span.text.rstrip(".").lower() in words.no_name:
        return True
    if span.start == 0 or doc[span.start - 1].lower_ not in _ARTICLES:
        return False
    for i in range(span.end, min(span.end + _CHAIR, len(doc))):
        if doc[i].lower_ in words.chairs:
            return doc[i].text[0].isupper()
        if not doc[i].text[0].isupper():
            return False
    return False


def _is_described(span: Span, words: NameWords) -> bool:
    """Tell "Verdam was a professor at …", "De Boer was employed by …", whatever Verdam was taken for."""
    doc, i = span.doc, span.end
    if span.label_ not in ("GPE", "LOC", "ORG") or len(span) > 3 or words.body_heads & {token.lower_ for token in span}:
        return False
    if i + 2 >= len(doc) or doc[i].lower_ not in words.copulas or not doc[span.start].is_sent_start:
        return False
    for k in range(i + 1, min(i + _PREDICATE, len(doc) - 1)):
        low = doc[k].lower_
        if low in words.prepositions or doc[k].is_punct:
            return False
        if low in ("employed", "working") or (low in words.roles and k > i + 1):
            return doc[k + 1].lower_ in words.prepositions or doc[k + 1].lower_ in ("of", "as")
    return False


def _is_body(span: Span, words: NameWords) -> bool:
    """Tell organizations, also places by name that end in the word of a body ("Soviet Army")."""
    if span.label_ == "ORG":
        return not (len(span) == 1 and span[0].lower_ in words.roles | words.no_name)
    last = span[-1].lower_
    return len(span) > 1 and last in words.body_heads and span.label_ in ("GPE", "LOC", "FAC", "PERSON", "MISC")


def _joined(doc: Doc, bodies: list[Span]) -> Iterator[Span]:
    """Join "TIAA-CREF", and take in the word of a body behind a name: "Protea | hotel"."""
    k = 0
    while k < len(bodies):
        start, end = bodies[k].start, bodies[k].end
        while k + 1 < len(bodies) and bodies[k + 1].start == end + 1 and _is_tight_hyphen(doc, end):
            k += 1
            end = bodies[k].end
        yield Span(doc, start, end, label="ORG")
        k += 1


def _is_tight_hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text in _HYPHENS and not doc[i - 1].whitespace_ and not doc[i].whitespace_


def _by_place(doc: Doc, entities: list[Span], words: NameWords) -> Iterator[Span]:
    """Find names that only an organization can bear where they stand: "joined Acme", "worked for Acme and Co."."""
    known = {entity.start: entity for entity in entities}
    inside = {i for entity in entities for i in range(entity.start, entity.end)}
    lows = [text.lower() for text in columns(doc).texts]
    for i in range(1, len(lows) - 1):
        strong = lows[i] in words.strong
        if not strong and not _employs(lows, i, words):
            continue
        start = i + 1 + (lows[i + 1] == "the" and i + 2 < len(lows))
        entity = known.get(start)
        if entity is None:
            end = _capitalised_end(doc, start, inside)
            if end > start:
                yield Span(doc, start, end, label="ORG")
        elif _stands_for_a_body(entity, i, strong, lows):
            yield Span(doc, entity.start, entity.end, label="ORG")


def _employs(lows: list[str], i: int, words: NameWords) -> bool:
    """Tell "worked for", "director at", "teams at"."""
    if lows[i] in words.prepositions and lows[i - 1] in words.employed:
        return True
    return lows[i] in words.role_prepositions and lows[i - 1] in words.roles


def _stands_for_a_body(entity: Span, i: int, strong: bool, lows: list[str]) -> bool:
    """Tell whether a name that was taken for a person or place is an organization behind the word at `i`."""
    doc = entity.doc
    if entity.end < len(doc) and doc[entity.end].text in ("'s", "’s"):
        return False
    if entity.label_ == "PERSON":
        return not strong or len(entity) == 1 or lows[i - 1] == "to"
    if entity.label_ in ("FAC", "EVENT"):
        return strong
    return entity.label_ in ("GPE", "LOC") and (strong or lows[i] in ("for", "by"))


def _capitalised_end(doc: Doc, start: int, inside: set[int]) -> int:
    end = start
    while end < len(doc) and end not in inside and doc[end].text[0].isupper() and not doc[end].is_sent_start:
        end += 1
    return end
