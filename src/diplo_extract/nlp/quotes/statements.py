"""Indirect statements: "X stated that …", "X emphasized the …", "adding that …"."""

from __future__ import annotations

from collections.abc import Iterator

from diplo_extract.nlp.quotes.pieces import Piece, Pieces, Said
from diplo_extract.nlp.quotes.subjects import Subject, Subjects
from diplo_extract.nlp.quotes.words import QuoteWords

_LEAST_PIECES = 3
_HEARER = 8


def find_statements(text: str, pieces: Pieces, words: QuoteWords) -> list[Said]:
    """Give the statements without quotation marks whose speaker the sentence names."""
    return _Reader(text, pieces, words).find()


class _Reader:
    def __init__(self, text: str, pieces: Pieces, words: QuoteWords) -> None:
        self.text = text
        self.items = pieces.items
        self.words = words
        self.subjects = Subjects(text, pieces, words)

    def find(self) -> list[Said]:
        found: list[Said] = []
        for begin, end in self._sentences():
            found += self._in_sentence(begin, end)
        return found

    def _sentences(self) -> Iterator[tuple[int, int]]:
        begin = 0
        for i in range(1, len(self.items) + 1):
            if i == len(self.items) or self.items[i].begins:
                yield begin, i
                begin = i

    def _in_sentence(self, begin: int, end: int) -> Iterator[Said]:
        if (told := self._according_to(begin, end)) is not None:
            yield told
            return
        cues = [i for i in range(begin, end) if self.items[i].kind == "cue"]
        speaker: Subject | None = None
        inside = begin
        for number, cue in enumerate(cues):
            if cue == cues[0] and (told := self._inverted(begin, cue, end)) is not None:
                inside = end
                yield told
                continue
            content = self._content(cue, end)
            if content is None:
                continue
            if cue < inside and not self._is_coordinated(cue):
                # a verb of saying inside what was said: "X said that Y had promised the …"
                continue
            own = self._subject(cue, begin if speaker is None else max(begin, cue - 6), speaker)
            if own is None:
                continue
            speaker = own
            stop = self._stop(content, cues[number + 1 :], end)
            if stop - content >= _LEAST_PIECES:
                inside = stop
                yield self._said(content, stop, own, self.items[cue])

    def _according_to(self, begin: int, end: int) -> Said | None:
        """Read "According to X, …"."""
        items = self.items
        if end - begin < 5 or (items[begin].low, items[begin + 1].low) != self.words.according_to:
            return None
        speaker = self.subjects.right_of(begin + 1, end)
        if speaker is None:
            return None
        behind = range(begin + 2, min(end, begin + 40))
        comma = next((i for i in behind if items[i].start >= speaker.end and items[i].low == ","), None)
        if comma is None or comma + _LEAST_PIECES >= end or items[comma + 1].kind == "quote":
            return None
        cue = Piece(
            "cue",
            " ".join(self.words.according_to),
            items[begin].start,
            items[begin + 1].end,
            True,
            items[begin].paragraph,
        )
        return self._said(comma + 1, self._stop(comma + 1, [], end), speaker, cue)

    def _inverted(self, begin: int, cue: int, end: int) -> Said | None:
        """Read "Nobody had been hurt, explained the president, X.": what was said stands first."""
        if self.items[cue].low not in self.words.say or any(self.items[i].kind == "quote" for i in range(begin, cue)):
            return None
        speaker = self.subjects.inverted(cue, end)
        if speaker is None or cue - 1 - begin < _LEAST_PIECES:
            return None
        return self._said(begin, cue - 1, speaker, self.items[cue])

    def _subject(self, cue: int, begin: int, before: Subject | None) -> Subject | None:
        """Give who says it: behind "and" or a comma, or with -ing, the subject of the verb before."""
        if before is not None and self._is_coordinated(cue):
            return before
        return self.subjects.left_of(cue, begin)

    def _is_coordinated(self, cue: int) -> bool:
        at = cue - 1
        while at > 0 and self._is_adverb(at):
            at -= 1
        participle = self.items[cue].low.split()[0].endswith(self.words.participle)
        return at >= 0 and (self._is_coordinating(at) or participle)

    def _content(self, cue: int, end: int) -> int | None:
        """Give where the words begin that the verb reports; None when it reports none."""
        low = self.items[cue].low
        at = cue + 1
        if at >= end:
            return None
        if low in self.words.hearer or (low in self.words.say and self.items[at].low in self.words.circumstances):
            for i in range(at, min(at + _HEARER, end)):
                if self.items[i].low in self.words.that:
                    return i + 1
                if self.items[i].low in (",", ".") or self.items[i].kind in ("quote", "cue"):
                    break
            return None
        if self.items[at].low in self.words.that:
            return at + 1 if low in self.words.say or low in self.words.noun else None
        piece = self.items[at]
        if low in self.words.noun and piece.low in self.words.noun_starts:
            return at
        clause = piece.low in self.words.clause_starts or piece.kind in ("person", "pronoun", "name", "office")
        if clause and low in self.words.bare and self._is_subject_before(cue):
            return at
        return None

    def _is_subject_before(self, cue: int) -> bool:
        """Tell whether the verb stands behind its subject, and not "“…,” said the mayor"."""
        return cue > 0 and self.items[cue - 1].kind != "quote" and not self.items[cue].begins

    def _stop(self, content: int, later: list[int], end: int) -> int:
        """Give where the reported words end: before ", and stated that …", else at the end of the sentence."""
        for cue in later:
            if not self._is_coordinated(cue) or self._content(cue, end) is None:
                continue
            at = cue
            while at > content and (self._is_coordinating(at - 1) or self._is_adverb(at - 1)):
                at -= 1
            return at
        end = next((i for i in range(content, end) if self.items[i].low == ";"), end)
        while end > content and self.items[end - 1].low in (".", "!", "?", "…", ";", ":", ","):
            end -= 1
        return end

    def _is_coordinating(self, at: int) -> bool:
        return self.items[at].low == "," or self.items[at].low in self.words.coordinating

    def _is_adverb(self, at: int) -> bool:
        return self.items[at].low in self.words.between_verbs or self.items[at].low.endswith(self.words.adverb)

    def _said(self, content: int, stop: int, speaker: Subject, cue: Piece) -> Said:
        start, end = self.items[content].start, self.items[stop - 1].end
        if self.items[stop - 1].kind == "quote" and self.text[end : end + 1] in "\"”’'»“":
            end += 1
        if self.items[content].kind == "quote" and start:
            start -= 1
        return Said(start, end, speaker[:2], (cue.start, cue.end), False, "statement")
