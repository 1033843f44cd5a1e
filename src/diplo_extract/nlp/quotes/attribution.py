"""Who said the words in quotation marks: what stands behind them, before them, or who spoke last."""

from __future__ import annotations

from bisect import bisect_left

from diplo_extract.nlp.quotes.before import Before
from diplo_extract.nlp.quotes.behind import Behind
from diplo_extract.nlp.quotes.pieces import Pieces, Said
from diplo_extract.nlp.quotes.remembered import Remembered
from diplo_extract.nlp.quotes.subjects import Source, Subjects
from diplo_extract.nlp.quotes.utterances import Utterances
from diplo_extract.nlp.quotes.words import QuoteWords

_LONGEST_GAP = 40
"""Characters between "“A.”" and "“B,” said X", who said both."""


class Attribution:
    """Attributes the quotes of one Doc."""

    def __init__(self, text: str, pieces: Pieces, words: QuoteWords) -> None:
        self.text = text
        self.pieces = pieces
        self.items = pieces.items
        self.subjects = Subjects(text, pieces, words)
        self.utterances = Utterances(text, pieces, words)
        self.behind = Behind(text, pieces, words, self.subjects)
        self.before = Before(text, pieces, words, self.subjects)
        self.remembered = Remembered(text, pieces, words, self.subjects, self.utterances)

    def find(self) -> list[Said]:
        """Give the direct quotes with their speakers."""
        found: list[Said] = []
        waiting: list[int] = []
        for number, at in self.pieces.at_quote.items():
            source = self.behind.read(number, at, self.remembered.speaker)
            if source is None or source.speaker is None:
                source = self.before.read(at) or source
            if source is not None and not self.utterances.is_said(number, source.speaker, source.cue, source.rule):
                continue
            if source is None:
                source = self.remembered.continued(number, at)
            if source is None:
                if not self.utterances.stands_alone(number, at):
                    continue
                source = self.remembered.carried(at)
            if source is not None and source.speaker is None and self._is_of_a_group(source):
                self.remembered.note(number, at, source)
                waiting = []
            elif source is None or source.speaker is None:
                waiting.append(len(found))
            elif waiting:
                waiting = self._hand_back(found, waiting, at, source)
            if source is not None and source.speaker is not None:
                self.remembered.note(number, at, source)
            found.append(self._said(number, source))
        return found

    def _is_of_a_group(self, source: Source) -> bool:
        """Tell "“…,” the delegation said": a noun is the subject, whoever was named before."""
        if source.cue is None:
            return False
        return self.subjects.is_noun(bisect_left(self.items, source.cue.start, key=lambda piece: piece.start))

    def _said(self, number: int, source: Source | None) -> Said:
        quote = self.pieces.quoted[number]
        speaker = source.speaker[:2] if source and source.speaker else None
        cue = (source.cue.start, source.cue.end) if source and source.cue else None
        return Said(quote.start, quote.end, speaker, cue, True, source.rule if source else "unattributed")

    def _hand_back(self, found: list[Said], waiting: list[int], at: int, source: Source) -> list[int]:
        """Give the speaker of "“B,” said X" to the “A.” right before it in the same paragraph."""
        for index in waiting:
            between = self.text[found[index].end : self.items[at].start]
            if "\n" not in between and len(between) < _LONGEST_GAP and source.speaker:
                cue = (source.cue.start, source.cue.end) if source.cue else None
                found[index] = found[index]._replace(speaker=source.speaker[:2], cue=cue, rule="quote-behind")
        return []
