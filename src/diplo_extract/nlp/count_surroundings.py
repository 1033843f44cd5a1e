"""What a sentence tells beside its counts: events, things that are joined, names, schools."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from diplo_extract.nlp.count_phrases import Counted, Sentence
from diplo_extract.nlp.count_words import CountWords

LIST_MARKS = frozenset({",", ";", "–", "—", "-"})
_DELEGATION_REACH = 8
_SCHOOL_REACH = 7
_PLAIN_WORD = re.compile(r"[A-Za-z]+")
_TITLE_CASE = 0.85


class Verdict(NamedTuple):
    """What a governor says."""

    takes_part: bool
    rule: str
    weak: bool = False
    """Counts only when the sentence names an event, or the noun itself means people who are present."""


class Surroundings:
    """One sentence, with what is looked up in it more than once."""

    def __init__(self, sentence: Sentence, words: CountWords, context: str = "") -> None:
        self.low = sentence.low
        self.words = words
        self.judged: list[tuple[Counted, Verdict]] = []
        """The counts of the sentence so far, with their verdicts."""
        self._text = sentence.text
        self._context = context
        self._events = [j for j in range(len(self.low)) if words.events.starting(self.low, j)]
        longer = [word for word in sentence.text if len(word) > 3 and word[0].isalpha()]
        self._title_case = sum(word[0].isupper() for word in longer) > _TITLE_CASE * len(longer)

    def names_event(self, counted: Counted) -> bool:
        """Tell whether the sentence names an event outside the noun phrase of `counted`."""
        return any(not counted.value <= j < counted.last for j in self._events)

    def event_before(self, j: int) -> bool:
        """Tell whether an event is named before word `j`."""
        return bool(self._events) and self._events[0] < j

    @cached_property
    def is_at_event(self) -> bool:
        """Tell whether the sentence, or the text right around it, names an event."""
        return bool(self._events) or any(
            word in self.words.near_events or word.lower() in self.words.near_events
            for word in _PLAIN_WORD.findall(self._context)
        )

    @cached_property
    def is_signed(self) -> bool:
        """Tell whether the sentence is about a letter, a bill or the like that people join."""
        return any(self.words.signed_things.starting(self.low, j) for j in range(len(self.low)))

    def joins_thing(self, start: int, reach: int) -> bool:
        """Tell "participants in the pledge", "joined the initiative": a thing that is joined without being there."""
        things = False
        for j in range(start, min(len(self.low), start + reach)):
            if self.low[j] in LIST_MARKS:
                break
            if self.words.events.starting(self.low, j):
                things = False
            elif self.words.joined_things.starting(self.low, j):
                things = True
        return things

    def is_name_part(self, j: int) -> bool:
        """Tell "United" of "United States" from a verb: a capital inside a sentence that is not all capitals."""
        return j > 0 and self._text[j][0].isupper() and not self._title_case

    def is_schooling(self, j: int) -> bool:
        """Tell "attend a public college" from attending an event."""
        near = range(j + 1, min(len(self.low), j + 1 + _SCHOOL_REACH))
        return any(self.words.schooling.starting(self.low, k) for k in near)

    def is_claim(self, j: int) -> bool:
        """Tell "the organisers spoke of 6,000 marchers, the police of 3,500"."""
        words, low = self.words, self.low
        if low[j] != "of" or j < 2 or not self.is_at_event:
            return False
        source = j - 2 if low[j - 1] in words.claim_speaking else j - 1
        said = source == j - 2 or not words.claim_speaking.isdisjoint(low[:j])
        return said and bool(words.sources.ending(low, source))

    def is_travelling_with(self, j: int) -> bool:
        """Tell "sent its largest delegation, with 44 members", "the mission consists of 12 members"."""
        near = self.low[max(0, j - _DELEGATION_REACH) : j]
        return bool(self.words.composing.ending(self.low, j)) and not self.words.travelling.isdisjoint(near)
