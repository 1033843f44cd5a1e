"""Who is the subject of a verb of saying, read from the pieces around it without a parser."""

from __future__ import annotations

from typing import NamedTuple

from diplo_extract.nlp.quotes.pieces import Piece, Pieces
from diplo_extract.nlp.quotes.words import QuoteWords

_SPEAKERS = frozenset({"person", "pronoun", "office"})
_NEAR = 40


class Subject(NamedTuple):
    """The characters that name a speaker."""

    start: int
    end: int
    kind: str


class Source(NamedTuple):
    """How a quote is attributed."""

    speaker: Subject | None
    cue: Piece | None
    rule: str


def _subject(piece: Piece) -> Subject:
    return Subject(piece.start, piece.end, piece.kind)


class Subjects:
    """Finds the speakers of one Doc's pieces."""

    def __init__(self, text: str, pieces: Pieces, words: QuoteWords) -> None:
        self.text = text
        self.items = pieces.items
        self.words = words

    def left_of(self, cue: int, limit: int) -> Subject | None:
        """Give the subject of the cue at place `cue`; nothing left of `limit` is looked at."""
        if cue > limit and self.items[cue - 1].low in self.words.before_nouns:
            return None
        limit = max(limit, cue - 2 * _NEAR)
        at = cue - 1
        relative = False
        if self._is_told(cue, limit):
            return None
        while at >= limit and self.items[at].kind in ("word", "mark") and self._is_skipped(at, limit):
            relative = relative or self.items[at].low in self.words.relative
            at -= 1
        if at < limit:
            return None
        if relative:
            return self._antecedent(at, limit)
        piece = self.items[at]
        if piece.kind in _SPEAKERS and not self._is_governed(at, limit):
            return _subject(piece)
        if piece.kind in ("person", "title", "name", "office") or piece.low in (",", ")", "–", "—"):
            return self._first(limit, at) or (_subject(piece) if piece.kind in ("person", "name") else None)
        if piece.kind == "word" and piece.low not in self.words.conjunctions:
            return self._capitalised(at, limit) or self._head_of_long_subject(limit, at)
        return self._first(limit, at)

    def _is_told(self, cue: int, limit: int) -> bool:
        """Tell "X was informed that …": who heard it is not who said it."""
        at = cue - 1
        while at > limit and self.items[at].low not in self.words.passive and self._is_skipped(at, limit):
            at -= 1
        passive = at >= limit and self.items[at].low in self.words.passive
        return passive and self.items[cue].low in self.words.hearer and self.items[cue].low.endswith(self.words.past)

    def _antecedent(self, at: int, limit: int) -> Subject | None:
        """Give whom "who" means: the nearest before it, rather a name than a title: "Judge X, the chair, who"."""
        office: Subject | None = None
        while at >= limit:
            piece = self.items[at]
            if piece.kind == "person":
                return _subject(piece)
            if piece.kind == "office" and office is None:
                office = _subject(piece)
            elif piece.kind in ("cue", "quote", "pronoun"):
                break
            at -= 1
        return office

    def _is_skipped(self, at: int, limit: int) -> bool:
        """Tell whether a piece may stand between subject and verb: "X also has", "X, however,"."""
        low = self.items[at].low
        if low in self.words.skip or low.endswith(self.words.adverb) or self._is_letters(at):
            return True
        return (
            low == ","
            and at > limit
            and self.items[at - 1].low in self.words.skip
            and self.items[at - 1].low not in self.words.relative
        )

    def _is_letters(self, at: int) -> bool:
        """Tell letters behind a name: "X KC", "X MP"."""
        if at == 0 or self.items[at - 1].kind != "person" or self.items[at].kind != "word":
            return False
        letters = self.text[self.items[at].start : self.items[at].end].replace(".", "")
        return len(letters) > 1 and letters.isupper()

    def _is_governed(self, at: int, limit: int) -> bool:
        """Tell whether a name stands behind a preposition: "the spokesman of X said"."""
        before = at - 1
        while before >= limit and (
            self.items[before].kind == "title" or self.items[before].low in self.words.determiners
        ):
            before -= 1
        if (
            before - 1 >= limit
            and self.items[before].low in self.words.joining
            and self.items[before - 1].kind == "person"
        ):
            return self._is_governed(before - 1, limit)  # "sponsored by X and Y"
        return before >= limit and self.items[before].low in self.words.prepositions

    def _first(self, start: int, end: int) -> Subject | None:
        """Give the first possible speaker between two places that no preposition governs."""
        for at in range(start, end + 1):
            owns = at + 1 < len(self.items) and self.items[at + 1].low in self.words.owning
            if self.items[at].kind in _SPEAKERS and not owns and not self._is_governed(at, start):
                return _subject(self.items[at])
        return None

    def _head_of_long_subject(self, limit: int, at: int) -> Subject | None:
        """Give X of "X from the planning office said": the sentence begins with the name."""
        begin = limit
        while begin < at and (self.items[begin].kind == "title" or self.items[begin].low in self.words.determiners):
            begin += 1
        piece = self.items[begin]
        if piece.kind not in _SPEAKERS or at - begin > 12 or self.items[begin + 1].low in self.words.owning:
            return None  # "X's support from the unions highlights the …"
        return _subject(piece)

    def _capitalised(self, at: int, limit: int) -> Subject | None:
        """Give capitalised words that the tagger passed over: the document may know them as a surname."""
        start = at
        while start > limit and self._is_capitalised(start) and self._is_capitalised(start - 1):
            start -= 1
        if not self._is_capitalised(start) or self.items[start].low in self.words.determiners:
            return None
        return Subject(self.items[start].start, self.items[at].end, "unknown")

    def _is_capitalised(self, at: int) -> bool:
        return self.items[at].kind == "word" and self.text[self.items[at].start].isupper()

    def first_of(self, begin: int, end: int) -> Subject | None:
        """Give the first person, pronoun or office of a sentence, whatever governs it."""
        for i in range(begin, end):
            if self.items[i].kind in _SPEAKERS:
                return _subject(self.items[i])
        return None

    def is_noun(self, cue: int) -> bool:
        """Tell whether a noun is the subject of a verb of saying: "the court stated"."""
        noun, article = self.items[cue - 1], self.items[cue - 2]
        plain = noun.kind == "word" and self.text[noun.start].islower() and noun.low not in self.words.skip
        return cue > 1 and plain and article.low in self.words.articles

    def inverted(self, cue: int, limit: int) -> Subject | None:
        """Give the speaker of "…, said the spokesman, X": the verb stands behind a comma and before its subject."""
        if (
            cue == 0
            or cue + 1 >= limit
            or self.items[cue - 1].low != ","
            or self.items[cue].low.endswith(self.words.participle)
        ):
            return None
        behind = self.items[cue + 1]
        if behind.kind not in ("person", "title", "office") and behind.low not in self.words.determiners:
            return None
        if self.items[cue].low not in self.words.say:
            return None
        speaker = self.right_of(cue, limit)
        # "X, the mayor of Y, said the governor would come" is not inverted
        return speaker if speaker and self._ends_behind(speaker, cue + 1, limit) else None

    def _ends_behind(self, speaker: Subject, at: int, limit: int) -> bool:
        while at < limit and self.items[at].start < speaker.end:
            at += 1
        return at >= limit or self.items[at].low in (",", ".", ":", ";") or self.items[at].kind == "quote"

    def right_of(self, cue: int, limit: int) -> Subject | None:
        """Give the speaker behind an inverted verb: "said Mayor X", "said her deputy, X"."""
        weaker: Subject | None = None
        for at in range(cue + 1, min(limit, cue + _NEAR)):
            piece = self.items[at]
            if piece.kind == "person":
                return _subject(piece) if not (weaker and weaker.kind == "pronoun") else weaker
            if piece.low in self.words.objects and at == cue + 1:
                return Subject(piece.start, piece.end, "pronoun")
            if piece.kind in ("pronoun", "office") and weaker is None:
                if piece.kind == "pronoun":
                    return _subject(piece)
                weaker = _subject(piece)
            elif piece.kind == "name" and weaker is None and at - cue <= 3:
                weaker = _subject(piece)
            elif piece.kind in ("quote", "cue") or piece.low == ";":
                break
        return weaker
