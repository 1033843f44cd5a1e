"""Whether those counted took part: by the verb and the nouns that govern the number, not by its noun alone."""

from __future__ import annotations

from diplo_extract.nlp.count_left import Leftward
from diplo_extract.nlp.count_phrases import Counted, Sentence
from diplo_extract.nlp.count_right import Rightward
from diplo_extract.nlp.count_surroundings import Surroundings, Verdict
from diplo_extract.nlp.count_words import CountWords

_FULL_TOWN = 100_000.0
"""More than these are a season or a country unless the sentence itself names an event."""


class Judge:
    """Judges the counts of one sentence, from left to right."""

    def __init__(self, sentence: Sentence, words: CountWords, context: str = "") -> None:
        self._low = sentence.low
        self._words = words
        self._around = Surroundings(sentence, words, context)
        self._right = Rightward(self._around)
        self._left = Leftward(self._around, self._right)

    def judge(self, counted: Counted) -> Verdict:
        """Tell whether `counted` took part, and by which rule."""
        verdict = self._judge(counted)
        self._around.judged.append((counted, verdict))
        return verdict

    def _judge(self, counted: Counted) -> Verdict:
        if self._refers_back(counted):
            return Verdict(False, "refers-back")
        if self._is_rate(counted):
            return Verdict(False, "rate")
        if self._right.denied_at_once(counted):
            return Verdict(False, "denied at once")
        if self._is_membership(counted):
            return Verdict(False, "had")
        taken_up = self._taken_up(counted)
        if taken_up:
            return taken_up
        if self._right.attends_at_once(counted):
            return Verdict(True, "attends at once")
        if self._is_placed_at_event(counted):
            return Verdict(True, "at-event")
        left = self._left.governor(counted)
        if left and not left.takes_part and not (left.weak and self._is_present(counted)):
            return left
        if left and left.takes_part and (not left.weak or self._stands(counted) or self._is_hosted_near(counted, left)):
            return left
        right = self._right.governor(counted)
        if right and right.takes_part and (not right.weak or self._stands(counted)):
            return right
        if right and not right.takes_part and not (counted.present and right.weak):
            return right
        if self._acts(counted):
            return Verdict(True, "acts at event")
        if (
            left
            and left.rule.startswith("after thank")
            and not counted.compound
            and self._is_present(counted)
            and not counted.present
        ):
            return Verdict(True, "helps at event")
        if counted.present and not self._is_owned(counted) and not self._is_had(counted):
            if counted.number.qualifier == "vague" and not self._around.names_event(counted):
                return Verdict(False, "vague")
            things = self._around.joins_thing(counted.last, 6)
            return Verdict(not things, "present-by-name" if not things else "of-programme")
        if counted.compound and counted.head in self._words.travelling:
            return Verdict(True, "delegation")
        if left is None and counted.kind == "people" and self._opens_after_event(counted):
            return Verdict(True, "at-event")
        return Verdict(False, "ungoverned")

    def _taken_up(self, counted: Counted) -> Verdict | None:
        """Read "700 people came, including 120 children", "150 followed, among them 60 pupils"."""
        if counted.first < 2 or not self._around.judged or counted.kind != "people":
            return None
        verdict = self._around.judged[-1][1]
        taken_up = self._words.taking_up.ending(self._low, counted.first - 1)
        return Verdict(True, "part of those") if taken_up and verdict.takes_part else None

    def _is_present(self, counted: Counted) -> bool:
        """Tell those whom thanks do not tell from the served: participants, "her 8-member delegation"."""
        if counted.present or (counted.compound and counted.head in self._words.travelling):
            return True
        return counted.head in self._words.staffing and self._around.is_at_event and not self._is_owned(counted)

    def _is_hosted_near(self, counted: Counted, verdict: Verdict) -> bool:
        """Tell "brought seven ministers to Oslo" where the next sentence names the conference."""
        verb = verdict.rule.removeprefix("after ")
        named = counted.kind == "people" and counted.head not in self._words.needs_event
        return named and verb in self._words.near_hosting and self._around.is_at_event

    def _acts(self, counted: Counted) -> bool:
        """Tell "340 children formed an anchor" beside an event, and roles that any event has ("240 volunteers")."""
        if counted.kind == "countries" or counted.number.qualifier == "vague" or self._is_owned(counted):
            return False
        many = max(counted.number.low or 0.0, counted.number.high or 0.0) > _FULL_TOWN
        if (many or counted.head in self._words.needs_event) and not self._around.names_event(counted):
            return False
        return self._around.is_at_event and self._right.acts_at_once(counted)

    def _refers_back(self, counted: Counted) -> bool:
        """Tell "the two leaders", "her three children", "one official" from counts."""
        number = counted.number
        small = number.low is not None and number.low < self._words.referring_below and number.qualifier == "exact"
        if any(end is not None and (end < 2 or end != int(end)) for end in (number.low, number.high)):
            return True
        before = self._low[counted.first - 1] if counted.first else ""
        if counted.first and self._words.taking_up.ending(self._low, counted.first - 1):
            return False  # "among them four ministers"
        return small and (before in self._words.referring or before.endswith("'s"))

    def _is_owned(self, counted: Counted) -> bool:
        if not counted.first:
            return False
        before = self._low[counted.first - 1]
        return before in self._words.owners or before.endswith("'s")

    def _is_had(self, counted: Counted) -> bool:
        """Tell "soccer has 450,000 registered participants" from "the forum has 300 participants"."""
        has = counted.first > 0 and self._low[counted.first - 1] in self._words.having
        return has and not self._around.names_event(counted)

    def _is_membership(self, counted: Counted) -> bool:
        """Tell "the head of the union, which has 3,000 members, spoke at the forum"."""
        has = counted.first > 0 and self._low[counted.first - 1] in self._words.having
        return has and counted.head in self._words.needs_event

    def _is_rate(self, counted: Counted) -> bool:
        """Tell "60,000 visitors a year" from those who came."""
        near = range(counted.last, min(len(self._low), counted.last + 3))
        return any(self._words.rates.starting(self._low, j) for j in near)

    def _stands(self, counted: Counted) -> bool:
        """Tell whether a weak governor is enough here."""
        if self._is_owned(counted) and not counted.present:
            return False
        return counted.present or counted.head == "delegations" or self._around.names_event(counted)

    def _is_placed_at_event(self, counted: Counted) -> bool:
        """Tell "the forum in Mombasa, where 27 mayors adopted a charter": whatever they did, they did it there."""
        where = counted.first - 1
        named = counted.kind != "countries" and counted.head not in self._words.needs_event
        return named and where > 1 and self._low[where] == self._words.place and self._around.event_before(where)

    def _opens_after_event(self, counted: Counted) -> bool:
        """Tell "At the forum, over 100 young people engaged …": an event before the comma, the number after it."""
        j = counted.first - 1
        if j < 2 or self._low[j] != ",":
            return False
        return self._low[0] in ("at", "during", "in") and self._around.event_before(j)
