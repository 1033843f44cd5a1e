"""Who said the words in quotation marks; words that nobody said (names of events, borrowed words) are left out."""

from __future__ import annotations

from typing import NamedTuple

from diplo_extract.nlp.quotes.pieces import Piece, Pieces, Said
from diplo_extract.nlp.quotes.subjects import Subject, Subjects
from diplo_extract.nlp.quotes.words import QuoteWords

_BEHIND = 30
_ATTRIBUTION = 90
_LEAST_WORDS = 5
_LEAST_UNNAMED = 3
_OPEN_ENDS = frozenset(",?!—–-")
_ENDS = frozenset({".", "!", "?", ":", ";"})


class Source(NamedTuple):
    """How a quote is attributed."""

    speaker: Subject | None
    cue: Piece | None
    rule: str


class Attribution:
    """Attributes the quotes of one Doc."""

    def __init__(self, text: str, pieces: Pieces, words: QuoteWords) -> None:
        self.text = text
        self.pieces = pieces
        self.items = pieces.items
        self.words = words
        self.subjects = Subjects(text, pieces, words)
        self.last: tuple[int, Source] | None = None
        """Paragraph and source of the statement before, for quotes that go on."""
        self.last_quote = -1

    def find(self) -> list[Said]:
        """Give the direct quotes with their speakers."""
        found: list[Said] = []
        waiting: list[int] = []
        for number, at in self.pieces.at_quote.items():
            source = self._behind(number, at)
            if source is None or source.speaker is None:
                source = self._before(number, at) or source
            if source is not None and not self._is_said(number, source):
                continue
            if source is None:
                source = self._continued(number, at)
            if source is None:
                if not self._stands_alone(number, at):
                    continue
                source = self._carried(at)
            if source is None or source.speaker is None:
                waiting.append(len(found))
            elif waiting:
                waiting = self._hand_back(found, waiting, at, source)
            if source is not None and source.speaker is not None:
                self.last = (self.items[at].paragraph, source)
                self.last_quote = number
            found.append(self._said(number, source))
        return found

    def _said(self, number: int, source: Source | None) -> Said:
        quote = self.pieces.quoted[number]
        speaker = source.speaker[:2] if source and source.speaker else None
        cue = (source.cue.start, source.cue.end) if source and source.cue else None
        return Said(quote.start, quote.end, speaker, cue, True, source.rule if source else "unattributed")

    def _hand_back(self, found: list[Said], waiting: list[int], at: int, source: Source) -> list[int]:
        """Give the speaker of "“B,” said X" to the “A.” right before it in the same paragraph."""
        for index in waiting:
            between = self.text[found[index].end : self.items[at].start]
            if "\n" not in between and len(between) < 40 and source.speaker:
                cue = (source.cue.start, source.cue.end) if source.cue else None
                found[index] = found[index]._replace(speaker=source.speaker[:2], cue=cue, rule="quote-behind")
        return []

    # ---- what stands behind ------------------------------------------------------------------------------------------

    def _behind(self, number: int, at: int) -> Source | None:
        """Read "“…,” X said" and "“…,” said X"."""
        end = self._clause_end(at + 1, self.items[at].paragraph)
        begin = at + 1
        if begin >= end or not self._goes_on(number, at):
            return None
        while begin < end and self.items[begin].low in (",", "-", "–", "—", "(", ")"):
            begin += 1
        cue = next((i for i in range(begin, end) if self.items[i].kind == "cue"), None)
        if cue is None:
            return self._nominal(begin, end)
        if cue == begin or all(self.items[i].low in self.words.skip for i in range(begin, cue)):
            speaker = self.subjects.right_of(cue, end)
            rule = "said-X"
            if speaker is None and self.last:
                speaker = self.last[1].speaker
        else:
            speaker = self.subjects.left_of(cue, begin)
            rule = "X-said"
        return Source(speaker, self.items[cue], rule)

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
        named = following.kind in ("person", "title", "office") and not following.begins
        return named or following.kind in ("cue", "pronoun")

    def _clause_end(self, start: int, paragraph: int) -> int:
        """Give where the sentence behind a quote ends, or the next quote begins."""
        end = start
        limit = min(len(self.items), start + _BEHIND)
        while end < limit:
            piece = self.items[end]
            if piece.paragraph != paragraph or piece.kind == "quote" or (piece.begins and end > start):
                break
            if piece.low in (".", ";") and end > start:
                break
            end += 1
        return end

    def _nominal(self, begin: int, end: int) -> Source | None:
        """Read "“…,” according to X" and "“…” – X"."""
        for phrase in self.words.sources:
            words = tuple(self.items[i].low for i in range(begin, min(begin + len(phrase), end)))
            if words == phrase and len(phrase) > 1:
                speaker = self.subjects.right_of(begin + len(phrase) - 1, end)
                return Source(speaker, None, "according-to") if speaker else None
        return None

    # ---- what stands before ------------------------------------------------------------------------------------------

    def _before(self, number: int, at: int) -> Source | None:
        """Read "X said, “…”", "X, the coach, said: “…”", "According to X, “…”", "And from X: “…”"."""
        begin = self._sentence_before(at)
        if begin is None:
            return None
        end = at
        colon = (
            self.items[end - 1].low == ":" or self.text[self.items[end - 1].end : self.items[at].start].count(":") > 0
        )
        while end > begin and self.items[end - 1].low in (",", ":", "-", "–", "—", "that", "."):
            end -= 1
        cue = next((i for i in range(end - 1, begin - 1, -1) if self.items[i].kind == "cue"), None)
        if cue is not None:
            if cue > 0 and self.items[cue - 1].kind == "quote":
                speaker = self.subjects.right_of(cue, at)  # "“…,” says X, “…”": a quote in two pieces
            else:
                speaker = self.subjects.inverted(cue, at) or self.subjects.left_of(cue, begin)
            speaker = speaker or self._of_sentence(begin, cue)
            return Source(speaker, self.items[cue], "X-said-before" if cue == end - 1 else "X-said-in-clause")
        for i in range(begin, end):
            for phrase in self.words.sources:
                if tuple(self.items[k].low for k in range(i, min(i + len(phrase), end))) == phrase:
                    if len(phrase) == 1 and not colon:
                        continue
                    speaker = self.subjects.right_of(i + len(phrase) - 1, end)
                    if speaker:
                        return Source(speaker, None, "according-to")
        if colon:
            speaker = self._of_sentence(begin, end)
            return Source(speaker, None, "X-colon") if speaker else None
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
        while begin > max(0, at - 80) and not self.items[begin].begins:
            begin -= 1
        return begin if begin < at else None

    def _of_sentence(self, begin: int, end: int) -> Subject | None:
        for i in range(begin, end):
            if self.items[i].kind in ("person", "pronoun", "office"):
                return Subject(self.items[i].start, self.items[i].end, self.items[i].kind)
        return None

    # ---- what to keep ------------------------------------------------------------------------------------------------

    def _size(self, number: int) -> int:
        quote = self.pieces.quoted[number]
        return len(self.text[quote.start : min(quote.end, quote.start + 400)].split())

    def _is_said(self, number: int, source: Source) -> bool:
        """Tell whether words with a verb of saying around them are said, and not a name or a borrowed word."""
        at = self.pieces.at_quote[number]
        size = self._size(number)
        sentence_like = self._sentence_like(number)
        lower = self.text[self.pieces.quoted[number].start].islower()
        if source.speaker is None and size < _LEAST_UNNAMED:
            return False  # the theme, “Read On!,” highlights
        if source.rule == "X-colon" and size < _LEAST_WORDS and not sentence_like:
            return False  # a headline: "X announces: ‘Big Red One’ comes home"
        if source.rule in ("said-X", "X-said", "X-said-before", "X-colon"):
            # the print called “Cowboys and Indians”; the governor called it “a bridge without a toll”
            naming = source.cue is not None and source.cue.low in self.words.naming
            return (lower and size >= 3) or sentence_like if naming else size >= 2 or sentence_like
        before = self.items[at - 1].low if at else ""
        if before in self.words.names_before and not (lower and size >= 8):
            return False
        return size >= _LEAST_WORDS and (sentence_like or lower or size >= 10)

    def _sentence_like(self, number: int) -> bool:
        quote = self.pieces.quoted[number]
        first, last = self.text[quote.start], self.text[quote.end - 1]
        return (first.isupper() or first in "…[.") and (last in ".?!…" or self._size(number) >= 8)

    def _stands_alone(self, number: int, at: int) -> bool:
        """Tell whether a quote is a sentence of its own: somebody said it although nobody is named beside it."""
        if self._size(number) < _LEAST_WORDS or not self._sentence_like(number):
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

    def _continued(self, number: int, at: int) -> Source | None:
        """Give the source of a quote that goes on: "“…,” X said. “…”", or a paragraph whose mark was not closed."""
        if self.last is None or self.last_quote != number - 1:
            return None
        before = self.pieces.quoted[number - 1]
        between = self.text[before.end : self.pieces.quoted[number].start]
        paragraphs = self.items[at].paragraph - self.last[0]
        if paragraphs == 0:
            goes_on = len(between) <= _ATTRIBUTION and self._sentence_like(number) and self._size(number) >= 2
            goes_on = goes_on and self._sentences_between(number - 1, at) <= 1
        else:
            goes_on = paragraphs <= 2 and not before.closed and len(between.strip()) <= 1
        return Source(self.last[1].speaker, self.last[1].cue, "goes-on") if goes_on else None

    def _sentences_between(self, number: int, at: int) -> int:
        """Count the sentences that begin between a quote and the quote at `at`."""
        first = self.pieces.at_quote[number] + 1
        return sum(self.items[i].begins for i in range(first, at))

    def _carried(self, at: int) -> Source | None:
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
        while i >= 0 and i > at - 90 and self.items[i].paragraph == paragraph:
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
            begin, _end = self.pieces.sentence(end - 1)
            speaker = self._of_sentence(begin, end)
            if speaker is not None:
                return Source(speaker, None, "subject-before")
            end = begin
        return None
