"""Titles that a sentence gives to its subject: "X is the mayor", "served as", "her time as mayor".

    subjects    whom a verb, a noun or a pronoun means
    verbs       is, served as, was appointed, succeeds Y as, to be
    nouns       her time as, held positions including, the post of

Each of them gives a `Held`: the holder, and whether the office is over.
"""

from __future__ import annotations

from diplo_extract.nlp.titles.careers.nouns import Nouns
from diplo_extract.nlp.titles.careers.subjects import Held, Subjects
from diplo_extract.nlp.titles.careers.verbs import Verbs
from diplo_extract.nlp.titles.gaps import Gaps, Name
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

__all__ = ["Careers", "Held"]


class Careers:
    """Finds the word before a title that gives it, and with it the holder."""

    def __init__(self, words: Words, lexicon: TitleWords, gaps: Gaps, names: list[Name]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.subjects = Subjects(words, lexicon, gaps, names)
        self.verbs = Verbs(words, lexicon, gaps, self.subjects)
        self.nouns = Nouns(words, lexicon, self.subjects, self.verbs)

    def read(self, phrase: Phrase) -> Held | None:
        """Give who holds the title of a phrase; None when nothing in its sentence gives it."""
        words, lexicon, verbs, nouns = self.words, self.lexicon, self.verbs, self.nouns
        begin = self.subjects.sentence_start(phrase.start)
        i = self._giving_word(phrase.start - 1, begin)
        if i < begin or (words.low[i] == "'s" and words.low[i - 1] not in lexicon.pronouns):
            return None
        low = words.low[i]
        if low == "as":
            told = nouns.tenure(i, begin, phrase) or verbs.before_as(i, begin, phrase)
            return told or nouns.own_career(i, begin) or verbs.as_opening(i, begin, phrase)
        if low in lexicon.including and not lexicon.offices.isdisjoint(words.low[max(begin, i - 3) : i]):
            return nouns.told_of_career(i, begin)
        if low == "be" and words.low[max(begin, i - 2) : i] == [",", "to"]:
            return verbs.nominated(i - 2, begin, phrase)
        if low in lexicon.copula:
            return verbs.copula(i, begin) or verbs.second_verb(i, begin)
        if low in lexicon.passive:
            return verbs.appointed(i, begin)
        if nouns.is_office_noun(low, i):
            return self.subjects.before(i - 1, begin)
        return verbs.named_to_office(phrase, i, begin)

    def _giving_word(self, i: int, begin: int) -> int:
        """Step back from word `i` over articles, adjectives of time and owners."""
        words, lexicon = self.words, self.lexicon
        while i >= begin:
            low = words.low[i]
            if low in ("'s", "'") and i > begin and words.name[i - 1] >= 0:
                i = words.names[words.name[i - 1]][0] - 1  # "served as Bertrand Russell's interpreter"
            elif low in lexicon.between or low in lexicon.dropped or low in lexicon.ordinals:
                i -= 1
            else:
                break
        return i
