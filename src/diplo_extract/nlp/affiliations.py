"""Which person belongs to which organization, by what the text says: with a title or without one.

    affiliations(doc) -> [Affiliation(person, organization, evidence, rule), …]

`doc` has names in doc.ents and titles in doc.spans["titles"]. `person` and `organization` are entities of the Doc,
`evidence` is the span from the first of them to the last. Rules: "title" (the organization of a title), "of" ("Ann Lee
of the Port Authority"), "owner" ("NATO's Ann Lee"), "brackets" ("Ann Lee (UNDP)"), "verb" ("Ann Lee joined UNDP").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span

from diplo_extract.nlp.affiliated_names import ends_of_affiliations
from diplo_extract.nlp.affiliation_words import affiliation_words
from diplo_extract.nlp.columns import Columns, columns, titles_of

_REACH = 30
_BETWEEN = 14
_LIST = 5


class Affiliation(NamedTuple):
    """A person and an organization that the text connects."""

    person: Span
    organization: Span
    evidence: Span
    rule: str


def affiliations(doc: Doc) -> list[Affiliation]:
    """Give the pairs in text order, each pair of mentions once."""
    people, bodies = ends_of_affiliations(doc)
    if not people or not bodies:
        return []
    found: dict[tuple[int, int], Affiliation] = {}
    titled = list(_by_title(doc, people, bodies))
    held = {pair.organization.start for pair in titled}
    for pair in (*titled, *_by_words(doc, people, bodies, held)):
        found.setdefault((pair.person.start, pair.organization.start), pair)
    return sorted(found.values(), key=lambda pair: (pair.evidence.start, pair.organization.start))


def _pair(doc: Doc, person: Span, body: Span, rule: str) -> Affiliation:
    start, end = min(person.start, body.start), max(person.end, body.end)
    return Affiliation(person, body, doc[start:end], rule)


def _by_title(doc: Doc, people: list[Span], bodies: list[Span]) -> Iterator[Affiliation]:
    """Connect the holders of a title with the organizations named inside it or as its employer."""
    by_start = {person.start_char: person for person in people}
    starts = [body.start for body in bodies]
    tokens = columns(doc)
    for title in titles_of(doc):
        info = title.info
        holders = [by_start[start] for start, _ in info["people"] if start in by_start]
        if not holders:
            continue
        inside = bodies[bisect_left(starts, title.first) : bisect_left(starts, title.last)]
        named = [body for body in inside if body.end <= title.last]
        offsets = info["organization_span"] if info["organization"] else None
        if offsets is not None:
            first, last = tokens.within(*offsets)
            employers = bodies[bisect_left(starts, first) : bisect_left(starts, last)]
            written = doc.char_span(offsets[0], offsets[1])
            named += employers or ([written] if written is not None else [])
        for person in holders:
            for body in named:
                yield _pair(doc, person, body, "title")


def _bracket_depths(tokens: Columns) -> list[int]:
    """Tell for each token how many round brackets are open around it, from none at the start of each sentence."""
    depths, depth = [], 0
    if "(" not in tokens.texts:
        return [0] * len(tokens.texts)
    for text, begins in zip(tokens.texts, tokens.begins, strict=True):
        if begins:
            depth = 0
        depth -= depth > 0 and text[0] == ")"
        depths.append(depth)
        depth += text == "("
    return depths


def _by_words(doc: Doc, people: list[Span], bodies: list[Span], held: set[int]) -> Iterator[Affiliation]:
    """Connect names with the organizations near them by the words between; a list shares its person."""
    reader = _Reader(doc, people)
    before: list[Affiliation] = []
    for body in bodies:
        # the holder of the office it belongs to stands beside it: "with Gestapo chief Heinrich Roe"
        pairs = [] if body.start in held else list(reader.read(body))
        if not pairs and body.start not in held and before and reader.goes_on(before[0].organization, body):
            pairs = [_pair(doc, pair.person, body, pair.rule) for pair in before]
        yield from pairs
        before = pairs


class _Reader:
    """Reads what stands around one organization."""

    def __init__(self, doc: Doc, people: list[Span]) -> None:
        self.doc = doc
        self.words = affiliation_words(doc._.language or "en")
        tokens = columns(doc)
        self.lows = tokens.lows
        self.begins = tokens.begins
        self.brackets = _bracket_depths(tokens)
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
        between = self.lows[one.end : other.start]
        return 0 < len(between) <= _LIST and self.words["between_bodies"].issuperset(between)

    def _owned(self, body: Span) -> Span | None:
        """Read "NATO's Ann Lee"."""
        if body.end + 1 < len(self.lows) and self.lows[body.end] in self.words["possessive_endings"]:
            return self.people_at.get(body.end + 1)
        return None

    def _bracketed(self, body: Span) -> Span | None:
        """Read "Ann Lee (UNDP)"."""
        closed = body.end < len(self.lows) and self.lows[body.end] in ("),", ")", ";", ",")
        return (
            self.people_at.get(body.start - 2)
            if closed and body.start > 1 and self.lows[body.start - 1] == "("
            else None
        )

    def _agents(self, body: Span) -> Iterator[Span]:
        """Read "UNDP is led by Ann Lee": the first name behind the verb."""
        for i in range(body.end, min(body.end + _BETWEEN, len(self.lows) - 1)):
            if self.begins[i] or i in self.people_at:
                return
            if self.lows[i] in self.words["passive"] and self.lows[i + 1] in self.words["agents"]:
                person = self._first_name(i + 2, _BETWEEN)
                if person is not None:
                    yield person
                return

    def _first_name(self, start: int, reach: int) -> Span | None:
        for i in range(start, min(start + reach, len(self.lows))):
            if self.begins[i]:
                return None
            if i in self.people_at:
                return self.people_at[i]
        return None

    def _before(self, body: Span) -> Iterator[Affiliation]:
        """Read leftwards from an organization: a preposition or verb of belonging, then the person."""
        doc, first = self.doc, max(0, body.start - _REACH)
        k = body.start - 1
        while k >= first and self.lows[k] in self.words["determiners"]:
            k -= 1
        if k < first or (k > 0 and self.lows[k - 1] in self.words["owners"]):
            return  # "OnSite (acquired by Acme)"
        prepositional = self.lows[k] in self.words["prepositions"]
        if prepositional and k > first:
            person = self._beside(k)
            if person is not None:
                yield _pair(doc, person, body, "of")
                if self.lows[k] in self.words["shared"]:
                    for other in self._listed_before(person):
                        yield _pair(doc, other, body, "of")
                return
        if self.lows[k] in self.words["earlier"] and self._opens(k) and self.lows[body.end : body.end + 1] == [","]:
            person = self.people_at.get(body.end + 1) or self.people_at.get(body.end + 2)
            if person is not None:
                yield _pair(doc, person, body, "verb")  # "Before Acme, Ann Lee led …", "Prior to Acme, Mr. Lee …"
            return
        person = self._subject(k, first, prepositional)
        if person is not None:
            yield _pair(doc, person, body, "verb")

    def _beside(self, k: int) -> Span | None:
        """Give the person in front of a preposition: "Ann Lee of", "Ann Lee, of", "Ann Lee and her team at"."""
        if self.lows[k - 1] == ",":
            return self.people_at.get(k - 2)
        owned = k > 3 and self.lows[k - 2] in self.words["possessives"]
        if owned and self.lows[k - 3] in self.words["in_company"]:
            return self.people_at.get(k - 4)
        return self.people_at.get(k - 1)

    def _listed_before(self, person: Span) -> Iterator[Span]:
        """Give the names that stand in one list before `person`: "Ann Lee, Bo Roe and Cy Doe at Acme"."""
        while person.start > 1:
            k = person.start - 1
            while k > 0 and self.lows[k] in self.words["joints"]:
                k -= 1
            other = self.people_at.get(k)
            if other is None or k == person.start - 1:
                return
            yield other
            person = other

    def _subject(self, k: int, first: int, prepositional: bool) -> Span | None:
        """Find a verb of belonging not far before `k`, and its subject: the nearest name before, or behind a comma."""
        words, depth = self.words, self.brackets[k]
        for k in range(k, max(first, k - _BETWEEN) - 1, -1):  # noqa: B020
            if k in self.people_at and self.brackets[k] <= depth:
                return None
            low = self.lows[k]
            if low.startswith(words.work_stems) and self.lows[k + 1] in words["alongside"]:
                return None  # to work with somebody is no employment
            if low in words["verbs"] or (prepositional and low in words.roles):
                return self._name_before(k) or (self._first_name(k + 1, _REACH) if self._opens(k) else None)
            if self.begins[k] or low in words.other_verbs:
                return None
        return None

    def _name_before(self, k: int) -> Span | None:
        """Give the nearest name before token `k` in its sentence that is no agent ("by President Smith")."""
        if self.begins[k]:
            return None
        m = k - 1
        while m > max(k - 2 * _REACH, -1):
            person = self.people_at.get(m)
            if person is not None and self.brackets[m] <= self.brackets[k]:
                agent = not self.words["agents"].isdisjoint(self.lows[max(person.start - 4, 0) : person.start])
                owner = self.lows[m + 1] in self.words["possessive_endings"]
                if not agent and not owner:
                    return person
                m = person.start
            if self.begins[m]:
                return None
            m -= 1
        return None

    def _opens(self, k: int) -> bool:
        """Tell "Before joining UNDP, Ann Lee …": nothing but a preposition before the verb."""
        return any(self.begins[i] for i in range(max(k - 5, 0), k + 1))
