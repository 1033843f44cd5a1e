"""Finds title phrases: a role head with what belongs to it on both sides, whether or not a name stands near.

Deputy Director | of the Office of Personnel Management
White House Council on Environmental Quality | Chair
President's | Advisors
"""

from __future__ import annotations

from dataclasses import dataclass

from diplo_extract.nlp.titles.heads import Heads
from diplo_extract.nlp.titles.leftwards import Leftwards
from diplo_extract.nlp.titles.lexicon import Head, TitleWords
from diplo_extract.nlp.titles.rightwards import Rightwards
from diplo_extract.nlp.titles.words import Words

_CHAIN = 6
_ORGANIZED = frozenset({"ORG", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "MISC"})
_SERVING = frozenset({"to", "for"})


@dataclass(slots=True)
class Phrase:
    """One title in the text; `start` to `end` is its widest form."""

    start: int
    end: int
    head_start: int
    head_end: int
    head: Head
    determiner: str = ""
    """The article or possessive pronoun in front ("the", "its"); not part of the title."""
    bare: bool = False
    """True when the head needs a complement to be a title, and has none ("the members")."""
    capital: bool = True
    possessor: bool = False
    """True when "'s" follows: "the Mayor's office"."""
    served: int = 0
    """Where the name ends of the holder whom this office serves: "legislative assistant | for Senator Ann Lee"."""


class Phrases:
    """The chunker of title phrases for one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords) -> None:
        self.words = words
        self.lexicon = lexicon
        self.heads = Heads(words, lexicon)
        self.left = Leftwards(words, lexicon, self.heads.at)
        self.right = Rightwards(words, lexicon, self.heads.at)

    def find(self) -> list[Phrase]:
        """Give all title phrases in text order; they do not overlap."""
        found: list[Phrase] = []
        read, free = 0, 0
        for i in self.heads.places():
            if i < read or (match := self.heads.at(i)) is None:
                continue
            read = match[0]
            phrase = self._phrase(i, *match, free)
            if phrase is not None:
                found.append(phrase)
                read = free = max(phrase.end, match[0])
        return found

    def _phrase(self, i: int, end: int, head: Head, free: int) -> Phrase | None:
        words = self.words
        if self._inside_a_name_of_something(i, end) or self._makes_up_a_body(i, head):
            return None
        if self._is_letters(i) or self._is_hour(i):
            return None
        start = i
        for _ in range(_CHAIN):
            longer = self._chained(end, head, words.cap[i])
            if longer is None:
                break
            i, end, head = longer
        end = self._after(end)
        if head.role == "nominee" and words.low[end : end + 2] == ["to", "be"]:
            return None  # "Ann Lee, Nominee to be Ambassador": the office stands behind
        if not words.cap[i] and head.role in self.lexicon.adjectival and self._stands_before_a_noun(end):
            return None
        possessor = end < len(words) and words.low[end] in ("'s", "'")
        capital = words.cap[i]
        if not possessor and self._is_a_modifier(end, capital):
            return None
        left = self.left.start_of(start, max(free, 0), capital)
        right = end if possessor else self.right.complement(end, head, capital)
        served, right = self._served(end, right, head)
        determiner = self._determiner(left)
        left = self._without_count(self._without_dropped(left, start), start, right, determiner)
        role = head.role
        unlikely = not capital and (words.low[i] in self.lexicon.capitalised or role in self.lexicon.capitalised)
        bare = role in self.lexicon.bound and left == i and right == end and not unlikely and not served
        if role in ("member", "officer", "companion", "commander") and self._member_of_nothing(left, i, end, right):
            return None
        return Phrase(left, right, i, end, head, determiner, bare, capital, possessor, served)

    def _determiner(self, start: int) -> str:
        """Give the article or possessive pronoun before word `start`, or ""."""
        words = self.words
        if start == 0 or words.begins[start] or words.low[start - 1] not in self.lexicon.determiners:
            return ""
        return words.low[start - 1]

    def _served(self, end: int, right: int, head: Head) -> tuple[int, int]:
        """Give where "Senator Ann Lee" ends that an office behind "to" or "for" serves, and where the office stops.

        The inner office is the holder's own. "Adviser to the Minister Ann Lee" is the office of Ann Lee, and
        "Commissioner for Justice Ann Lee" has a portfolio.
        """
        words = self.words
        for k in range(min(right, len(words) - 1), end - 1, -1):
            if words.low[k] not in _SERVING or words.begins[k]:
                continue
            field = head.role in self.lexicon.portfolio and words.low[k + 1 : k + 2] == ["justice"]
            if not field and (name := self._holder_behind(k + 1)) >= 0:
                return words.names[name][1], k
        return 0, right

    def _holder_behind(self, i: int) -> int:
        """Give the name in "Senator Ann Lee", "former Florida Governor Ann Lee" from word `i` on, or -1."""
        words = self.words
        for k in range(i, min(i + _CHAIN, len(words))):
            if words.begins[k] or words.name[k] >= 0:
                return -1
            match = self.heads.at(k)
            if match is not None and match[0] < len(words) and words.cap[k] and not match[1].plural:
                name = words.name[match[0]]
                if name >= 0 or self.heads.at(match[0]) is None:
                    known = match[1].role in self.lexicon.address or words.low[i - 1] == "to"
                    return name if known and not words.begins[match[0]] else -1
            modifier = words.low[k] in self.lexicon.rank or words.low[k] in self.lexicon.status or words.low[k] == "-"
            if not modifier and not (words.cap[k] and (words.entity[k] >= 0 or words.low[i - 1] == "to")):
                return -1
        return -1

    def _is_letters(self, i: int) -> bool:
        """Tell "Ann Lee QC MP" and "Ann Lee, MP, …", letters behind a name, from the office "MP for Barker"."""
        words = self.words
        letters = words.low[i] in self.lexicon.post_nominals and words.text[i].isupper()
        if not letters or i == 0 or words.begins[i]:
            return False
        if words.low[i - 1] == "," and i > 1 and words.name[i - 2] >= 0:
            return i + 1 >= len(words) or words.begins[i + 1] or not words.text[i + 1][0].isalnum()
        return words.name[i - 1] >= 0 or (
            words.low[i - 1] in self.lexicon.post_nominals and words.text[i - 1].isupper()
        )

    def _is_hour(self, i: int) -> bool:
        """Tell "at 4 PM" from the Prime Minister."""
        return i > 0 and self.words.low[i] in self.lexicon.clock and self.words.text[i - 1][0].isdigit()

    def _inside_a_name_of_something(self, i: int, end: int) -> bool:
        """Tell "Office of the Secretary" and "Mayors Association" (one organization) from "Antalya Mayor"."""
        words = self.words
        if words.entity[i] < 0:
            return False
        start, stop, label = words.entities[words.entity[i]]
        if label not in _ORGANIZED or stop <= end:
            return False
        complement = words.low[end] in ("of", "for", "to", "on", "at", "in", ",") if end < len(words) else False
        return not (complement and not any(words.low[k] in ("of", "for") for k in range(start, i)))

    def _makes_up_a_body(self, i: int, head: Head) -> bool:
        """Tell "House of Representatives", "Council of Ministers" from people."""
        words = self.words
        k = i - 1
        while k > max(0, i - _CHAIN) and words.cap[k] and words.low[k] not in self.lexicon.bodies:
            k -= 1
        if not head.plural or not words.cap[i] or k < 1:
            return False
        return words.low[k] == "of" and words.cap[k - 1] and words.low[k - 1] in self.lexicon.bodies

    def _chained(self, end: int, head: Head, capital: bool) -> tuple[int, int, Head] | None:
        """Give the later head that this one only modifies: "President's Advisors", "Party Leader"."""
        words, lexicon = self.words, self.lexicon
        i, size = end, len(self.words)
        if i >= size or words.begins[i]:
            return None
        possessive = words.low[i] in ("'s", "'")
        i += possessive
        for k in range(i, min(i + _CHAIN, size)):
            low = words.low[k]
            if words.begins[k] or words.name[k] >= 0 or not words.text[k][0].isalnum():
                return None
            match = self.heads.at(k)
            if match is not None:
                alone = match[0] >= size or self.heads.at(match[0]) is None
                own = not possessive and alone and match[1].role in lexicon.address and words.cap[k]
                if own and not (k == end and words.low[k - 1] in lexicon.rank):
                    return None  # "Climate Adviser | Ambassador X", but "Deputy Attorney General"
                return (k, *match)
            if low in lexicon.stop or (low in lexicon.verbs and not words.cap[k]):
                return None
            if not possessive and (not capital or not words.cap[k]) and low not in lexicon.before:
                return None
        return None

    def _after(self, end: int) -> int:
        """Take in "emeritus", "-elect" written apart, "(ret)"."""
        words, size = self.words, len(self.words)
        if end < size and not words.begins[end] and words.low[end] in self.lexicon.after and words.name[end] < 0:
            return end + 1 + (words.low[end] == "ai" and words.low[end + 1 : end + 2] == ["."])
        pair = " ".join(words.low[end : end + 2])
        if " " in pair and pair in self.lexicon.after:
            return end + 2
        if words.low[end : end + 1] == ["("] and not self.lexicon.retired.isdisjoint(words.low[end + 1 : end + 2]):
            closing = end + 2 + (words.low[end + 2 : end + 3] == ["."])  # "Rear Admiral (ret.)"
            return min(closing + 1, size)
        return end

    def _is_a_modifier(self, end: int, capital: bool) -> bool:
        """Tell "executive order" and "Mayors Association", in which the head only describes the next noun."""
        words, lexicon = self.words, self.lexicon
        if end >= len(words) or words.begins[end] or words.name[end] >= 0:
            return False
        low, text = words.low[end], words.text[end]
        if not text[0].isalpha() or low in lexicon.stop or low in lexicon.honorifics or self.heads.at(end) is not None:
            return False
        if words.cap[end]:
            return capital and low not in lexicon.post_nominals
        if capital:
            return False
        return not (low in lexicon.verbs or low.endswith(("ed", "ly", "ing")))

    def _stands_before_a_noun(self, end: int) -> bool:
        words = self.words
        if end >= len(words) or words.begins[end] or words.name[end] >= 0 or words.cap[end]:
            return False
        return (
            words.text[end][0].isalpha()
            and words.low[end] not in self.lexicon.stop
            and not words.low[end].endswith(("ed", "ly"))
            and words.low[end] not in ("said", "says", "told")
        )

    def _without_dropped(self, left: int, head_start: int) -> int:
        words = self.words
        while left < head_start and not words.cap[left] and words.low[left] in self.lexicon.dropped:
            if words.low[left] == "first" and words.low[left + 1] in self.lexicon.rank:
                break
            left += 1
        return left

    def _without_count(self, left: int, head_start: int, right: int, determiner: str) -> int:
        """Leave out a number that only counts: "the second | FCC commissioner to leave"."""
        words = self.words
        counted = determiner == "the" and words.low[right : right + 1] == ["to"] and right + 1 < len(words)
        if counted and words.text[right + 1].islower() and words.low[right + 1] not in self.lexicon.stop:
            for k in range(left, head_start):
                if words.low[k] in self.lexicon.ordinals and not words.cap[k]:
                    return k + 1
        return left

    def _member_of_nothing(self, left: int, i: int, end: int, right: int) -> bool:
        """Tell members of a delegation or a family from members of a body."""
        words = self.words
        if left < i:
            return words.low[i - 1] in self.lexicon.no_body and words.low[i - 1] != "team"
        if "order" in words.low[end:right]:
            return True
        return any(words.low[k] in self.lexicon.no_body for k in range(end, right)) and not any(
            words.cap[k] for k in range(end, right)
        )
