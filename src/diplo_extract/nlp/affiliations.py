"""Which person belongs to which organization, by what the text says: with a title or without one.

    affiliations(doc) -> [Affiliation(person, organization, evidence, rule), …]

`doc` has names in doc.ents and titles in doc.spans["titles"]. `person` and `organization` are entities of the Doc,
`evidence` is the span from the first of them to the last. Rules: "title" (the organization of a title), "of" ("Ann Lee
of the Port Authority"), "owner" ("NATO's Ann Lee"), "brackets" ("Ann Lee (UNDP)"), "verb" ("Ann Lee joined UNDP").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from diplo_extract import lexicon

_REACH = 30
_BETWEEN = 14


class Affiliation(NamedTuple):
    """A person and an organization that the text connects."""

    person: Span
    organization: Span
    evidence: Span
    rule: str


def affiliations(doc: Doc) -> list[Affiliation]:
    """Give the pairs in text order, each pair of mentions once."""
    people = [entity for entity in doc.ents if entity.label_ == "PERSON"]
    bodies = [entity for entity in doc.ents if entity.label_ == "ORG"]
    if not people:
        return []
    bodies = filter_spans([*bodies, *_sure_bodies(doc)])
    people = [person for person in people if all(person.start != body.start for body in bodies)]
    found: dict[tuple[int, int], Affiliation] = {}
    for pair in (*_by_title(doc, people, bodies), *_by_words(doc, people, bodies)):
        found.setdefault((pair.person.start, pair.organization.start), pair)
    return sorted(found.values(), key=lambda pair: (pair.evidence.start, pair.organization.start))


def _sure_bodies(doc: Doc) -> Iterator[Span]:
    """Find names that only an organization can bear where they stand: "joined Acme", "worked for Acme and Co."."""
    words = lexicon.load(doc._.language or "en", "affiliations")
    strong, weaker = frozenset(words["strong"]), frozenset(words["strong_with_preposition"])
    prepositions = frozenset(words["strong_prepositions"])
    known = {entity.start: entity for entity in doc.ents}
    inside = {i for entity in doc.ents for i in range(entity.start, entity.end)}
    for i in range(1, len(doc) - 1):
        before = doc[i].lower_
        if before not in strong and not (before in prepositions and doc[i - 1].lower_ in weaker):
            continue
        start = i + 1 + (doc[i + 1].lower_ == "the" and i + 2 < len(doc))
        entity = known.get(start)
        if entity is not None:
            if (
                entity.label_ == "PERSON" and (before not in strong or len(entity) == 1 or doc[i - 1].lower_ == "to")
            ) or (entity.label_ in ("FAC", "GPE_LOC", "EVENT") and before in strong):
                yield Span(doc, entity.start, entity.end, label="ORG")
            continue
        end = start
        while end < len(doc) and end not in inside and doc[end].text[0].isupper() and not doc[end].is_sent_start:
            end += 1
        if end > start:
            yield Span(doc, start, end, label="ORG")


def _pair(doc: Doc, person: Span, body: Span, rule: str) -> Affiliation:
    start, end = min(person.start, body.start), max(person.end, body.end)
    return Affiliation(person, body, doc[start:end], rule)


def _by_title(doc: Doc, people: list[Span], bodies: list[Span]) -> Iterator[Affiliation]:
    """Connect the holders of a title with the organizations named inside it or as its employer."""
    by_start = {person.start_char: person for person in people}
    for title in doc.spans.get("titles", []):
        info = title._.title
        holders = [by_start[start] for start, _ in info["people"] if start in by_start]
        if not holders:
            continue
        named = [body for body in bodies if title.start_char <= body.start_char and body.end_char <= title.end_char]
        offsets = info["organization_span"] if info["organization"] else None
        if offsets is not None:
            employers = [body for body in bodies if offsets[0] <= body.start_char < offsets[1]]
            written = doc.char_span(offsets[0], offsets[1])
            named += employers or ([written] if written is not None else [])
        for person in holders:
            for body in named:
                yield _pair(doc, person, body, "title")


def _by_words(doc: Doc, people: list[Span], bodies: list[Span]) -> Iterator[Affiliation]:
    """Connect names with the organizations near them by the words between; a list shares its person."""
    reader = _Reader(doc, people)
    before: list[Affiliation] = []
    for body in bodies:
        pairs = list(reader.read(body))
        if not pairs and before and reader.goes_on(before[0].organization, body):
            pairs = [_pair(doc, pair.person, body, pair.rule) for pair in before]
        yield from pairs
        before = pairs


class _Reader:
    """Reads what stands around one organization."""

    def __init__(self, doc: Doc, people: list[Span]) -> None:
        words = lexicon.load(doc._.language or "en", "affiliations")
        self.doc = doc
        self.prepositions = frozenset(words["prepositions"])
        self.verbs = frozenset(words["verbs"])
        self.light = frozenset(words["light"])
        self.passive = frozenset(words["passive"])
        self.people_at = {i: person for person in people for i in range(person.start, person.end)}

    def read(self, body: Span) -> Iterator[Affiliation]:
        """Give the pairs of one organization."""
        doc = self.doc
        for rule, person in (("owner", self._owned(body)), ("brackets", self._bracketed(body))):
            if person is not None:
                yield _pair(doc, person, body, rule)
                return
        for person in self._agents(body):
            yield _pair(doc, person, body, "verb")
        yield from self._before(body)

    def goes_on(self, one: Span, other: Span) -> bool:
        """Tell whether two organizations stand in one list, or the second is the short form of the first."""
        between = [token.lower_ for token in self.doc[one.end : other.start]]
        return 0 < len(between) <= 3 and all(
            word in (",", "and", "&", "the", "(", ";", "as", "well") for word in between
        )

    def _owned(self, body: Span) -> Span | None:
        """Read "NATO's Ann Lee"."""
        doc = self.doc
        if body.end + 1 < len(doc) and doc[body.end].text in ("'s", "’s"):
            return self.people_at.get(body.end + 1)
        return None

    def _bracketed(self, body: Span) -> Span | None:
        """Read "Ann Lee (UNDP)"."""
        doc = self.doc
        closed = body.end < len(doc) and doc[body.end].text in ("),", ")", ";", ",")
        return (
            self.people_at.get(body.start - 2)
            if closed and body.start > 1 and doc[body.start - 1].text == "("
            else None
        )

    def _agents(self, body: Span) -> Iterator[Span]:
        """Read "UNDP is led by Ann Lee": the first name behind the verb."""
        doc = self.doc
        for i in range(body.end, min(body.end + _BETWEEN, len(doc) - 1)):
            if doc[i].is_sent_start or i in self.people_at:
                return
            if doc[i].lower_ in self.passive and doc[i + 1].lower_ == "by":
                person = self._first_name(i + 2, _BETWEEN)
                if person is not None:
                    yield person
                return

    def _first_name(self, start: int, reach: int) -> Span | None:
        for i in range(start, min(start + reach, len(self.doc))):
            if self.doc[i].is_sent_start:
                return None
            if i in self.people_at:
                return self.people_at[i]
        return None

    def _before(self, body: Span) -> Iterator[Affiliation]:
        """Read leftwards from an organization: a preposition or verb of belonging, then the person."""
        doc, first = self.doc, max(0, body.start - _REACH)
        k = body.start - 1
        while k >= first and doc[k].lower_ in ("the", "a", "an", "his", "her", "its", "their"):
            k -= 1
        if k < first:
            return
        if doc[k].lower_ in self.prepositions and k > first:
            person = self.people_at.get(k - 1) or (self.people_at.get(k - 2) if doc[k - 1].text == "," else None)
            if person is not None:
                yield _pair(doc, person, body, "of")
                return
        person = self._subject(k, first)
        if person is not None:
            yield _pair(doc, person, body, "verb")

    def _subject(self, k: int, first: int) -> Span | None:
        """Find a verb of belonging not far before `k`, and its subject: the nearest name before, or behind a comma."""
        doc = self.doc
        for k in range(k, max(first, k - _BETWEEN) - 1, -1):  # noqa: B020
            if k in self.people_at:
                return None
            if doc[k].lower_ in self.verbs:
                return self._name_before(k) or (self._first_name(k + 1, _REACH) if self._opens(k) else None)
            if doc[k].is_sent_start:
                return None
        return None

    def _name_before(self, k: int) -> Span | None:
        """Give the nearest name before token `k` in its sentence that is no agent ("by President Smith")."""
        doc = self.doc
        if doc[k].is_sent_start:
            return None
        m = k - 1
        while m > max(k - 2 * _REACH, -1):
            person = self.people_at.get(m)
            if person is not None:
                agent = any(doc[i].lower_ == "by" for i in range(max(person.start - 4, 0), person.start))
                owner = doc[m + 1].text in ("'s", "’s")
                if not agent and not owner:
                    return person
                m = person.start
            if doc[m].is_sent_start:
                return None
            m -= 1
        return None

    def _opens(self, k: int) -> bool:
        """Tell "Before joining UNDP, Ann Lee …": nothing but a preposition before the verb."""
        doc = self.doc
        return any(doc[i].is_sent_start for i in range(max(k - 5, 0), k + 1))
