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
        self.begins = True

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
        number, i, size = 0, 0, len(self.texts)
        openings = [*(quote.start for quote in self.result.quoted), self.end]
        while i < size:
            text, start = self.texts[i], self.starts[i]
            if self.sentences[i] and start < openings[number]:
                self.begins = True
            if start + len(text) > openings[number]:
                i = self._quote(i, number)
                number += 1
            elif text.isspace():
                if "\n" in text:
                    self.paragraph += 1
                    self.begins = True
                i += 1
            else:
                i = self._one(i)
        return self.result

    def _quote(self, i: int, number: int) -> int:
        """Add a quote as one piece; give the token behind it and its closing mark."""
        quote = self.result.quoted[number]
        self.result.at_quote[number] = len(self.result.items)
        self._add("quote", str(number), quote.start, quote.end)
        following = self.result.quoted[number + 1].start if number + 1 < len(self.result.quoted) else None
        while i < len(self.texts) and self.starts[i] < quote.end:
            i += 1
        while (
            i < len(self.texts) and self.texts[i] in _CLOSING and (following is None or self.starts[i] < following - 1)
        ):
            i += 1
        return i

    def _one(self, i: int) -> int:
        text, start = self.texts[i], self.starts[i]
        low = self.lows[i]
        if text in _MARKS:
            return i + 1
        if i in self.groups:
            end, kind = self.groups[i]
            last = end - 1
            self._add(kind, low, start, self.starts[last] + len(self.texts[last]))
            return end
        if low in self.words.cues and text[0].islower():
            for cue in self.words.cues[low]:
                end = i + len(cue)
                if tuple(self.lows[i:end]) == cue:
                    self._add("cue", " ".join(cue), start, self.starts[end - 1] + len(self.texts[end - 1]))
                    return end
        if low in self.words.pronouns:
            self._add("pronoun", low, start, start + len(text))
        else:
            self._add("word" if text[0].isalnum() else "mark", low, start, start + len(text))
        return i + 1

    def _add(self, kind: Kind, low: str, start: int, end: int) -> None:
        self.result.items.append(Piece(kind, low, start, end, self.begins, self.paragraph))
        self.begins = False


_CLOSING = frozenset({",", *_MARKS})


def read_pieces(doc: Doc, quoted: Sequence[Quoted], words: QuoteWords) -> Pieces:
    """Read the pieces of `doc`, in which the characters of `quoted` stand in quotation marks."""
    return _Reader(doc, quoted, words).read()
