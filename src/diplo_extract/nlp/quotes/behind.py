"""Who said a quote by what stands behind it: "“…,” X said", "“…,” according to X", "“…” – X"."""

from __future__ import annotations

from diplo_extract.nlp.quotes.pieces import DASHES, Pieces
from diplo_extract.nlp.quotes.subjects import Source, Subject, Subjects
from diplo_extract.nlp.quotes.words import QuoteWords

_REACH = 30
_OPEN_ENDS = frozenset(",?!—–-")
_NAMING = frozenset({"person", "title", "office"})
_NAMES = _NAMING | {"name"}


class Behind:
    """Reads the speakers behind the quotes of one Doc."""

    def __init__(self, text: str, pieces: Pieces, words: QuoteWords, subjects: Subjects) -> None:
        self.text = text
        self.pieces = pieces
        self.items = pieces.items
        self.words = words
        self.subjects = subjects

    def read(self, number: int, at: int, last: Subject | None) -> Source | None:
        """Read "“…,” X said", "“…,” said X" and "“…” – X"; X also on a line of its own.

        last: who spoke last; the speaker of "“…,” said the visibly moved."
        """
        begin = at + 1
        signed = self._is_signature(begin)
        end = self._clause_end(begin, self.items[begin].paragraph if signed else self.items[at].paragraph)
        if begin >= end or not (signed or self._goes_on(number, at)):
            return None
        while begin < end and (self.items[begin].low in DASHES or self.items[begin].low in (",", "(", ")")):
            begin += 1
        cue = next((i for i in range(begin, end) if self.items[i].kind == "cue"), None)
        if cue is None:
            return self._signed(begin, end) if signed else self._according_to(begin, end)
        if cue == begin or all(self.items[i].low in self.words.skip for i in range(begin, cue)):
            speaker = self.subjects.right_of(cue, end) or last
            rule = "said-X"
        else:
            speaker = self.subjects.left_of(cue, begin)
            rule = "X-said"
        return Source(speaker, self.items[cue], rule)

    def _is_signature(self, begin: int) -> bool:
        """Tell whether a dash stands behind a quote, and behind the dash somebody or a verb of saying."""
        if begin + 1 >= len(self.items):
            return False
        if self.items[begin].low not in DASHES:
            return self._is_line_of_a_name(begin)
        dash, behind = self.items[begin], self.items[begin + 1]
        if behind.paragraph != dash.paragraph or dash.paragraph - self.items[begin - 1].paragraph > 1:
            return False
        return behind.kind in _NAMING or (not dash.begins and behind.kind in ("cue", "pronoun"))

    def _is_line_of_a_name(self, begin: int) -> bool:
        """Tell whether a quote is a paragraph of its own and the next one no more than a name with its titles."""
        quote, first = self.items[begin - 1], self.items[begin]
        if not quote.begins or not first.begins or first.paragraph - quote.paragraph != 1:
            return False
        end = self._clause_end(begin, first.paragraph)
        line = self.items[begin:end]
        named = [piece.kind for piece in line].count("person") == 1
        alone = end == len(self.items) or self.items[end].paragraph > first.paragraph
        return named and alone and all(piece.kind in _NAMES or piece.low in (",", "(", ")") for piece in line)

    def _goes_on(self, number: int, at: int) -> bool:
        """Tell whether the sentence goes on behind the quote with its speaker."""
        quote = self.pieces.quoted[number]
        following = self.items[at + 1]
        last = self.text[quote.end - 1]
        if not quote.closed:
            return False
        closing = self.text[quote.end : following.start]
        if last in _OPEN_ENDS or "," in closing or following.low == ",":
            return True
        if last == ".":
            return following.kind == "cue" or (following.kind == "pronoun" and self.text[following.start].islower())
        named = following.kind in _NAMING and not following.begins
        return named or following.kind in ("cue", "pronoun")

    def _clause_end(self, start: int, paragraph: int) -> int:
        """Give where the sentence behind a quote ends, or the next quote begins."""
        end = start
        limit = min(len(self.items), start + _REACH)
        while end < limit:
            piece = self.items[end]
            if piece.paragraph != paragraph or piece.kind == "quote" or (piece.begins and end > start):
                break
            if piece.low in (".", ";") and end > start:
                break
            end += 1
        return end

    def _according_to(self, begin: int, end: int) -> Source | None:
        """Read "“…,” according to X"."""
        if begin == end:
            return None
        for phrase in self.words.sources.get(self.items[begin].low, ()):
            words = tuple(self.items[i].low for i in range(begin, min(begin + len(phrase), end)))
            if words == phrase and len(phrase) > 1:
                speaker = self.subjects.right_of(begin + len(phrase) - 1, end)
                return Source(speaker, None, "according-to") if speaker else None
        return None

    def _signed(self, begin: int, end: int) -> Source | None:
        """Read "“…” – Mayor X of Y", "“…” – X, Mayor of Y": a name with its titles and nothing else before it."""
        while begin < end and self.items[begin].kind in ("title", "office"):
            begin += 1
        if begin == end or self.items[begin].kind != "person":
            return None
        piece = self.items[begin]
        return Source(Subject(piece.start, piece.end, piece.kind), None, "signed")
