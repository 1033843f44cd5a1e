"""Who said a quote by what stands before it: "X said, “…”", "According to X, “…”", "And from X: “…”"."""

from __future__ import annotations

from diplo_extract.nlp.quotes.pieces import DASHES, Pieces
from diplo_extract.nlp.quotes.subjects import Source, Subject, Subjects
from diplo_extract.nlp.quotes.words import QuoteWords

_REACH = 80
_LEADING = DASHES | {",", ":", "."}
"""Marks between the words that lead to a quote and the quote."""


class Before:
    """Reads the speakers before the quotes of one Doc."""

    def __init__(self, text: str, pieces: Pieces, words: QuoteWords, subjects: Subjects) -> None:
        self.text = text
        self.items = pieces.items
        self.words = words
        self.subjects = subjects

    def read(self, at: int) -> Source | None:
        """Read "X said, “…”", "X, the coach, said: “…”", "According to X, “…”", "And from X: “…”"."""
        begin = self._sentence_before(at)
        if begin is None:
            return None
        end = at
        colon = self.items[end - 1].low == ":" or ":" in self.text[self.items[end - 1].end : self.items[at].start]
        while end > begin and (self.items[end - 1].low in _LEADING or self.items[end - 1].low in self.words.that):
            end -= 1
        cue = next((i for i in range(end - 1, begin - 1, -1) if self.items[i].kind == "cue"), None)
        if cue is not None:
            if cue > 0 and self.items[cue - 1].kind == "quote":
                speaker = self.subjects.right_of(cue, at)  # "“…,” says X, “…”": a quote in two pieces
            else:
                speaker = self.subjects.inverted(cue, at) or self.subjects.left_of(cue, begin)
            if speaker is None and not self.subjects.is_noun(cue):
                speaker = self.subjects.first_of(begin, cue)
            return Source(speaker, self.items[cue], "X-said-before" if cue == end - 1 else "X-said-in-clause")
        speaker = self._of_source(begin, end, colon=colon)
        if speaker is not None:
            return Source(speaker, None, "according-to")
        if colon:
            speaker = self.subjects.first_of(begin, end)
            return Source(speaker, None, "X-colon") if speaker else None
        return None

    def _of_source(self, begin: int, end: int, *, colon: bool) -> Subject | None:
        """Give X of "According to X, “…”"; one word such as "from" only before a colon."""
        for i in range(begin, end):
            for phrase in self.words.sources.get(self.items[i].low, ()):
                if len(phrase) == 1 and not colon:
                    continue
                if tuple(self.items[k].low for k in range(i, min(i + len(phrase), end))) == phrase:
                    speaker = self.subjects.right_of(i + len(phrase) - 1, end)
                    if speaker:
                        return speaker
        return None

    def _sentence_before(self, at: int) -> int | None:
        """Give where the sentence that leads to a quote begins; the line above when it ends with a comma or colon."""
        if self.items[at].begins:
            if (
                at == 0
                or self.items[at - 1].low not in (":", ",")
                or self.items[at].paragraph - self.items[at - 1].paragraph > 2
            ):
                return None
            begin = at - 1
        else:
            begin = at
        while begin > max(0, at - _REACH) and not self.items[begin].begins:
            begin -= 1
        return begin if begin < at else None
