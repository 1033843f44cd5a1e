"""The tokens of a Doc as plain lists: many times cheaper to walk over than Token objects."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span, SpanGroup

from diplo_extract.nlp.annotations import TitleInfo, text_of


@dataclass(frozen=True)
class Columns:
    """One entry for each token in every list."""

    text: str
    texts: list[str]
    starts: list[int]
    """Offset of the first character."""
    begins: list[bool]
    """True where a sentence is known to begin."""

    @cached_property
    def lows(self) -> list[str]:
        """In lower case."""
        return [text.lower() for text in self.texts]

    @cached_property
    def sentences(self) -> list[int]:
        """The tokens that begin a sentence."""
        return [i for i, begins in enumerate(self.begins) if begins]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Offset of the first character of every sentence."""
        return [self.starts[i] for i in self.sentences]

    def touches(self, i: int) -> bool:
        """Tell whether token `i` stands without a blank behind the token before it."""
        return self.starts[i - 1] + len(self.texts[i - 1]) == self.starts[i]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Give the tokens that the characters from `start` to `end` touch."""
        return max(bisect_right(self.starts, start) - 1, 0), bisect_left(self.starts, end)

    def sentence(self, first: int, last: int) -> tuple[int, int]:
        """Give the tokens of the sentences that the tokens from `first` to `last` stand in."""
        begin = bisect_right(self.sentences, first) - 1
        behind = bisect_left(self.sentences, last)
        return (
            self.sentences[begin] if begin >= 0 else 0,
            self.sentences[behind] if behind < len(self.sentences) else len(self.texts),
        )


_read: WeakKeyDictionary[Doc, Columns] = WeakKeyDictionary()


def columns(doc: Doc) -> Columns:
    """Give the tokens of `doc`, read once: nothing may ask before the sentences are marked."""
    found = _read.get(doc)
    if found is None or len(found.texts) != len(doc):
        found = _read[doc] = read_columns(doc)
    return found


def remember_columns(doc: Doc, tokens: Columns) -> None:
    """Let `columns` give `tokens`, as they were read when the sentences were marked."""
    _read[doc] = tokens


def read_columns(doc: Doc) -> Columns:
    """Read the tokens of `doc` as they are now."""
    text = text_of(doc)
    starts, lengths, marks = (column.tolist() for column in doc.to_array(["IDX", "LENGTH", "SENT_START"]).T)
    return Columns(
        text,
        [text[start : start + length] for start, length in zip(starts, lengths, strict=True)],
        starts,
        [mark == 1 for mark in marks],
    )


class MarkedTitle(NamedTuple):
    """A title of doc.spans["titles"]."""

    first: int
    last: int
    """Behind its last token."""
    start: int
    end: int
    info: TitleInfo


_titles: WeakKeyDictionary[Doc, tuple[SpanGroup, list[MarkedTitle]]] = WeakKeyDictionary()


def titles_of(doc: Doc) -> list[MarkedTitle]:
    """Give the titles of `doc`, read once after they are marked."""
    group = doc.spans.get("titles")
    if group is None:
        return []
    found = _titles.get(doc)
    if found is None or found[0] is not group:
        found = _titles[doc] = (group, [_title(span) for span in group])
    return found[1]


def _title(span: Span) -> MarkedTitle:
    return MarkedTitle(span.start, span.end, span.start_char, span.end_char, span._.title)
