"""Whether those counted took part: the verb and the nouns that govern the number, to its left and to its right."""

from __future__ import annotations

from typing import NamedTuple

from diplo_extract.nlp.count_phrases import Counted, Sentence
from diplo_extract.nlp.count_words import CountWords

_LEFT, _RIGHT = 34, 26
_SCHOOL_REACH = 7
_QUIET = frozenset("'\"’‘“”()[]*•·/")
_LIST_MARKS = frozenset({",", ";", "–", "—", "-"})


class Verdict(NamedTuple):
    """What a governor says."""

    takes_part: bool
    rule: str
    weak: bool = False
    """Counts only when the sentence names an event, or the noun itself means people who are present."""


class Judge:
    """Judges the counts of one sentence, from left to right."""

    def __init__(self, sentence: Sentence, words: CountWords) -> None:
        self._sentence = sentence
        self._low = sentence.low
        self._words = words
        self._judged: list[tuple[Counted, Verdict]] = []

    def judge(self, counted: Counted) -> Verdict:
        """Tell whether `counted` took part, and by which rule."""
        verdict = self._judge(counted)
        self._judged.append((counted, verdict))
        return verdict

    def _judge(self, counted: Counted) -> Verdict:
        if self._refers_back(counted):
            return Verdict(False, "refers-back")
        left = self._left(counted.first - 1, counted)
        if left and not left.weak and not left.takes_part:
            return left
        if left and left.takes_part and (not left.weak or self._stands(counted)):
            return left
        right = self._right(counted)
        if right and right.takes_part and (not right.weak or self._stands(counted)):
            return right
        if right and not right.takes_part and not (counted.present and right.weak):
            return right
        if counted.present and not self._is_owned(counted):
            return Verdict(True, "present-by-name")
        if counted.compound and counted.head in (
            "delegation",
            "delegations",
            "contingent",
            "entourage",
            "mission",
            "retinue",
        ):
            return Verdict(True, "delegation")
        if left is None and counted.kind == "people" and self._opens_after_event(counted):
            return Verdict(True, "at-event")
        return Verdict(False, "ungoverned")

    # --- the number itself

    def _refers_back(self, counted: Counted) -> bool:
        """Tell "the two leaders", "her three children", "one official" from counts."""
        number = counted.number
        small = number.low is not None and number.low < self._words.referring_below and number.qualifier == "exact"
        if number.low is not None and number.high == number.low and (number.low < 2 or number.low != int(number.low)):
            return True
        return small and counted.first > 0 and self._low[counted.first - 1] in self._words.referring

    def _is_owned(self, counted: Counted) -> bool:
        return counted.first > 0 and self._low[counted.first - 1] in self._words.owners

    def _stands(self, counted: Counted) -> bool:
        """Tell whether a weak governor is enough here."""
        return counted.present or counted.head in ("delegations",) or self._names_event(counted)

    def _names_event(self, counted: Counted) -> bool:
        return any(
            self._words.events.starting(self._low, j) and not counted.value <= j < counted.last
            for j in range(len(self._low))
        )

    # --- to the left

    def _left(self, j: int, counted: Counted) -> Verdict | None:
        """Walk from the number to its governor: verb, "attended by", "a meeting with", another count of the list."""
        words, low = self._words, self._low
        crossed = False
        limit = max(-1, j - _LEFT)
        while j > limit:
            word = low[j]
            if word in _LIST_MARKS:
                crossed = True
            elif word == ":":
                return self._label(j)
            elif not word[0].isalnum():
                if word not in _QUIET and word != ".":
                    return None
            else:
                inherited = self._of_list(j, crossed)
                if inherited:
                    return inherited
                found = self._governor(j, crossed, counted)
                if found:
                    return found
                if self._blocks(j):
                    return None
                if word in ("of", "from", "representing") and not crossed:
                    parent = self._parent(j, counted)
                    if parent is None:
                        return Verdict(False, f"{word}-things") if word != "representing" else None
                    j, crossed = parent, False
                    continue
                if word not in words.skipped and word not in words.transparent:
                    crossed = True
            j -= 1
        return None

    def _governor(self, j: int, crossed: bool, counted: Counted) -> Verdict | None:
        """Give what the words that end at `j` say of what follows them."""
        words, low = self._words, self._low
        if words.phrases.ending(low, j):
            return Verdict(True, self._rule(words.phrases.ending(low, j), j))
        if not crossed:
            link = self._event_link(j)
            if link:
                return link
            length = words.not_before.ending(low, j)
            if length and not (low[j] in ("to", "in") and counted.kind == "people"):
                return Verdict(False, self._rule(length, j))
        length = words.hosting.ending(low, j)
        if length:
            weak = bool(words.weak_hosting.ending(low, j))
            weak = weak or (counted.kind != "people" and bool(words.weak_for_bodies.ending(low, j)))
            return Verdict(True, self._rule(length, j), weak)
        length = words.not_object.ending(low, j)
        if length and not self._is_participle_noun(j):
            return Verdict(False, self._rule(length, j))
        return None

    def _rule(self, length: int, j: int) -> str:
        return "after " + " ".join(self._low[j + 1 - length : j + 1])

    def _event_link(self, j: int) -> Verdict | None:
        """Read "a meeting with", "a roundtable for", "discussions between" right before the number."""
        low = self._low
        if low[j] not in self._words.links or j == 0:
            return None
        before = j - 1
        if low[before] in ("together", "held", "here", "today", "yesterday", "tonight") and before:
            before -= 1
        if self._words.events.ending(low, before):
            return Verdict(True, f"{low[before]} {low[j]}")
        return None

    def _is_participle_noun(self, j: int) -> bool:
        """Tell "the funding of" and "leading companies" from verbs: a determiner stands before the word."""
        return (
            j > 0
            and self._low[j - 1] in ("the", "a", "an", "its", "their", "our", "of", "'s")
            and self._low[j].endswith(("ing", "s"))
        )

    def _blocks(self, j: int) -> bool:
        """Tell whether the clause of the number begins after word `j`."""
        words, low = self._words, self._low
        return low[j] in words.clause or bool(words.other_verbs.ending(low, j) or words.taking_part.ending(low, j))

    def _parent(self, j: int, counted: Counted) -> int | None:
        """Give the word before the noun that "of" or "from" at `j` belongs to, when it is people or a delegation.

        "Officials from 45 countries" took part where the officials did; "investments from 40 companies" did not.
        """
        low, words = self._low, self._words
        head = j - 1
        while head > 0 and low[head] in (",", "all", "both", "coming", "drawn"):
            head -= 1
        if head < 0:
            return None
        unit = words.unit(low, head)
        two = words.unit(low, head - 1) if head else None
        if low[head] in words.groups or unit or (two and two[0] == 2):
            if unit and unit[1].present and counted.kind != "people":
                return self._start_of_noun_phrase(head)
            return self._start_of_noun_phrase(head)
        return None

    def _start_of_noun_phrase(self, head: int) -> int:
        """Walk over the words of a noun phrase to the word before it."""
        j = head - 1
        while j >= 0 and head - j < 4 and self._low[j][0].isalpha():
            if self._is_function_word(j):
                break
            j -= 1
        return j

    def _is_function_word(self, j: int) -> bool:
        words, low = self._words, self._low
        return (
            low[j] in words.stops or low[j] in words.transparent or low[j] in words.clause
            or bool(words.hosting.ending(low, j) or words.not_object.ending(low, j) or words.other_verbs.ending(low, j))
        )  # fmt: skip

    def _of_list(self, j: int, crossed: bool) -> Verdict | None:
        """Give the verdict of the count that word `j` closes: "2,500 participants, including 250 mayors"."""
        for other, verdict in reversed(self._judged):
            if other.value <= j < other.last:
                if verdict.rule == "refers-back":
                    return None
                return verdict._replace(rule=f"with {verdict.rule}") if not crossed or verdict.takes_part else None
        return None

    def _label(self, j: int) -> Verdict | None:
        """Read "Attendance: 5,000 people"."""
        if j and self._words.labels.ending(self._low, j - 1):
            return Verdict(True, "label")
        return None

    # --- to the right

    def _right(self, counted: Counted) -> Verdict | None:
        """Walk from the noun to the verb whose subject it is."""
        words, low = self._words, self._low
        j, limit = counted.last, min(len(low), counted.last + _RIGHT)
        while j < limit:
            word = low[j]
            if word in (":", ";", "?", "!"):
                return None
            length = words.not_subject.starting(low, j)
            taking = words.taking_part.starting(low, j)
            if length > taking or (length and not taking):
                return Verdict(
                    False, "before " + " ".join(low[j : j + length]), bool(words.soft_not_subject.starting(low, j))
                )
            if taking:
                if word.startswith("attend") and self._is_schooling(j):
                    return Verdict(False, "schooling")
                weak = words.weak_taking_part.starting(low, j) >= taking
                return Verdict(True, "before " + " ".join(low[j : j + taking]), weak)
            if self._ends_right(j, counted):
                return None
            if word == words.infinitive:
                j += 1
            j += 1
        return None

    def _ends_right(self, j: int, counted: Counted) -> bool:
        """Tell whether no verb beyond word `j` has the number as its subject."""
        words, low = self._words, self._low
        if low[j] in words.clause:
            return not (low[j] in ("who", "that", "which") and j <= counted.last + 8)
        if low[j] == "." and j == len(low) - 1:
            return True
        if low[j].endswith("ing") or self._after_auxiliary(j):
            return False
        return bool(
            words.other_verbs.starting(low, j) or words.not_object.starting(low, j) or words.hosting.starting(low, j)
        ) and not low[j].endswith("s")

    def _after_auxiliary(self, j: int) -> bool:
        return False

    def _is_schooling(self, j: int) -> bool:
        return any(
            self._words.schooling.starting(self._low, k)
            for k in range(j + 1, min(len(self._low), j + 1 + _SCHOOL_REACH))
        )

    def _opens_after_event(self, counted: Counted) -> bool:
        """Tell "At the forum, over 100 young people engaged …": an event before the comma, the number after it."""
        j = counted.first - 1
        if j < 2 or self._low[j] != ",":
            return False
        head = self._low[:j]
        return head[0] in ("at", "during", "in") and any(self._words.events.starting(head, k) for k in range(len(head)))
