"""Whether those counted took part: the verb and the nouns that govern the number, to its left and to its right."""

from __future__ import annotations

from typing import NamedTuple

from diplo_extract.nlp.count_phrases import Counted, Sentence
from diplo_extract.nlp.count_words import CountWords
from diplo_extract.numbers import Number

_LEFT, _RIGHT = 34, 26
_SCHOOL_REACH = 7
_QUIET = frozenset("'\"’‘“”()[]*•·/")
_DASHES = frozenset("–—")
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
        self._no_number = Number(0, 0, None, None, "exact", False, 0, 0)
        self._capitals: bool | None = None
        self._judged: list[tuple[Counted, Verdict]] = []

    def judge(self, counted: Counted) -> Verdict:
        """Tell whether `counted` took part, and by which rule."""
        verdict = self._judge(counted)
        self._judged.append((counted, verdict))
        return verdict

    def _judge(self, counted: Counted) -> Verdict:
        if self._refers_back(counted):
            return Verdict(False, "refers-back")
        if self._is_rate(counted):
            return Verdict(False, "rate")
        left = self._left(counted.first - 1, counted)
        if left and not left.takes_part and not (left.weak and counted.present):
            return left
        if left and left.takes_part and (not left.weak or self._stands(counted)):
            return left
        right = self._right(counted)
        if right and right.takes_part and (not right.weak or self._stands(counted)):
            return right
        if right and not right.takes_part and not (counted.present and right.weak):
            return right
        if counted.present and not self._is_owned(counted) and not self._is_had(counted):
            if counted.number.qualifier == "vague" and not self._names_event(counted):
                return Verdict(False, "vague")
            things = self._joined_things(counted.last, 6)
            return Verdict(not things, "present-by-name" if not things else "of-programme")
        if counted.compound and counted.head in self._words.travelling:
            return Verdict(True, "delegation")
        if left is None and counted.kind == "people" and self._opens_after_event(counted):
            return Verdict(True, "at-event")
        return Verdict(False, "ungoverned")

    # --- the number itself

    def _refers_back(self, counted: Counted) -> bool:
        """Tell "the two leaders", "her three children", "one official" from counts."""
        number = counted.number
        small = number.low is not None and number.low < self._words.referring_below and number.qualifier == "exact"
        if any(end is not None and (end < 2 or end != int(end)) for end in (number.low, number.high)):
            return True
        before = self._low[counted.first - 1] if counted.first else ""
        return small and (before in self._words.referring or before.endswith("'s"))

    def _is_owned(self, counted: Counted) -> bool:
        if not counted.first:
            return False
        before = self._low[counted.first - 1]
        return before in self._words.owners or before.endswith("'s")

    def _is_had(self, counted: Counted) -> bool:
        """Tell "soccer has 450,000 registered participants" from "the forum has 300 participants"."""
        has = counted.first > 0 and self._low[counted.first - 1] in self._words.having
        return has and not self._names_event(counted)

    def _is_rate(self, counted: Counted) -> bool:
        """Tell "60,000 visitors a year" from those who came."""
        near = range(counted.last, min(len(self._low), counted.last + 3))
        return any(self._words.rates.starting(self._low, j) for j in near)

    def _is_signed(self, counted: Counted) -> bool:
        """Tell "joined by 24 senators in a letter" from those who joined an event."""
        signed = any(self._words.signed_things.starting(self._low, j) for j in range(len(self._low)))
        return signed or self._joined_things(counted.last, 8)

    def _joined_things(self, start: int, reach: int) -> bool:
        """Tell "participants in the pledge", "joined the initiative": a thing that is joined without being there."""
        things = False
        for j in range(start, min(len(self._low), start + reach)):
            if self._low[j] in _LIST_MARKS:
                break
            if self._words.events.starting(self._low, j):
                things = False
            elif self._words.joined_things.starting(self._low, j):
                things = True
        return things

    def _stands(self, counted: Counted) -> bool:
        """Tell whether a weak governor is enough here."""
        if self._is_owned(counted) and not counted.present:
            return False
        return counted.present or counted.head == "delegations" or self._names_event(counted)

    def _names_event(self, counted: Counted) -> bool:
        return any(
            self._words.events.starting(self._low, j) and not counted.value <= j < counted.last
            for j in range(len(self._low))
        )

    # --- to the left

    def _before_noun(self, head: int) -> Verdict | None:
        """Give what governs the noun that ends at word `head`."""
        noun = Counted(self._no_number, head, head, head + 1, 0, 0, self._low[head], "people", present=False, unit="")
        return self._left(self._start_of_noun_phrase(head), noun) or self._right(noun)

    def _left(self, j: int, counted: Counted) -> Verdict | None:
        """Walk from the number to its governor: verb, "attended by", "a meeting with", another count of the list."""
        words, low = self._words, self._low
        crossed = listed = False
        limit = max(-1, j - _LEFT)
        while j > limit:
            word = low[j]
            if word in _DASHES and j == counted.first - 1:
                return None  # "from Ana and Eva — two women whose complaints"
            if word in _LIST_MARKS:
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
        length = words.phrases.ending(low, j)
        if length and not (crossed and low[j] in ("of", "from")):
            return self._said(length, j, counted)
        if not crossed:
            link = self._event_link(j)
            if link:
                return link
            length = words.not_before.ending(low, j)
            if length:
                return Verdict(False, self._rule(length, j), weak=low[j] == "for" and length == 1)
        if words.representing.ending(low, j) and not crossed:
            return self._represented(j) if counted.kind != "people" else Verdict(False, "represents")
        length = words.hosting.ending(low, j)
        if length and not self._is_name_part(j):
            return self._hosted(length, j, counted)
        length = words.not_object.ending(low, j)
        if length and not self._is_name_part(j) and not self._is_participle_noun(j):
            return Verdict(False, self._rule(length, j), bool(words.soft_not_object.ending(low, j)))
        return None

    def _said(self, length: int, j: int, counted: Counted) -> Verdict:
        """Judge "attended by", "joined by", "meeting with": not of a school, not of those who signed a letter."""
        rule = self._rule(length, j)
        if rule == "after attended by" and any(
            self._words.schooling.ending(self._low, k) for k in range(max(0, j - 8), j)
        ):
            return Verdict(False, "schooling")
        return Verdict(True, rule, weak=rule == "after joined by" and self._is_signed(counted))

    def _hosted(self, length: int, j: int, counted: Counted) -> Verdict:
        """Judge "brought together 26 countries", "joined 12 senators in a letter", "welcomed 30 refugees"."""
        words, low = self._words, self._low
        weak = bool(words.weak_hosting.ending(low, j)) or counted.head in words.needs_event
        weak = weak or (counted.kind != "people" and bool(words.weak_for_bodies.ending(low, j)))
        weak = weak or (low[j].startswith("join") and self._is_signed(counted))
        large = max(counted.number.low or 0.0, counted.number.high or 0.0) > words.large_crowd
        weak = weak or large
        return Verdict(True, self._rule(length, j), weak)

    def _is_name_part(self, j: int) -> bool:
        """Tell "United" of "United States" from a verb: a capital inside a sentence that is not all capitals."""
        text = self._sentence.text
        if j == 0 or not text[j][0].isupper():
            return False
        if self._capitals is None:
            longer = [word for word in text if len(word) > 3 and word[0].isalpha()]
            self._capitals = sum(word[0].isupper() for word in longer) > 0.85 * len(longer)
        return not self._capitals

    def _represented(self, j: int) -> Verdict | None:
        """Read "participants representing 64 companies", "athletes will represent 190 delegations": as those who do so."""
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
        loose = low[j] == "with"
        if self._words.events.ending(low, before) or (loose and self._words.loose_events.ending(low, before)):
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
        if self._judged and self._judged[-1][0].value <= head < self._judged[-1][0].last:
            return head
        if low[head] in words.groups or words.unit(low, head) or (head and (words.unit(low, head - 1) or (0,))[0] == 2):
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
                rule = verdict.rule if verdict.rule.startswith("with ") else f"with {verdict.rule}"
                return verdict._replace(rule=rule) if not crossed or verdict.takes_part else None
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
        found: Verdict | None = None
        j, limit = counted.last, min(len(low), counted.last + _RIGHT)
        while j < limit:
            word = low[j]
            if word in (":", ";", "?", "!"):
                return found
            named = self._is_name_part(j)
            length = 0 if named else words.not_subject.starting(low, j)
            taking = 0 if named else words.taking_part.starting(low, j)
            if length > taking or (length and not taking):
                return Verdict(
                    False, "before " + " ".join(low[j : j + length]), bool(words.soft_not_subject.starting(low, j))
                )
            if taking:
                if word.startswith("attend") and self._is_schooling(j):
                    return Verdict(False, "schooling")
                if self._takes_a_thing(j + taking - 1) and self._joined_things(j + taking, 9):
                    return Verdict(False, f"before {word} a thing")
                verdict = Verdict(True, "before " + " ".join(low[j : j + taking]))
                if words.weak_taking_part.starting(low, j) < taking:
                    return verdict
                found = found or verdict._replace(weak=True)
                j += taking
                continue
            if self._ends_right(j, counted):
                return found
            if word == words.infinitive:
                j += 1
            j += 1
        return found

    def _takes_a_thing(self, j: int) -> bool:
        """Tell "participating in the scheme", "joined the pledge" from "the cities participating presented projects"."""
        low = self._low
        if low[j].startswith("participat") or low[j] == "part":
            return j + 1 < len(low) and low[j + 1] == "in"
        return low[j].startswith("join")

    def _ends_right(self, j: int, counted: Counted) -> bool:
        """Tell whether no verb beyond word `j` has the number as its subject."""
        words, low = self._words, self._low
        if low[j] in words.clause:
            return not (low[j] in ("who", "that", "which") and j <= counted.last + 8)
        if low[j] == "." and j == len(low) - 1:
            return True
        if low[j].endswith("ing"):
            return False
        return bool(
            words.other_verbs.starting(low, j) or words.not_object.starting(low, j) or words.hosting.starting(low, j)
        ) and not low[j].endswith("s")

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
