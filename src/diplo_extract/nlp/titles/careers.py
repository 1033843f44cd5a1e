"""Titles given by a verb: "X is the mayor", "served as", "was appointed", "takes over from Y as"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from diplo_extract import lexicon as lexicon_data
from diplo_extract.nlp.titles.gaps import Gaps, Name
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_BACK = 30
_MOST_SENTENCES_BACK = 8
_BEFORE_A_NOUN = 4


@cache
def _told_as_past(key: str) -> frozenset[str]:
    return frozenset(lexicon_data.load("en", "titles")["careers"][key])


@dataclass(slots=True)
class Held:
    """Who holds a title that a verb gives."""

    people: list[Name]
    past: bool = False
    predecessors: list[Name] = field(default_factory=list)
    nominated: bool = False
    """ "X, of Ohio, to be Ambassador": not in office yet."""


class Careers:
    """Finds the subject of a sentence that gives a title."""

    def __init__(self, words: Words, lexicon: TitleWords, gaps: Gaps, names: list[Name]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gaps = gaps
        self.names = names
        self._ends = [name.end for name in names]
        self._starts = [name.start for name in names]

    def read(self, phrase: Phrase) -> Held | None:
        """Give who holds the title of a phrase; None when no verb gives it."""
        words, lexicon = self.words, self.lexicon
        begin = self._sentence_start(phrase.start)
        i = phrase.start - 1
        while i >= begin:
            if words.low[i] in ("'s", "'") and i > begin and words.name[i - 1] >= 0:
                i = words.names[words.name[i - 1]][0] - 1  # "served as Bertrand Russell's interpreter"
            elif words.low[i] in lexicon.between or words.low[i] in lexicon.dropped or words.low[i] in lexicon.ordinals:
                i -= 1
            else:
                break
        if i < begin or (words.low[i] == "'s" and words.low[i - 1] not in self.lexicon.pronouns):
            return None
        low = words.low[i]
        if low == "as":
            told = self._tenure(i, begin, phrase) or self._as(i, begin, phrase)
            return told or self._own_career(i, begin) or self._as_opening(i, begin, phrase)
        if low in lexicon.including and any(words.low[k] in lexicon.offices for k in range(max(begin, i - 3), i)):
            return self._told_of_career(i, begin)
        if low == "be" and words.low[max(begin, i - 2) : i] == [",", "to"]:
            return self._nominee(i - 2, begin, phrase)
        if low in lexicon.copula:
            return self._copula(i, begin) or self._second_verb(i, begin)
        if low in lexicon.passive:
            return self._passive(i, begin)
        if self._is_office_noun(low, i):
            return self._subject(i - 1, begin, low_past=False)
        return self._named_to_office(phrase, i, begin)

    def _told_of_career(self, i: int, begin: int) -> Held | None:
        """Read "X held positions including T" and "Her roles have included T"."""
        past = not _told_as_past("earlier").isdisjoint(self.words.low[begin:i])
        own = self._own_career(i, begin)
        return own or self._opening_subject(begin, i, past) or self._subject(i - 1, begin, low_past=past)

    def _own_career(self, i: int, begin: int) -> Held | None:
        """Read "Her career includes roles as T", a sentence about her career and not about "her father's career"."""
        words, lexicon = self.words, self.lexicon
        if words.low[begin] not in ("his", "her"):
            return None
        nouns = words.low[begin + 1 : min(begin + 4, i)]
        owned = "'s" in nouns or not lexicon.kinship.isdisjoint(nouns)
        known = any(noun in lexicon.offices or noun in lexicon.office_nouns for noun in nouns)
        past = not _told_as_past("earlier").isdisjoint(nouns)
        return self._pronoun(begin, begin, past) if known and not owned else None

    def _tenure(self, i: int, begin: int, phrase: Phrase) -> Held | None:
        """Read "her time as mayor", "Ann Lee's tenure as mayor", "During his term as mayor, Bo Roe …"."""
        words, lexicon = self.words, self.lexicon
        if words.low[i - 1] not in _told_as_past("tenures"):
            return None
        owner = i - 2
        while owner > max(begin, i - 2 - _BEFORE_A_NOUN) and words.low[owner] not in ("his", "her", "'s", "'"):
            owner -= 1
        if owner < begin or words.low[owner] not in ("his", "her", "'s", "'"):
            return None
        goes_on = any(low in lexicon.ordinals or low in lexicon.dropped for low in words.low[owner + 1 : i - 1])
        if words.low[owner] in ("'s", "'"):
            at = bisect_left(self._starts, owner) - 1
            owned = at >= 0 and self.names[at].end == owner
            return Held([self.names[at]], not goes_on) if owned else None
        opening = self._as_opening(i, i, phrase) if not self._names_between(begin, i) else None
        held = opening if opening and words.low[phrase.end : phrase.end + 1] == [","] else None
        held = held or self._pronoun(owner, begin, False)
        return Held(held.people, not goes_on) if held else None

    def _is_office_noun(self, low: str, i: int) -> bool:
        """Tell "the post of" and "promoted to" from "a pen name of"."""
        before = self.words.low[i - 1] if i else ""
        return (low in ("to", "of") and before in self.lexicon.office_nouns) or (
            low == "to" and before in self.lexicon.passive
        )

    def _sentence_start(self, i: int) -> int:
        words = self.words
        floor = max(0, i - 80)
        while i > floor and not words.begins[i]:
            i -= 1
        return i

    def _goes_on_since(self, verb: int, phrase: Phrase) -> bool:
        """Tell "has served as mayor since 2019", which she still does."""
        words = self.words
        return "has" in words.low[max(verb - 2, 0) : verb] and words.low[phrase.end : phrase.end + 1] == ["since"]

    def _as(self, i: int, begin: int, phrase: Phrase) -> Held | None:
        words, lexicon = self.words, self.lexicon
        for k in range(i - 1, max(begin, i - _BACK) - 1, -1):
            low = words.low[k]
            if low in lexicon.succession and (
                low != "over"
                or (words.low[k - 1 : k] and words.low[k - 1] in ("take", "takes", "took", "taking", "taken"))
            ):
                return self._succession(k, i, begin)
            if low in lexicon.passive:
                # "elected Ann Lee as chair and Bo Roe as treasurer": behind the last "as" before this one
                earlier = [m for m in range(k, i) if words.low[m] == "as"]
                between = self._names_between(earlier[-1] if earlier else k, i)
                agent = any(words.low[m] == "by" for m in range(k, i))
                if between and not agent:
                    return Held([between[0]])
                return self._subject(k, begin, low_past=False)
            if low in lexicon.active and words.low[k] not in ("as",):
                past = words.low[k] in self.lexicon.past and not self._goes_on_since(k, phrase)
                return self._subject(k, begin, low_past=past)
            if low in (";", ":"):
                return None
        return None

    def _as_opening(self, i: int, begin: int, phrase: Phrase) -> Held | None:
        """Read "As chair, Ann Lee will …" and "as Secretary to the Board she …": the subject stands behind."""
        words = self.words
        if i > begin and words.low[i - 1] not in (",", "and", ";"):
            return None
        k = phrase.end
        while (
            k < len(words)
            and not words.begins[k]
            and (words.low[k] in self.lexicon.honorifics or words.low[k] in (",", "."))
        ):
            k += 1
        if k >= len(words) or words.begins[k]:
            return None
        if words.low[k] in ("he", "she"):
            return self._pronoun(k, begin, False)
        at = bisect_left(self._starts, k)
        known = words.name[k] >= 0 and at < len(self.names) and self.names[at].start == k
        return Held([self.names[at]]) if known else None

    def _succession(self, k: int, i: int, begin: int) -> Held | None:
        between = self._names_between(k, i)
        subject = self._subject(k, begin, low_past=False)
        if subject is None:
            return None
        return Held(subject.people, predecessors=between[:1])

    def _nominee(self, comma: int, begin: int, phrase: Phrase) -> Held | None:
        """Read "Ann Lee, of Ohio, to be a Member of the Board, vice Bo Roe": the office was the other's before."""
        words = self.words
        at = bisect_left(self._starts, comma) - 1
        while at > 0 and self.names[at - 1].start >= begin:
            at -= 1
        if at < 0 or self.names[at].start != begin:
            return None
        end = words.sentence_end(phrase.end - 1)
        before = [name for name in self._names_between(phrase.end, end) if words.low[name.start - 1] == "vice"]
        return Held([self.names[at]], predecessors=before[:1], nominated=True)

    def _second_verb(self, i: int, begin: int) -> Held | None:
        """Read "Ann Lee has served since May and before that was mayor": the subject opens the sentence."""
        words = self.words
        joint = next((k for k in range(i - 1, max(begin, i - _BACK), -1) if words.low[k] == "and"), None)
        if words.low[i] == "been" and words.low[i - 1] == ",":
            joint = i - 1  # "has served on the council, been a member of the board"
        if joint is None or (joint + 1 < i and words.low[joint + 1] not in self.lexicon.again):
            return None
        if any(joint < name.start < i for name in self._names_between(joint, i)):
            return None
        return self._opening_subject(begin, joint, words.low[i] in self.lexicon.past)

    def _opening_subject(self, begin: int, end: int, past: bool) -> Held | None:
        """Give the subject of a sentence that begins with a name, or whose first person is a pronoun."""
        words = self.words
        for k in range(begin, end):
            if words.low[k] in ("he", "she"):
                return self._pronoun(k, begin, past)
            if words.name[k] >= 0:
                at = bisect_left(self._starts, k)
                opens = all(self._may_open(m) for m in range(begin, k))
                known = at < len(self.names) and self.names[at].start == k
                return Held([self.names[at]], past) if opens and known else None
        return None

    def _may_open(self, i: int) -> bool:
        return (
            self.gaps.in_title[i] or self.words.low[i] in self.lexicon.honorifics or self.words.low[i] in ("the", ".")
        )

    def _copula(self, i: int, begin: int) -> Held | None:
        words = self.words
        if "joining" in words.low[begin : begin + 2]:
            return None  # "Joining Ann Lee are the mayors of Bath and Cork"
        past = words.low[i] in self.lexicon.past
        k = i - 1
        while k >= begin and words.low[k] in self.lexicon.light and words.low[k] != "who" and words.name[k] < 0:
            k -= 1
        if k >= begin and words.low[k] in self.lexicon.pronouns:
            return self._pronoun(k, begin, past)
        at = bisect_left(self._starts, i) - 1
        for _ in range(3):
            if at < 0 or self.names[at].start < begin:
                return None
            name = self.names[at]
            gap = self.gaps.between(name.tail, i)
            if gap is not None and self._lets_through(gap):
                return Held([name], past)
            at -= 1
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

    def _passive(self, i: int, begin: int) -> Held | None:
        """Read "was appointed director"; "the third woman to be named director" tells of others too."""
        words = self.words
        if words.low[max(begin, i - 2) : i] == ["to", "be"]:
            return None
        if not any(
            words.low[k] in ("was", "were", "been", "is", "being", "be", "recently", "are")
            for k in range(max(begin, i - 3), i)
        ):
            return None
        return self._subject(i, begin, low_past=False)

    def _named_to_office(self, phrase: Phrase, i: int, begin: int) -> Held | None:
        """Read "appointed Jane Doe chief executive": the name touches the title, the verb the name."""
        words = self.words
        at = bisect_left(self._starts, phrase.start) - 1
        if at < 0 or self.names[at].tail != phrase.start or words.name[i] < 0:
            return None
        k = self.names[at].start - 1
        while k >= begin and words.low[k] in self.lexicon.honorifics:
            k -= 1
        verb = k >= begin and words.low[k] in self.lexicon.passive
        return Held([self.names[at]]) if verb else None

    def _subject(self, k: int, begin: int, low_past: bool) -> Held | None:
        """Give the subject of the verb at `k`: the nearest name or pronoun before it that is no agent or owner."""
        words = self.words
        at = bisect_left(self._starts, k) - 1
        for m in range(k - 1, begin - 1, -1):
            if words.low[m] in ("he", "she"):
                return self._pronoun(m, begin, low_past)
            if at >= 0 and self.names[at].end == m + 1:
                name = self.names[at]
                at -= 1
                if not self._is_agent(name, begin) and words.low[name.end : name.end + 1] not in (["'s"], ["'"]):
                    return Held([name], low_past)
        return None

    def _is_agent(self, name: Name, begin: int) -> bool:
        """Tell "by Governor Walz" and "under President Biden"."""
        words = self.words
        m = name.start - 1
        while m > begin and (
            self.gaps.in_title[m] or words.low[m] in self.lexicon.honorifics or words.low[m] in self.lexicon.between
        ):
            m -= 1
        return m >= begin and words.low[m] in ("by", "under", "with", "for", "to")

    def _pronoun(self, k: int, begin: int, past: bool) -> Held | None:
        """Give whom "he" or "who" means: the nearest name before it, else the subject of the last sentence."""
        words = self.words
        at = bisect_left(self._starts, k) - 1
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
        opened = name.start == begin + 1 and words.low[begin] in ("after", "before", "like", "unlike", "besides")
        return opened and words.low[name.tail : name.tail + 1] == [","]

    def _subject_before(self, at: int) -> Name:
        """Give whom the sentence of name `at` is about: its first name, unless a pronoun goes before it.

        "Ann Lee is … . She served under Mayor Bo Roe. She …": all three are about Ann Lee.
        """
        last = at
        for _ in range(_MOST_SENTENCES_BACK):
            begin = self._sentence_start(self.names[at].start)
            while at > 0 and self.names[at - 1].start >= begin:
                at -= 1
            opened = any(self.words.low[k] in ("he", "she") for k in range(begin, self.names[at].start))
            if not opened or at == 0:
                return self.names[at] if not opened else self.names[last]
            at -= 1
        return self.names[last]

    def _names_between(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self._starts, start)
        return self.names[first : bisect_left(self._starts, end)]
