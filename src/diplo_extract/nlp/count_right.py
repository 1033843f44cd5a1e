"""To the right of a count: the verb whose subject it is."""

from __future__ import annotations

from diplo_extract.nlp.count_phrases import Counted
from diplo_extract.nlp.count_surroundings import LIST_MARKS, Surroundings, Verdict

_REACH = 26
_ACT_REACH = 14


class Rightward:
    """Walks from a count to its verb."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._words = around.words
        self._low = around.low

    def governor(self, counted: Counted) -> Verdict | None:
        """Walk from the noun to the verb whose subject it is."""
        words, low = self._words, self._low
        found: Verdict | None = None
        j, limit = counted.last, min(len(low), counted.last + _REACH)
        while j < limit:
            word = low[j]
            if word in (":", ";", "?", "!"):
                return found
            named = self._around.is_name_part(j)
            length = 0 if named or self._is_noun(j) else words.not_subject.starting(low, j)
            taking = 0 if named else words.taking_part.starting(low, j)
            if length > taking or (length and not taking):
                return Verdict(
                    False, "before " + " ".join(low[j : j + length]), bool(words.soft_not_subject.starting(low, j))
                )
            if taking:
                if word.startswith("attend") and self._around.is_schooling(j):
                    return Verdict(False, "schooling")
                if self._takes_a_thing(j + taking - 1) and self._around.joins_thing(j + taking, 9):
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

    def _is_noun(self, j: int) -> bool:
        """Tell "46 boat-builders showed their work" from "46 boat-builders work here"."""
        return self._low[j - 1] in self._words.definite or self._low[j - 1] in ("a", "an", "of", "this")

    def denied_at_once(self, counted: Counted) -> bool:
        """Tell "the 500 soldiers killed in the war": the word after the noun outweighs any verb before it."""
        if counted.last >= len(self._low):
            return False
        length = self._words.not_subject.starting(self._low, counted.last)
        return length > self._words.soft_not_subject.starting(self._low, counted.last)

    def attends_at_once(self, counted: Counted) -> bool:
        """Tell "12 cities took part": the verb after the noun outweighs any verb of the clause before."""
        if counted.last >= len(self._low):
            return False
        words, low, j = self._words, self._low, counted.last
        length = words.taking_part.starting(low, j)
        if length <= words.weak_taking_part.starting(low, j) or low[j].endswith("ing") or low[j] in ("join", "joined"):
            return False
        if low[j].startswith("attend") and self._around.is_schooling(j):
            return False
        return not (self._takes_a_thing(j + length - 1) and self._around.joins_thing(j + length, 9))

    def acts_at_once(self, counted: Counted) -> bool:
        """Tell "340 children formed an anchor", "three jurors, A, B and C, described how"."""
        words, low = self._words, self._low
        for j in range(counted.last, min(len(low), counted.last + _ACT_REACH)):
            if self._around.is_name_part(j):
                continue
            if words.acts.starting(low, j):
                return not self._is_of_other(counted, j)
            if low[j] == words.infinitive:
                return False  # "will visit 350 schools tomorrow to speak with pupils"
            if words.not_subject.starting(low, j) or words.hosting.starting(low, j) or self._ends_right(j, counted):
                return False
        return False

    def _is_of_other(self, counted: Counted, j: int) -> bool:
        """Tell "12 cities, and the choir sang": another subject stands between."""
        low = self._low
        return any(
            low[k] in ("and", "the", "that", "which") and low[k - 1] in LIST_MARKS for k in range(counted.last + 1, j)
        )

    def _takes_a_thing(self, j: int) -> bool:
        """Tell "participating in the scheme", "joined the pledge" from "the cities participating spoke"."""
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
