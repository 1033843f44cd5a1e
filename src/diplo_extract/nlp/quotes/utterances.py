"""Which words in quotation marks are said by somebody; names of events and borrowed words are not."""

from __future__ import annotations

from diplo_extract.nlp.quotes.pieces import Piece, Pieces
from diplo_extract.nlp.quotes.subjects import Subject
from diplo_extract.nlp.quotes.words import QuoteWords

_LEAST_WORDS = 5
_LEAST_UNNAMED = 3
_ENDS = frozenset({".", "!", "?", ":", ";"})


class Utterances:
    """Tells utterances from names and borrowed words among the quotes of one Doc."""

    def __init__(self, text: str, pieces: Pieces, words: QuoteWords) -> None:
        self.text = text
        self.pieces = pieces
        self.items = pieces.items
        self.words = words

    def size(self, number: int) -> int:
        """Count the words of a quote, of a long one those at its beginning."""
        quote = self.pieces.quoted[number]
        return len(self.text[quote.start : min(quote.end, quote.start + 400)].split())

    def is_said(self, number: int, speaker: Subject | None, cue: Piece | None, rule: str) -> bool:
        """Tell whether words with a verb of saying around them are said, and not a name or a borrowed word."""
        at = self.pieces.at_quote[number]
        size = self.size(number)
        sentence_like = self.is_sentence(number)
        lower = self.text[self.pieces.quoted[number].start].islower()
        if speaker is None and size < _LEAST_UNNAMED:
            return False  # the theme, “Read On!,” highlights
        if rule == "X-colon" and size < _LEAST_WORDS and not sentence_like:
            return False  # a headline: "X announces: ‘Big Red One’ comes home"
        if rule in ("said-X", "X-said", "X-said-before", "X-colon"):
            # the print called “Cowboys and Indians”; the governor called it “a bridge without a toll”
            naming = cue is not None and cue.low in self.words.naming
            return (lower and size >= 3) or sentence_like if naming else size >= 2 or sentence_like
        before = self.items[at - 1].low if at else ""
        if before in self.words.names_before and not (lower and size >= 8):
            return False
        return size >= _LEAST_WORDS and (sentence_like or lower or size >= 10)

    def is_sentence(self, number: int) -> bool:
        """Tell whether a quote begins and ends as a sentence does."""
        quote = self.pieces.quoted[number]
        first, last = self.text[quote.start], self.text[quote.end - 1]
        return (first.isupper() or first in "…[.") and (last in ".?!…" or self.size(number) >= 8)

    def stands_alone(self, number: int, at: int) -> bool:
        """Tell whether a quote is a sentence of its own: somebody said it although nobody is named beside it."""
        if self.size(number) < _LEAST_WORDS or not self.is_sentence(number):
            return False
        before = self.items[at - 1] if at else None
        if not (self.items[at].begins or before is None or before.low in _ENDS or before.kind == "quote"):
            return False
        return not self.pieces.quoted[number].closed or self._ends_sentence(number, at)

    def _ends_sentence(self, number: int, at: int) -> bool:
        following = self.items[at + 1] if at + 1 < len(self.items) else None
        if following is None or following.begins or following.paragraph != self.items[at].paragraph:
            return True
        return self.text[self.pieces.quoted[number].end - 1] in ".?!…" or following.low in (".", "(", "!")
