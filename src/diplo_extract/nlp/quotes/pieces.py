"""A Doc as the quote grammar reads it: names, titles, quotes and verbs of saying are one piece each.

"“We agree,” Mayor Jane Doe of Testville also said." is QUOTE TITLE NAME of NAME also CUE.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from spacy.tokens import Doc

from diplo_extract.nlp.columns import columns, titles_of
from diplo_extract.nlp.quotes.marks import Quoted
from diplo_extract.nlp.quotes.words import QuoteWords

Kind = Literal["word", "mark", "person", "name", "title", "office", "pronoun", "cue", "quote"]

DASHES = frozenset({"-", "–", "—", "―"})
_MARKS = frozenset("\"“”„‟«»‹›‘’‚‛'`")


class Said(NamedTuple):
    """Something said: the words, and the characters that tell who said it and how."""

    start: int
    end: int
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    direct: bool
    rule: str


class Piece(NamedTuple):
    """One piece of a sentence."""

    kind: Kind
    low: str
    """Lower case; of a quote its number in `Pieces.quoted`."""
    start: int
    end: int
    begins: bool
    """First piece of a sentence."""
    paragraph: int


@dataclass(slots=True)
class Pieces:
    """The pieces of one Doc and what stands in quotation marks in it."""

    items: list[Piece] = field(default_factory=list)
    quoted: Sequence[Quoted] = ()
    at_quote: dict[int, int] = field(default_factory=dict)
    """Number of the quote -> its place in `items`."""

    def sentence(self, i: int) -> tuple[int, int]:
        """Give where the sentence of piece `i` begins and ends; no more than 200 pieces to each side."""
        start, end = i, i + 1
        while start > max(0, i - 200) and not self.items[start].begins:
            start -= 1
        while end < min(len(self.items), i + 200) and not self.items[end].begins:
            end += 1
        return start, end


class _Reader:
    """Reads the tokens of a Doc once."""

    def __init__(self, doc: Doc, quoted: Sequence[Quoted], words: QuoteWords) -> None:
        self.doc = doc
        self.words = words
        tokens = columns(doc)
        self.texts, self.lows, self.starts, self.sentences = tokens.texts, tokens.lows, tokens.starts, tokens.begins
        self.end = len(tokens.text)
        self.result = Pieces(quoted=quoted)
        self.groups = self._groups()
        self.paragraph = 0

    def _groups(self) -> dict[int, tuple[int, Kind]]:
        """Give token -> (end token, kind) of names and titles; a name inside a title belongs to the title."""
        groups: dict[int, tuple[int, Kind]] = {}
        persons: set[int] = set()
        for ent in self.doc.ents:
            start, end, person = ent.start, ent.end, ent.label_ == "PERSON"
            groups[start] = (end, "person" if person else "name")
            if person:
                persons.update(range(start, end))
        for title in titles_of(self.doc):
            start, end = title.first, title.last
            while end > start and end - 1 in persons:
                end -= 1
            if start in persons or end <= start:
                continue
            kind: Kind = "title" if title.info["people"] else "office"
            if start not in groups or groups[start][1] != "person":
                groups[start] = (max(end, groups.get(start, (0, ""))[0]), kind)
        return groups

    def read(self) -> Pieces:
        # one pass over every token of every document: looked up once, not at each of them
        texts, lows, starts, sentences, groups = self.texts, self.lows, self.starts, self.sentences, self.groups
        cues, pronouns, append = self.words.cues, self.words.pronouns, self.result.items.append
        number, i, size = 0, 0, len(texts)
        openings = [*(quote.start for quote in self.result.quoted), self.end]
        opening = openings[0]
        begins = True
        while i < size:
            text, start = texts[i], starts[i]
            if sentences[i] and start < opening:
                begins = True
            if start + len(text) > opening:
                append(self._quote(number, begins))
                i = self._behind_quote(i, number)
                number += 1
                opening = openings[number]
                begins = False
                continue
            if text.isspace():
                if "\n" in text:
                    self.paragraph += 1
                    begins = True
                i += 1
                continue
            if text in _MARKS:
                i += 1
                continue
            low, end = lows[i], i + 1
            kind: Kind
            if i in groups:
                end, kind = groups[i]
            elif low in cues and text[0].islower() and (cue := self._cue(i, low)):
                end, kind, low = i + len(cue), "cue", " ".join(cue)
            elif low in pronouns:
                kind = "pronoun"
            else:
                kind = "word" if text[0].isalnum() else "mark"
            append(Piece(kind, low, start, starts[end - 1] + len(texts[end - 1]), begins, self.paragraph))
            begins = False
            i = end
        return self.result

    def _cue(self, i: int, low: str) -> tuple[str, ...]:
        """Give the words of the verb of saying at token `i`; none when another word follows than it has."""
        return next((cue for cue in self.words.cues[low] if tuple(self.lows[i : i + len(cue)]) == cue), ())

    def _quote(self, number: int, begins: bool) -> Piece:
        """Give a quote as one piece."""
        quote = self.result.quoted[number]
        self.result.at_quote[number] = len(self.result.items)
        return Piece("quote", str(number), quote.start, quote.end, begins, self.paragraph)

    def _behind_quote(self, i: int, number: int) -> int:
        """Give the token behind a quote that begins at token `i`, and behind its closing mark."""
        quoted, texts, starts = self.result.quoted, self.texts, self.starts
        following = quoted[number + 1].start if number + 1 < len(quoted) else None
        while i < len(texts) and starts[i] < quoted[number].end:
            i += 1
        while i < len(texts) and texts[i] in _CLOSING and (following is None or starts[i] < following - 1):
            i += 1
        return i


_CLOSING = frozenset({",", *_MARKS})


def read_pieces(doc: Doc, quoted: Sequence[Quoted], words: QuoteWords) -> Pieces:
    """Read the pieces of `doc`, in which the characters of `quoted` stand in quotation marks."""
    return _Reader(doc, quoted, words).read()
