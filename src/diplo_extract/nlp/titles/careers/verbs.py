"""Titles told by a verb: "X is the mayor", "served as", "was appointed", "takes over from Y as"."""

from __future__ import annotations

from diplo_extract.nlp.titles.careers.subjects import Held, Subjects
from diplo_extract.nlp.titles.gaps import Gaps
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_BACK = 30
_NAMES_BACK = 3


class Verbs:
    """Reads the verbs of careers in one Doc; `i` is the word before the title, `begin` the first of the sentence."""

    def __init__(self, words: Words, lexicon: TitleWords, gaps: Gaps, subjects: Subjects) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gaps = gaps
        self.subjects = subjects

    # -- "as" --------------------------------------------------------------------------------------------------------

    def before_as(self, i: int, begin: int, phrase: Phrase) -> Held | None:
        """Read "served as T", "was appointed as T", "succeeds Y as T"."""
        words, lexicon = self.words, self.lexicon
        for k in range(i - 1, max(begin, i - _BACK) - 1, -1):
            low = words.low[k]
            if low in lexicon.succession and (low != "over" or words.low[max(k - 1, 0)] in lexicon.taking):
                return self._succession(k, i, begin)
            if low in lexicon.passive:
                return self._appointed_as(k, i, begin)
            if low in lexicon.active and low != "as":
                return self.subjects.before(k, begin, low in lexicon.past and not self._goes_on_since(k, phrase))
            if low in (";", ":"):
                return None
        return None

    def _appointed_as(self, k: int, i: int, begin: int) -> Held | None:
        """Give the name between the verb and "as", else the subject of the verb.

        "elected Ann Lee as chair and Bo Roe as treasurer": between the last "as" before this one and it.
        """
        low = self.words.low
        earlier = [m for m in range(k, i) if low[m] == "as"]
        between = self.subjects.between(earlier[-1] if earlier else k, i)
        if between and "by" not in low[k:i]:
            return Held([between[0]])
        return self.subjects.before(k, begin)

    def _goes_on_since(self, verb: int, phrase: Phrase) -> bool:
        """Tell "has served as mayor since 2019", which she still does."""
        words = self.words
        return "has" in words.low[max(verb - 2, 0) : verb] and words.low[phrase.end : phrase.end + 1] == ["since"]

    def _succession(self, k: int, i: int, begin: int) -> Held | None:
        subject = self.subjects.before(k, begin)
        return Held(subject.people, predecessors=self.subjects.between(k, i)[:1]) if subject else None

    def as_opening(self, i: int, begin: int, phrase: Phrase) -> Held | None:
        """Read "As chair, Ann Lee will …" and "as Secretary to the Board she …": the subject stands behind."""
        words = self.words
        if i > begin and words.low[i - 1] not in (",", "and", ";"):
            return None
        k = phrase.end
        while k < len(words) and not words.begins[k] and self._is_after_a_title(words.low[k]):
            k += 1
        if k >= len(words) or words.begins[k]:
            return None
        if words.low[k] in self.lexicon.he_or_she:
            return self.subjects.pronoun(k, begin)
        name = self.subjects.name_at(k)
        return Held([name]) if name is not None else None

    def _is_after_a_title(self, low: str) -> bool:
        return low in self.lexicon.honorifics or low in (",", ".")

    # -- "to be", "was", "is" ----------------------------------------------------------------------------------------

    def nominated(self, comma: int, begin: int, phrase: Phrase) -> Held | None:
        """Read "Ann Lee, of Ohio, to be a Member of the Board, vice Bo Roe": the office was the other's before."""
        words, subjects = self.words, self.subjects
        at = subjects.last_before(comma)
        while at > 0 and subjects.names[at - 1].start >= begin:
            at -= 1
        if at < 0 or subjects.names[at].start != begin:
            return None
        end = words.sentence_end(phrase.end - 1)
        before = [name for name in subjects.between(phrase.end, end) if words.low[name.start - 1] == "vice"]
        return Held([subjects.names[at]], predecessors=before[:1], nominated=True)

    def copula(self, i: int, begin: int) -> Held | None:
        """Read "X is T", "X, who lives in Bath, is T" and "He was T"."""
        words, lexicon, subjects = self.words, self.lexicon, self.subjects
        if "joining" in words.low[begin : begin + 2]:
            return None  # "Joining Ann Lee are the mayors of Bath and Cork"
        past = words.low[i] in lexicon.past
        k = i - 1
        while k >= begin and words.low[k] in lexicon.light and words.low[k] != "who" and words.name[k] < 0:
            k -= 1
        if k >= begin and words.low[k] in lexicon.pronouns:
            return subjects.pronoun(k, begin, past)
        at = subjects.last_before(i)
        for name in reversed(subjects.names[max(at + 1 - _NAMES_BACK, 0) : at + 1]):
            if name.start < begin:
                return None
            gap = self.gaps.between(name.tail, i)
            if gap is not None and self._lets_through(gap):
                return Held([name], past)
        return None

    def _lets_through(self, gap: str) -> bool:
        """Tell whether a subject may stand before `gap` and its verb behind it."""
        parts = gap.split()
        if ")" in parts:
            return False
        if all(part in self.lexicon.light for part in parts):
            return True
        while parts and parts[-1] in self.lexicon.light and parts[-1] not in (",", "–"):
            parts.pop()
        return bool(parts) and parts[0] in (",", "–") and parts[-1] in (",", "–") and len(parts) <= _BACK

    def second_verb(self, i: int, begin: int) -> Held | None:
        """Read "Ann Lee has served since May and before that was mayor": the subject opens the sentence."""
        words = self.words
        joint = next((k for k in range(i - 1, max(begin, i - _BACK), -1) if words.low[k] == "and"), None)
        if words.low[i] == "been" and words.low[i - 1] == ",":
            joint = i - 1  # "has served on the council, been a member of the board"
        if joint is None or (joint + 1 < i and words.low[joint + 1] not in self.lexicon.again):
            return None
        if self.subjects.between(joint + 1, i):
            return None
        return self.subjects.opening(begin, joint, words.low[i] in self.lexicon.past)

    # -- "appointed" -------------------------------------------------------------------------------------------------

    def appointed(self, i: int, begin: int) -> Held | None:
        """Read "was appointed director"; "the third woman to be named director" tells of others too."""
        low = self.words.low
        if low[max(begin, i - 2) : i] == ["to", "be"] or self.lexicon.helping.isdisjoint(low[max(begin, i - 3) : i]):
            return None
        return self.subjects.before(i, begin)

    def named_to_office(self, phrase: Phrase, i: int, begin: int) -> Held | None:
        """Read "appointed Jane Doe chief executive": the name touches the title, the verb the name."""
        words, subjects = self.words, self.subjects
        at = subjects.last_before(phrase.start)
        if at < 0 or subjects.names[at].tail != phrase.start or words.name[i] < 0:
            return None
        k = subjects.names[at].start - 1
        while k >= begin and words.low[k] in self.lexicon.honorifics:
            k -= 1
        appointed = k >= begin and words.low[k] in self.lexicon.passive
        return Held([subjects.names[at]]) if appointed else None
