"""Who said a quote with nobody beside it: who said the quote before, or was spoken of in the sentences before."""

from __future__ import annotations

from diplo_extract.nlp.quotes.pieces import Pieces
from diplo_extract.nlp.quotes.subjects import Source, Subject, Subjects
from diplo_extract.nlp.quotes.utterances import Utterances
from diplo_extract.nlp.quotes.words import QuoteWords

_LONGEST_ATTRIBUTION = 90
"""Characters between two pieces of one quote."""
_REACH = 90


class Remembered:
    """Remembers who spoke last in one Doc."""

    def __init__(
        self, text: str, pieces: Pieces, words: QuoteWords, subjects: Subjects, utterances: Utterances
    ) -> None:
        self.text = text
        self.pieces = pieces
        self.items = pieces.items
        self.words = words
        self.subjects = subjects
        self.utterances = utterances
        self.last: tuple[int, Source] | None = None
        """Paragraph and source of the statement before, for quotes that go on."""
        self.last_quote = -1

    @property
    def speaker(self) -> Subject | None:
        """Give who spoke last."""
        return self.last[1].speaker if self.last else None

    def note(self, number: int, at: int, source: Source) -> None:
        """Remember the source of a quote."""
        self.last = (self.items[at].paragraph, source)
        self.last_quote = number

    def continued(self, number: int, at: int) -> Source | None:
        """Give the source of a quote that goes on: "“…,” X said. “…”", or a paragraph whose mark was not closed."""
        if self.last is None or self.last_quote != number - 1:
            return None
        before = self.pieces.quoted[number - 1]
        between = self.text[before.end : self.pieces.quoted[number].start]
        paragraphs = self.items[at].paragraph - self.last[0]
        if paragraphs == 0:
            goes_on = (
                len(between) <= _LONGEST_ATTRIBUTION
                and self.utterances.is_sentence(number)
                and self.utterances.size(number) >= 2
                and self._sentences_between(number - 1, at) <= 1
            )
        else:
            goes_on = paragraphs <= 2 and not before.closed and len(between.strip()) <= 1
        return Source(self.last[1].speaker, self.last[1].cue, "goes-on") if goes_on else None

    def _sentences_between(self, number: int, at: int) -> int:
        """Count the sentences that begin between a quote and the quote at `at`."""
        first = self.pieces.at_quote[number] + 1
        return sum(self.items[i].begins for i in range(first, at))

    def carried(self, at: int) -> Source | None:
        """Give the speaker that a quote without one goes on from: of this paragraph, else of the one before."""
        paragraph = self.items[at].paragraph
        spoken = self._statement_before(at)
        if spoken is None and (self.last is None or self.last[0] != paragraph):
            spoken = self._subject_before(at, paragraph)
        if spoken is not None:
            return spoken
        if self.last is not None and paragraph - self.last[0] <= 2:
            return Source(self.last[1].speaker, None, "carried-over")
        return self._subject_before(at, None)

    def _statement_before(self, at: int) -> Source | None:
        """Read the sentences before in the paragraph: "X also said that … . “…”"."""
        paragraph = self.items[at].paragraph
        i = at - 1
        while i >= 0 and i > at - _REACH and self.items[i].paragraph == paragraph:
            piece = self.items[i]
            if piece.kind == "quote":
                return None
            if piece.kind == "cue" and piece.low in self.words.say:
                begin, _ = self.pieces.sentence(i)
                speaker = self.subjects.left_of(i, begin)
                if speaker is not None:
                    return Source(speaker, None, "statement-before")
            i -= 1
        return None

    def _subject_before(self, at: int, paragraph: int | None) -> Source | None:
        """Give the first person of the sentence before, in the paragraph if one is given: "X opened the hall. “…”"."""
        end = at
        for _ in range(2):
            if end == 0 or (paragraph is not None and self.items[end - 1].paragraph != paragraph):
                return None
            begin, _ = self.pieces.sentence(end - 1)
            speaker = self.subjects.first_of(begin, end)
            if speaker is not None:
                return Source(speaker, None, "subject-before")
            end = begin
        return None
