"""Gives the record's `quotes`: what was said, tied to the person who said it."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Span

from diplo_extract.extractors.base import Context, sentence_of, span_of
from diplo_extract.nlp.columns import columns, titles_of
from diplo_extract.nlp.quotes.words import quote_words
from diplo_extract.records import Person, Quote
from diplo_extract.resolve.courtesy import gender_of
from diplo_extract.resolve.holders import holder
from diplo_extract.resolve.likeness import misspelled
from diplo_extract.resolve.named import Gender
from diplo_extract.resolve.pronouns import Named, Pronouns
from diplo_extract.resolve.surface import fold, read_form

_MOST_PEOPLE = 200
_NEAR = 250
_FAR = 1 << 40


def quotes(doc: Doc, context: Context) -> list[Quote]:
    """Give the quotes of `doc` in text order; an indirect statement only when its speaker is a person of the record."""
    return _Quotes(doc, context.facts.get("people", [])).read()


class _Quotes:
    def __init__(self, doc: Doc, people: list[Person]) -> None:
        self.doc = doc
        self.words = quote_words()
        self.people = people
        self.mentions = sorted(
            (Named(span.start, span.end, person) for person in people for span in person.mentions),
            key=lambda mention: mention.start,
        )
        self.starts = [mention.start for mention in self.mentions]
        self.offices = {(title.start, title.end): title.info for title in titles_of(doc) if not title.info["people"]}
        # "“Ann Lee never came,” she said": whom somebody speaks of is not who speaks
        said = _direct_words(doc)
        heard = [mention for mention in self.mentions if not _inside(mention.start, said)]
        self.pronouns = Pronouns(heard, columns(doc).sentence_starts or [0], _genders(people))

    def read(self) -> list[Quote]:
        found = []
        for span in self.doc.spans.get("quotes", []):
            info = span._.quote
            person = self._speaker(info["speaker"]) if info["speaker"] else None
            if person is not None or info["direct"]:
                found.append(self._quote(span, person))
        return found

    def _quote(self, span: Span, person: Person | None) -> Quote:
        info = span._.quote
        said = span_of(self.doc, *info["chars"])
        speaker, cue = info["speaker"], info["cue"]
        return Quote(
            text=said.text,
            start=said.start,
            end=said.end,
            speaker=person.id if person else None,
            speaker_text=span_of(self.doc, *speaker).text if speaker else None,
            cue=span_of(self.doc, *cue).text if cue else None,
            direct=info["direct"],
            evidence=[sentence_of(span), *([span_of(self.doc, *speaker)] if speaker else [])],
            rule=info["rule"],
        )

    def _speaker(self, words: list[int]) -> Person | None:
        """Give the person that the words naming the speaker stand for."""
        start, end = words
        at = bisect_right(self.starts, end - 1) - 1
        if at >= 0 and self.mentions[at].end > start:
            self.pronouns.note(start, self.mentions[at].person)
            return self.mentions[at].person
        text = span_of(self.doc, start, end).text
        if text.lower() in self.words.plural and len(self.people) > 1:
            return None
        if text.lower() in self.words.pronouns or text.lower() in self.words.objects:
            return self.pronouns.resolve(text, start)
        office = self.offices.get((start, end))
        if office is not None and office["plural"]:
            return None  # "the senators wrote": no one of them
        if office is not None:
            person = holder(office["role"], office["title"], start, self.people) or self._only_one_before(start)
        else:
            person = self._misspelled(text)
        if person is not None:
            self.pronouns.note(start, person)
        return person

    def _only_one_before(self, at: int) -> Person | None:
        """Give the only person named shortly before a description: "Lopa was modest. “…,” said the future mayor"."""
        last = bisect_right(self.starts, at)
        before = self.mentions[max(0, last - 10) : last]
        near = {mention.person.id: mention.person for mention in before if at - mention.start < _NEAR}
        return next(iter(near.values())) if len(near) == 1 else None

    def _misspelled(self, text: str) -> Person | None:
        """Give the only person whose surname the text may misspell: a name that the tagger did not know for one."""
        word = fold(text)
        surnames = {read_form(person.name).words[-1]: person for person in reversed(self.people[:_MOST_PEOPLE])}
        found = [person for surname, person in surnames.items() if surname == word or misspelled(surname, word)]
        return found[0] if len(found) == 1 else None


def _direct_words(doc: Doc) -> list[tuple[int, int]]:
    """Give where the direct quotes stand, in text order."""
    found = (span._.quote for span in doc.spans.get("quotes", []))
    return sorted((quote["chars"][0], quote["chars"][1]) for quote in found if quote["direct"])


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether an offset stands in one of the spans, which are in text order."""
    k = bisect_right(spans, (at, _FAR)) - 1
    return k >= 0 and at < spans[k][1]


def _genders(people: list[Person]) -> dict[str, Gender]:
    """Give the sex of those whose courtesy words or offices tell it."""
    found: dict[str, Gender] = {}
    for person in people:
        for words in (*person.honorifics, *(position.role for position in person.positions)):
            if gender := gender_of(words):
                found.setdefault(person.id, gender)
    return found
