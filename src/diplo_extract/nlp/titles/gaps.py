"""What stands between a name and a title: separators once courtesy words, letters, ages and party tags are gone."""

from __future__ import annotations

from dataclasses import dataclass

from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_FAR = 40
_BRACKET = 40
_OPENING = frozenset({'"', "“", "‘", "«", "„"})
_CLOSING = frozenset({'"', "”", "’", "»"})
_DASHES = frozenset("-–—―−")
_PLACES = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP"})
_BODY_PREPOSITIONS = frozenset({"of", "from"})
_BEFORE_A_WORK = frozenset({"of", "for", "at", "on", "the"})


@dataclass(slots=True)
class Name:
    """A person's name with what is stuck to it."""

    index: int
    start: int
    end: int
    tail: int
    """Where the letters, ages, party tags and "of ORG" behind the name end."""
    of: tuple[int, int] | None = None
    """The words of "of Israel", "from the Civic Party" behind the name, without the preposition."""


class Gaps:
    """Reads the words between names and titles."""

    def __init__(self, words: Words, lexicon: TitleWords, phrases: list[Phrase]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.in_title = [False] * len(words)
        for phrase in phrases:
            for i in range(phrase.start, phrase.end):
                self.in_title[i] = True

    def name(self, index: int) -> Name:
        """Give the name with its tail measured."""
        start, end = self.words.names[index]
        found = Name(index, start, end, end)
        tail = end
        while True:
            step = self._tail_step(tail, found)
            if step is None:
                break
            tail = step
        found.tail = tail
        return found

    def _tail_step(self, i: int, name: Name) -> int | None:
        words, lexicon = self.words, self.lexicon
        size = len(words)
        if i >= size or words.begins[i] or words.name[i] >= 0:
            return None
        low = words.low[i]
        if low == "(":
            return self._bracket(i)
        if self._is_letters(i):
            return i + 1
        if low in _BODY_PREPOSITIONS and name.of is None:
            return self._of(i, name)
        if low != "," or i + 1 >= size or words.begins[i + 1]:
            return None
        if self._is_letters(i + 1) and self._ends_letters(i + 2) and not self.in_title[i + 1]:
            return i + 2
        if (town := self._town(i + 1, name)) is not None:
            return town
        if (service := self._service(i + 1, name)) is not None:
            return service
        if words.text[i + 1].isdigit() and len(words.text[i + 1]) <= 3 and words.low[i + 2 : i + 3] == [","]:
            return i + 2
        head, _, state = words.text[i + 1].partition("-")
        if state[:1].isupper() and head.casefold() in lexicon.parties and head.isupper():
            return i + 2
        if words.low[i + 1] in _BODY_PREPOSITIONS and name.of is None:
            end = self._of(i + 1, name)
            return end if end is not None and words.low[end : end + 1] == [","] else None
        return None

    def _is_letters(self, i: int) -> bool:
        """Tell whether word `i` is letters behind a name: "AO", "MP", "Ph.D."."""
        words = self.words
        return (
            words.low[i] in self.lexicon.post_nominals
            and words.text[i][0].isupper()
            and words.name[i] < 0
            and (len(words.text[i]) > 2 or words.text[i].isupper())
        )

    def _ends_letters(self, i: int) -> bool:
        """Tell letters behind a name from the name of a body: ", MP," and ", MA General Assembly"."""
        words = self.words
        return i >= len(words) or words.begins[i] or not words.cap[i]

    def _town(self, i: int, name: Name) -> int | None:
        """Step over "Mount Vernon, NY" behind a name."""
        words = self.words
        k = i
        while (
            k < min(i + 5, len(words))
            and words.cap[k]
            and words.name[k] < 0
            and not words.begins[k]
            and not self.in_title[k]
        ):
            k += 1
        if k == i or k + 1 >= len(words) or words.low[k] != "," or words.begins[k + 1] or name.of is not None:
            return None
        if (words.text[k + 1].isupper() and words.text[k + 1].rstrip(".") in self.lexicon.state_codes) or words.text[
            k + 1
        ] in self.lexicon.state_codes:
            name.of = (i, k + 2)
            return k + 2
        return None

    def _service(self, i: int, name: Name) -> int | None:
        """Step over "U.S. Navy (Ret.)" between an officer's name and the comma before the next office."""
        words = self.words
        end = next((k + 1 for k in range(i, min(i + 5, len(words))) if words.low[k] in self.lexicon.services), i)
        if end == i or not all(words.cap[k] and not self.in_title[k] for k in range(i, end)):
            return None
        if words.low[end : end + 1] == ["("] and not self.lexicon.retired.isdisjoint(words.low[end + 1 : end + 2]):
            name.of, end = (i, end), self._bracket(end) or end
            return end if words.low[end : end + 1] == [","] else None
        return None

    def _bracket(self, i: int) -> int | None:
        """Step over a bracket that holds no title and no name that has one."""
        words = self.words
        for k in range(i + 1, min(i + _BRACKET, len(words))):
            if words.low[k] == ")":
                return k + 1
            if self.in_title[k] or words.begins[k]:
                return None
        return None

    def _of(self, i: int, name: Name) -> int | None:
        """Step over "of Israel", "from the Civic Party", "of ADPL" behind a name."""
        words = self.words
        k = i + 1
        size = len(words)
        if k < size and words.low[k] == "the":
            k += 1
        if k >= size or words.begins[k] or words.name[k] >= 0 or self.in_title[k]:
            return None
        end = k
        if words.entity[k] >= 0 and words.label(k) in _PLACES:
            end = words.entities[words.entity[k]][1]
        else:
            while (
                end < min(size, k + 8)
                and words.name[end] < 0
                and words.cap[end]
                and not words.begins[end]
                and not self.in_title[end]
            ):
                end += 1
                if (
                    end + 1 < size
                    and words.low[end] in ("of", "and", "&", "for")
                    and words.cap[end + 1]
                    and words.name[end + 1] < 0
                    and not self.in_title[end + 1]
                    and words.low[end] != "and"
                ):
                    end += 1
        if end == k:
            return None
        name.of = (k, end)
        return end

    def between(self, start: int, end: int) -> str | None:
        """Give the words from `start` to `end` that count, joined by blanks; None when they are many."""
        if end - start > _FAR:
            return None
        words = self.words
        kept: list[str] = []
        i = start
        while i < end:
            low = words.low[i]
            if low == "(" and (closing := self._closing(i, end)) is not None:
                i = closing
                continue
            size = self.honorific(i, end)
            if size:
                i += size
                continue
            if low in _OPENING and kept[-1:] == [":"]:
                return None  # "Statement from the President: “Ann Lee …": what she says
            if low in _CLOSING and "," in (*kept[-1:], *words.low[i + 1 : i + 2]) and self._closes_speech(i):
                return None
            if low not in ('"', "“", "”", "*", "•") and not (low == "," and kept[-1:] == [","]):
                kept.append("–" if low in _DASHES and self._is_spaced(i) else low)
            i += 1
        return " ".join(kept)

    def _closes_speech(self, i: int) -> bool:
        """Tell "“… met the president,” Ann Lee said" from "curator of “Light and Water”, Ann Lee"."""
        words = self.words
        for k in range(i - 1, max(i - _FAR, 0), -1):
            if words.low[k] in _OPENING:
                return words.low[k - 1] not in _BEFORE_A_WORK and not words.cap[k - 1]
        return True

    def before_title(self, start: int, end: int) -> str | None:
        """Give what stands between, without the article and the adjectives of time before a title."""
        gap = self.between(start, end)
        if gap is None:
            return None
        words = gap.split()
        while words and (words[-1] in self.lexicon.left_out or words[-1] in self.lexicon.dropped):
            words.pop()
        return " ".join(words)

    def _is_spaced(self, i: int) -> bool:
        """Tell a dash from a hyphen; the long ones are dashes wherever they stand."""
        words = self.words
        return words.text[i] in "–—―" or (i > 0 and words.start[i] > words.end[i - 1])

    def _closing(self, i: int, end: int) -> int | None:
        for k in range(i + 1, min(i + _BRACKET, end)):
            if self.words.low[k] == ")":
                return k + 1
        return None

    def honorific(self, i: int, end: int) -> int:
        """Give the number of words of the courtesy title at word `i`, or 0."""
        words = self.words
        for pattern in self.lexicon.honorifics.get(words.low[i], ()):
            size = len(pattern)
            if (
                i + size <= end
                and tuple(words.low[i : i + size]) == pattern
                and (words.cap[i] or pattern[0] in ("the", "his", "her", "their"))
            ):
                return size
        return 0
