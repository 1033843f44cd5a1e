"""What a word is for the extent of a title: function word, verb, day of the calendar, place."""

from __future__ import annotations

from collections.abc import Callable

from diplo_extract.nlp.titles.lexicon import Head, TitleWords
from diplo_extract.nlp.titles.words import Words

HeadAt = Callable[[int], tuple[int, Head] | None]


class Reading:
    """Looks at single words; the base of both directions."""

    def __init__(self, words: Words, lexicon: TitleWords, head_at: HeadAt) -> None:
        self.words = words
        self.lexicon = lexicon
        self._head_at = head_at

    def is_calendar(self, i: int) -> bool:
        """Tell whether word `i` is a weekday, month or season."""
        words = self.words
        return words.low[i] in self.lexicon.calendar and (
            words.cap[i] or words.low[i] not in ("may", "march", "fall", "spring")
        )

    def _is_stop(self, i: int) -> bool:
        words = self.words
        return words.low[i] in self.lexicon.stop and not (
            words.text[i].isupper() and len(words.text[i]) > 1 and words.low[i] in ("who", "it", "us")
        )

    def _is_verb(self, low: str) -> bool:
        if low in self.lexicon.verbs:
            return True
        return low.endswith("ed") and len(low) > 4 and low not in self.lexicon.adjectives and "-" not in low

    def _is_named(self, i: int) -> bool:
        """Tell whether word `i` names a country, people, place or organization."""
        words = self.words
        return (
            words.entity[i] >= 0
            or words.text[i] in self.lexicon.state_codes
            or any(
                tuple(words.low[i : i + len(pattern)]) == pattern
                for pattern in self.lexicon.places.get(words.low[i], ())
            )
        )

    def _is_adjective(self, i: int) -> bool:
        """Tell "in American history" from "in Germany": a people with a noun behind it."""
        words = self.words
        follows = i + 1 < len(words) and not words.begins[i + 1] and words.text[i + 1][0].islower()
        return follows and words.label(i) == "NORP" and not self._is_stop(i + 1)
