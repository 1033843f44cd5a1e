"""Titles told by a noun: "her time as mayor", "held positions including", "the post of", "Ann Lee's tenure as"."""

from __future__ import annotations

from diplo_extract.nlp.titles.careers.subjects import Held, Subjects
from diplo_extract.nlp.titles.careers.verbs import Verbs
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_BEFORE_A_NOUN = 4


class Nouns:
    """Reads the nouns of careers in one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords, subjects: Subjects, verbs: Verbs) -> None:
        self.words = words
        self.lexicon = lexicon
        self.subjects = subjects
        self.verbs = verbs

    def told_of_career(self, i: int, begin: int) -> Held | None:
        """Read "X held positions including T" and "Her roles have included T"."""
        past = not self.lexicon.earlier.isdisjoint(self.words.low[begin:i])
        own = self.own_career(i, begin)
        return own or self.subjects.opening(begin, i, past) or self.subjects.before(i - 1, begin, past)

    def own_career(self, i: int, begin: int) -> Held | None:
        """Read "Her career includes roles as T", a sentence about her career and not about "her father's career"."""
        words, lexicon = self.words, self.lexicon
        if words.low[begin] not in lexicon.his_or_her:
            return None
        nouns = words.low[begin + 1 : min(begin + _BEFORE_A_NOUN, i)]
        owned = "'s" in nouns or not lexicon.kinship.isdisjoint(nouns)
        known = any(noun in lexicon.offices or noun in lexicon.office_nouns for noun in nouns)
        past = not lexicon.earlier.isdisjoint(nouns)
        return self.subjects.pronoun(begin, begin, past) if known and not owned else None

    def tenure(self, i: int, begin: int, phrase: Phrase) -> Held | None:
        """Read "her time as mayor", "Ann Lee's tenure as mayor", "During his term as mayor, Bo Roe …"."""
        words, lexicon = self.words, self.lexicon
        if words.low[i - 1] not in lexicon.tenures:
            return None
        owner = i - 2
        while owner > max(begin, i - 2 - _BEFORE_A_NOUN) and not self._is_owner(owner):
            owner -= 1
        if owner < begin or not self._is_owner(owner):
            return None
        goes_on = any(low in lexicon.ordinals or low in lexicon.dropped for low in words.low[owner + 1 : i - 1])
        held = self._holder_of_tenure(owner, i, begin, phrase)
        return Held(held.people, not goes_on) if held else None

    def _is_owner(self, i: int) -> bool:
        low = self.words.low[i]
        return low in self.lexicon.his_or_her or low in ("'s", "'")

    def _holder_of_tenure(self, owner: int, i: int, begin: int, phrase: Phrase) -> Held | None:
        """Give whose tenure it is: the name before "'s", the subject behind an opening phrase, or whom "her" means."""
        words, subjects = self.words, self.subjects
        if words.low[owner] in ("'s", "'"):
            at = subjects.last_before(owner)
            owned = at >= 0 and subjects.names[at].end == owner
            return Held([subjects.names[at]]) if owned else None
        opening = self.verbs.as_opening(i, i, phrase) if not subjects.between(begin, i) else None
        held = opening if opening and words.low[phrase.end : phrase.end + 1] == [","] else None
        return held or subjects.pronoun(owner, begin)

    def is_office_noun(self, low: str, i: int) -> bool:
        """Tell "the post of" and "promoted to" from "a pen name of"."""
        before = self.words.low[i - 1] if i else ""
        return (low in ("to", "of") and before in self.lexicon.office_nouns) or (
            low == "to" and before in self.lexicon.passive
        )
