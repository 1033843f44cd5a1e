"""To the left of a count: the verb, the "attended by" or the other count that governs it."""

from __future__ import annotations

from diplo_extract.nlp.count_phrases import Counted
from diplo_extract.nlp.count_right import Rightward
from diplo_extract.nlp.count_surroundings import LIST_MARKS, Surroundings, Verdict
from diplo_extract.numbers import Number

_REACH = 34
_QUIET = frozenset("'\"’‘“”()[]*•·/")
_DASHES = frozenset("–—")
_NO_NUMBER = Number(0, 0, None, None, "exact", False, 0, 0)


class Leftward:
    """Walks from a count to its governor."""

    def __init__(self, around: Surroundings, right: Rightward) -> None:
        self._around = around
        self._words = around.words
        self._low = around.low
        self._right = right

    def governor(self, counted: Counted) -> Verdict | None:
        """Give what governs `counted` from the left, or None."""
        return self._left(counted.first - 1, counted)

    def _left(self, j: int, counted: Counted) -> Verdict | None:
        """Walk from the number to its governor: verb, "attended by", "a meeting with", another count of the list."""
        words, low = self._words, self._low
        crossed = listed = False
        limit = max(-1, j - _REACH)
        while j > limit:
            word = low[j]
            if word in _DASHES and j == counted.first - 1:
                return None  # "from Ana and Eva — two women whose complaints"
            if word in LIST_MARKS:
                crossed = listed = True
            elif word == ":":
                return self._label(j)
            elif not word[0].isalnum():
                if word == "(" or (word not in _QUIET and word != "."):
                    return None
            else:
                inherited = self._of_list(j, crossed)
                if inherited:
                    return inherited
                found = self._governor(j, crossed, counted)
                if found:
                    return found
                if word in ("of", "from") and not crossed:
                    parent = self._parent(j)
                    if parent is None and self._is_come_from(j) and (counted.present or counted.kind != "people"):
                        return Verdict(True, f"{low[j - 1]} from", weak=not self._around.is_at_event)
                    if parent is None:
                        return Verdict(False, f"{word}-things")
                    j = parent
                    continue
                if self._blocks(j) or (word in words.prepositions and not listed):
                    return None
                listed = listed or word in words.joins
                if word not in words.skipped and word not in words.transparent:
                    crossed = True
            j -= 1
        return None

    def _governor(self, j: int, crossed: bool, counted: Counted) -> Verdict | None:
        """Give what the words that end at `j` say of what follows them."""
        words, low = self._words, self._low
        if low[j] in ("was", "were") and words.presence.starting(low, 0):
            return Verdict(True, f"after {low[0]} {low[1]}")
        length = words.phrases.ending(low, j)
        if length and not (crossed and low[j] in ("of", "from")):
            return self._said(length, j, counted)
        if not crossed and self._around.is_travelling_with(j):
            return Verdict(True, "delegation with")
        if not crossed:
            link = self._event_link(j)
            if link:
                return link
            length = words.not_before.ending(low, j)
            if length:
                return Verdict(False, self._rule(length, j), weak=low[j] == "for" and length == 1)
        if words.representing.ending(low, j) and not crossed:
            return self._represented(j) if counted.kind != "people" else Verdict(False, "represents")
        if not crossed and self._around.is_claim(j):
            return Verdict(True, "claimed")
        length = words.hosting.ending(low, j)
        if length and not self._around.is_name_part(j):
            return self._hosted(length, j, counted)
        length = words.not_object.ending(low, j)
        if length and not self._around.is_name_part(j) and not self._is_participle_noun(j):
            return Verdict(False, self._rule(length, j), bool(words.soft_not_object.ending(low, j)))
        return None

    def _said(self, length: int, j: int, counted: Counted) -> Verdict:
        """Judge "attended by", "joined by", "meeting with": not of a school, not of those who signed a letter."""
        rule = self._rule(length, j)
        before = j - length
        if before >= 0 and self._words.not_object.ending(self._low, before):
            # "the council consists of representatives of 18 agencies"
            return Verdict(False, self._rule(1, before))
        school = rule == "after attended by" and any(
            self._words.schooling.ending(self._low, k) for k in range(max(0, j - 8), j)
        )
        if school:
            return Verdict(False, "schooling")
        if rule == "after joined by" and self._is_signed(counted):
            return Verdict(False, "signed", weak=True)
        return Verdict(True, rule)

    def _hosted(self, length: int, j: int, counted: Counted) -> Verdict:
        """Judge "brought together 26 countries", "joined 12 senators in a letter", "welcomed 30 refugees"."""
        words, low = self._words, self._low
        weak = bool(words.weak_hosting.ending(low, j)) or counted.head in words.needs_event
        weak = weak or (counted.kind != "people" and bool(words.weak_for_bodies.ending(low, j)))
        if low[j].startswith("join") and self._is_signed(counted):
            return Verdict(False, "signed", weak=True)
        large = max(counted.number.low or 0.0, counted.number.high or 0.0) > words.large_crowd
        weak = weak or large
        return Verdict(True, self._rule(length, j), weak)

    def _is_come_from(self, j: int) -> bool:
        """Tell "160 delegates are expected from eight countries", "applause came from 900 spectators"."""
        low = self._low
        return (
            low[j] == "from"
            and j > 0
            and bool(self._words.acts.ending(low, j - 1) or low[j - 1] in ("expected", "attended", "participated"))
        )

    def _represented(self, j: int) -> Verdict | None:
        """Read "participants representing 64 companies", "athletes will represent 190 delegations"."""
        for k in range(j - 1, max(-1, j - 12), -1):
            inherited = self._of_list(k, crossed=False)
            if inherited:
                return inherited
            unit = self._words.unit(self._low, k)
            if unit and unit[1].present:
                return Verdict(True, f"{self._low[k]} {self._low[j]}")
            if unit:
                verdict = self._before_noun(k)
                return verdict and verdict._replace(rule=f"{self._low[k]} {self._low[j]} {verdict.rule}")
        return None

    def _before_noun(self, head: int) -> Verdict | None:
        """Give what governs the noun that ends at word `head`."""
        noun = Counted(_NO_NUMBER, head, head, head + 1, 0, 0, self._low[head], "people", present=False, unit="")
        return self._left(self._start_of_noun_phrase(head), noun) or self._right.governor(noun)

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
        loose = {"with": self._words.loose_events, "for": self._words.loose_for}.get(low[j])
        if self._words.events.ending(low, before) or (loose and loose.ending(low, before)):
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

    def _parent(self, j: int) -> int | None:
        """Give the last word of the noun that "of" or "from" at `j` belongs to, when it is people or a delegation.

        "Officials from 45 countries" took part where the officials did; "investments from 40 companies" did not.
        """
        low, words = self._low, self._words
        head = j - 1
        while head > 0 and low[head] in (",", "all", "both", "coming", "drawn"):
            head -= 1
        if head < 0:
            return None
        if low[head] in words.quantifiers:
            return head - 1
        if self._around.judged and self._around.judged[-1][0].value <= head < self._around.judged[-1][0].last:
            return head
        if low[head] in words.groups or words.unit(low, head):
            return self._start_of_noun_phrase(head)
        # "secretaries general", "heads of state"
        for more in range(1, min(3, head + 1)):
            if (words.unit(low, head - more) or (0,))[0] == more + 1:
                return self._start_of_noun_phrase(head - more)
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
        for other, verdict in reversed(self._around.judged):
            if other.last <= j:
                return None
            if other.value <= j:
                if verdict.rule == "refers-back":
                    return None
                rule = verdict.rule if verdict.rule.startswith("with ") else f"with {verdict.rule}"
                return verdict._replace(rule=rule) if not crossed or verdict.takes_part else None
        return None

    def _label(self, j: int) -> Verdict | None:
        """Read "Attendance: 5,000 people"."""
        if j and self._words.labels.ending(self._low, j - 1):
            return Verdict(True, "label")
        return None

    def _is_signed(self, counted: Counted) -> bool:
        """Tell "joined by 24 senators in a letter" from those who joined an event."""
        return self._around.is_signed or self._around.joins_thing(counted.last, 8)
