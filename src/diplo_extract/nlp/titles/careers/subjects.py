"""Whom a verb, a noun or a pronoun means: the subject of a sentence about a career."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from diplo_extract.nlp.titles.gaps import Gaps, Name
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.words import Words

_LONGEST_SENTENCE = 80
_MOST_SENTENCES_BACK = 8


@dataclass(slots=True)
class Held:
    """Who holds a title that a verb gives."""

    people: list[Name]
    past: bool = False
    predecessors: list[Name] = field(default_factory=list)
    nominated: bool = False
    """ "X, of Ohio, to be Ambassador": not in office yet."""


class Subjects:
    """Finds persons in the sentences of one Doc; `begin` is always the first word of the sentence."""

    def __init__(self, words: Words, lexicon: TitleWords, gaps: Gaps, names: list[Name]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gaps = gaps
        self.names = names
        self._starts = [name.start for name in names]

    def sentence_start(self, i: int) -> int:
        """Give the first word of the sentence that word `i` stands in."""
        words = self.words
        floor = max(0, i - _LONGEST_SENTENCE)
        while i > floor and not words.begins[i]:
            i -= 1
        return i

    def last_before(self, i: int) -> int:
        """Give the index of the last name that begins before word `i`, or -1."""
        return bisect_left(self._starts, i) - 1

    def name_at(self, i: int) -> Name | None:
        """Give the name that begins at word `i`."""
        at = bisect_left(self._starts, i)
        return self.names[at] if at < len(self.names) and self.names[at].start == i else None

    def between(self, start: int, end: int) -> list[Name]:
        """Give the names that begin among the words from `start` to `end`."""
        return self.names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, k: int, begin: int, past: bool = False) -> Held | None:
        """Give the subject of the verb at `k`: the nearest name or pronoun before it that is no agent or owner."""
        words = self.words
        at = self.last_before(k)
        for m in range(k - 1, begin - 1, -1):
            if words.low[m] in self.lexicon.he_or_she:
                return self.pronoun(m, begin, past)
            if at >= 0 and self.names[at].end == m + 1:
                name = self.names[at]
                at -= 1
                if not self._is_agent(name, begin) and words.low[name.end : name.end + 1] not in (["'s"], ["'"]):
                    return Held([name], past)
        return None

    def _is_agent(self, name: Name, begin: int) -> bool:
        """Tell "by Governor Walz" and "under President Biden"."""
        words = self.words
        m = name.start - 1
        while m > begin and (
            self.gaps.in_title[m] or words.low[m] in self.lexicon.honorifics or words.low[m] in self.lexicon.between
        ):
            m -= 1
        return m >= begin and words.low[m] in self.lexicon.before_agents

    def opening(self, begin: int, end: int, past: bool) -> Held | None:
        """Give the subject of a sentence that begins with a name, or whose first person is a pronoun."""
        words = self.words
        for k in range(begin, end):
            if words.low[k] in self.lexicon.he_or_she:
                return self.pronoun(k, begin, past)
            if words.name[k] >= 0:
                name = self.name_at(k)
                opens = all(self._may_open(m) for m in range(begin, k))
                return Held([name], past) if opens and name is not None else None
        return None

    def _may_open(self, i: int) -> bool:
        low = self.words.low[i]
        return self.gaps.in_title[i] or low in self.lexicon.honorifics or low in ("the", ".")

    def pronoun(self, k: int, begin: int, past: bool = False) -> Held | None:
        """Give whom "he" or "who" means: the nearest name before it, else the subject of the last sentence."""
        words = self.words
        at = self.last_before(k)
        while at >= 0 and self.names[at].start >= begin:
            if words.low[k] == "who" or not self._only_opens(self.names[at], begin):
                return Held([self.names[at]], past)
            at -= 1
        if words.low[k] == "who" or at < 0:
            return None
        return Held([self._subject_before(at)], past)

    def _only_opens(self, name: Name, begin: int) -> bool:
        """Tell "After Ann Lee, he was …": the name in an opening phrase is not whom the pronoun means."""
        words = self.words
        opened = name.start == begin + 1 and words.low[begin] in self.lexicon.aside
        return opened and words.low[name.tail : name.tail + 1] == [","]

    def _subject_before(self, at: int) -> Name:
        """Give whom the sentence of name `at` is about: its first name, unless a pronoun goes before it.

        "Ann Lee is … . She served under Mayor Bo Roe. She …": all three are about Ann Lee.
        """
        last = at
        for _ in range(_MOST_SENTENCES_BACK):
            begin = self.sentence_start(self.names[at].start)
            while at > 0 and self.names[at - 1].start >= begin:
                at -= 1
            opened = any(low in self.lexicon.he_or_she for low in self.words.low[begin : self.names[at].start])
            if not opened or at == 0:
                return self.names[at] if not opened else self.names[last]
            at -= 1
        return self.names[last]
