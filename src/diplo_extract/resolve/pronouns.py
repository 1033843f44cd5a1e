"""Who is meant by "he" and "she": the subject of the sentences before, of the sex that the text tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from diplo_extract import lexicon
from diplo_extract.records import Person
from diplo_extract.resolve.named import Gender

_SENTENCES_BACK = 6


@cache
def _genders() -> Mapping[str, Gender]:
    pronouns: Mapping[str, Gender] = lexicon.load("en", "people")["pronouns"]
    return pronouns


class Named(NamedTuple):
    """A mention of a person."""

    start: int
    end: int
    person: Person


class Pronouns:
    """Resolves the pronouns of one document; what "she" showed once is remembered of the person."""

    def __init__(self, mentions: Sequence[Named], sentence_starts: Sequence[int], genders: dict[str, Gender]) -> None:
        self._mentions = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]
        self._sentences = list(sentence_starts)
        self._genders = genders
        self._resolved: list[tuple[int, Person]] = []

    def resolve(self, pronoun: str, at: int) -> Person | None:
        """Give the person that the pronoun at offset `at` stands for."""
        gender = _genders().get(pronoun.lower())
        index = bisect_left(self._sentences, at + 1) - 1
        end = at
        for back in range(_SENTENCES_BACK):
            if index - back < 0:
                break
            start = self._sentences[index - back]
            person = self._subject(start, end, gender)
            if person is not None:
                self._remember(at, person, gender)
                return person
            end = start
        return None

    def note(self, at: int, person: Person) -> None:
        """Remember that the words at `at` stand for a person: later pronouns may go back to them."""
        self._resolved.append((at, person))

    def _remember(self, at: int, person: Person, gender: Gender | None) -> None:
        if gender is not None:
            self._genders.setdefault(person.id, gender)
        self.note(at, person)

    def _subject(self, start: int, end: int, gender: Gender | None) -> Person | None:
        """Give the first fitting person between two offsets, by name or by a pronoun that was resolved."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        candidates = [(mention.start, mention.person) for mention in self._mentions[first : min(last, first + 40)]]
        for at, person in reversed(self._resolved[-40:]):
            if start <= at < end:
                candidates.append((at, person))
        fitting = [item for item in candidates if gender is None or self._genders.get(item[1].id, gender) == gender]
        return min(fitting, key=lambda item: item[0])[1] if fitting else None
