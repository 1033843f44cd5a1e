"""Which names of a Doc can be the two ends of an affiliation, whatever the name tagger took them for.

A tagger misses most companies it has not seen. Where a name stands tells more: behind "joined", "works at" or "director
at" is an organization, in front of "is a professor at" a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from diplo_extract.nlp.affiliation_words import AffiliationWords, affiliation_words
from diplo_extract.nlp.columns import Columns, columns

_HYPHENS = frozenset({"-", "‑", "‐"})
_CHAIR = 4
_PREDICATE = 6
_MISTAKEN = frozenset({"GPE", "LOC", "ORG"})
_LONGEST_SURNAME = 3


def ends_of_affiliations(doc: Doc) -> tuple[list[Span], list[Span]]:
    """Give the people and the organizations of `doc`; no token is in both."""
    words, tokens = affiliation_words(doc._.language or "en"), columns(doc)
    entities = list(doc.ents)
    people = [span for span in entities if span.label_ == "PERSON" and not _no_person(span, tokens, words)]
    described = [span for span in entities if span.label_ in _MISTAKEN and _is_described(span, tokens, words)]
    apart = {span.start for span in described}
    bodies = [span for span in entities if span.start not in apart and _is_body(span, tokens, words)]
    bodies = filter_spans([*_joined(doc, tokens, bodies), *_by_place(doc, tokens, entities, words)])
    taken = {i for body in bodies for i in range(body.start, body.end)}
    return sorted(person for person in (*people, *described) if person.start not in taken), bodies


def _no_person(span: Span, tokens: Columns, words: AffiliationWords) -> bool:
    """Tell the word of an office ("Emeritus") and the donor of a chair ("the John Roe Professor") from a person."""
    texts, lows, end = tokens.texts, tokens.lows, span.end
    if end - span.start == 1 and lows[span.start].rstrip(".") in words["no_name"]:
        return True
    if span.start == 0 or lows[span.start - 1] not in words["before_chairs"]:
        return False
    for i in range(end, min(end + _CHAIR, len(texts))):
        if lows[i] in words["chairs"]:
            return texts[i][0].isupper()
        if not texts[i][0].isupper():
            return False
    return False


def _is_described(span: Span, tokens: Columns, words: AffiliationWords) -> bool:
    """Tell "Verdam was a professor at …", "De Boer was employed by …", whatever Verdam was taken for."""
    lows, i = tokens.lows, span.end
    if i + 2 >= len(lows) or lows[i] not in words["copulas"] or not tokens.begins[span.start]:
        return False
    if i - span.start > _LONGEST_SURNAME or not words["body_heads"].isdisjoint(lows[span.start : i]):
        return False
    for k in range(i + 1, min(i + _PREDICATE, len(lows) - 1)):
        low = lows[k]
        if low in words["strong_prepositions"] or span.doc[k].is_punct:
            return False
        if low in words["in_work"] or (low in words.roles and k > i + 1):
            return lows[k + 1] in words["strong_prepositions"] or lows[k + 1] in words["behind_work"]
    return False


def _is_body(span: Span, tokens: Columns, words: AffiliationWords) -> bool:
    """Tell organizations, also places by name that end in the word of a body ("Soviet Army")."""
    last, alone = tokens.lows[span.end - 1], span.end - span.start == 1
    if span.label_ == "ORG":
        return not (alone and (last in words.roles or last in words["no_name"]))
    return not alone and last in words["body_heads"] and span.label_ in ("GPE", "LOC", "FAC", "PERSON", "MISC")


def _joined(doc: Doc, tokens: Columns, bodies: list[Span]) -> Iterator[Span]:
    """Join "TIAA-CREF", and take in the word of a body behind a name: "Protea | hotel"."""
    k = 0
    while k < len(bodies):
        start, end = bodies[k].start, bodies[k].end
        while k + 1 < len(bodies) and bodies[k + 1].start == end + 1 and _is_tight_hyphen(tokens, end):
            k += 1
            end = bodies[k].end
        yield Span(doc, start, end, label="ORG")
        k += 1


def _is_tight_hyphen(tokens: Columns, i: int) -> bool:
    return tokens.texts[i] in _HYPHENS and tokens.touches(i) and tokens.touches(i + 1)


def _by_place(doc: Doc, tokens: Columns, entities: list[Span], words: AffiliationWords) -> Iterator[Span]:
    """Find names that only an organization can bear where they stand: "joined Acme", "worked for Acme and Co."."""
    known = {entity.start: entity for entity in entities}
    inside = {i for entity in entities for i in range(entity.start, entity.end)}
    lows = tokens.lows
    telling = words.telling
    for i in [i for i, low in enumerate(lows) if low in telling]:
        if not 0 < i < len(lows) - 1:
            continue
        strong = lows[i] in words["strong"]
        if not strong and not _employs(lows, i, words):
            continue
        start = i + 1 + (lows[i + 1] in words["definite"] and i + 2 < len(lows))
        entity = known.get(start)
        if entity is None:
            end = _capitalised_end(tokens, start, inside)
            if end > start:
                yield Span(doc, start, end, label="ORG")
        elif _stands_for_a_body(entity, i, strong, lows, words):
            yield Span(doc, entity.start, entity.end, label="ORG")


def _employs(lows: list[str], i: int, words: AffiliationWords) -> bool:
    """Tell "worked for", "director at", "teams at"."""
    if lows[i] in words["strong_prepositions"] and lows[i - 1] in words["strong_with_preposition"]:
        return True
    return lows[i] in words["role_prepositions"] and lows[i - 1] in words.roles


def _stands_for_a_body(entity: Span, i: int, strong: bool, lows: list[str], words: AffiliationWords) -> bool:
    """Tell whether a name that was taken for a person or place is an organization behind the word at `i`."""
    if not words["possessive_endings"].isdisjoint(lows[entity.end : entity.end + 1]):
        return False
    if entity.label_ == "PERSON":
        return not strong or len(entity) == 1 or lows[i - 1] in words["infinitive"]
    if entity.label_ in ("FAC", "EVENT"):
        return strong
    return entity.label_ in ("GPE", "LOC") and (strong or lows[i] in words["employer_prepositions"])


def _capitalised_end(tokens: Columns, start: int, inside: set[int]) -> int:
    end = start
    while end < len(tokens.texts) and end not in inside and tokens.texts[end][0].isupper() and not tokens.begins[end]:
        end += 1
    return end
