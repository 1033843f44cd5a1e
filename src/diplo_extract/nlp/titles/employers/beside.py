"""The body or jurisdiction beside a title and its name: "Mayor X, Salem, OR", "CEO, Acme Transit", "Lima (Mayor X)"."""

from __future__ import annotations

from diplo_extract.nlp.titles.employers.places import PLACES, Places, Stretch
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.links import Link
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_OWNERS = frozenset({"GPE", "LOC", "ORG"})
_ORGANIZED = frozenset({"ORG", "FAC"})
_OWNER = 8
_LONGEST_BODY = 14


class Beside:
    """Looks for the employer outside of a title."""

    def __init__(self, words: Words, lexicon: TitleWords, places: Places, in_title: list[bool]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.places = places
        self.in_title = in_title

    def find(self, link: Link) -> tuple[Stretch | None, Stretch | None]:
        """Give the organization and the jurisdiction; at most one of them is found."""
        owner = self._owner_in_front(link.phrase)
        if owner is None and link.name is not None and link.rule in ("before", "apposition"):
            owner = link.name.of
        if owner is not None:
            return (None, owner) if self.places.is_place(*owner) else (owner, None)
        first = self._first_behind(link)
        if first is None:
            return None, None
        words = self.words
        if words.entity[first] >= 0 and words.label(first) in PLACES:
            start, stop, _ = words.entities[words.entity[first]]
            return None, (start, self.places.with_state(stop))
        if link.rule == "before" and link.phrase.head.kind == "legislative":
            return None, None  # "Senator Smith, the Harbour Board, and the owners met"
        stop = self._body_from(first)
        return ((first, stop), None) if stop > first else (None, None)

    def _owner_in_front(self, phrase: Phrase) -> Stretch | None:
        """Find the town of "Lima (Mayor Ann Lee)" and "Lima was represented by its Mayor"."""
        words, k = self.words, phrase.start - 1
        if k < 1 or words.begins[phrase.start] or not (words.low[k] == "(" or phrase.determiner == "its"):
            return None
        nearest = k - 1 if words.low[k] == "(" else max(k - _OWNER, 0)
        for i in range(k - 1, nearest - 1, -1):
            if words.entity[i] >= 0 and words.label(i) in _OWNERS:
                return words.entities[words.entity[i]][:2]
            if words.begins[i] or words.name[i] >= 0:
                break
        return None

    def _first_behind(self, link: Link) -> int | None:
        """Give the first word of what may be an employer, behind a comma or "at"."""
        words = self.words
        if link.rule == "after":
            end = link.phrase.end
        elif link.rule == "before" and link.name is not None:
            end = link.name.tail
        else:
            return None
        if end + 1 >= len(words) or words.low[end] not in self.lexicon.name_to_employer or words.begins[end + 1]:
            return None
        first = end + 1 + (words.low[end + 1] == "the")
        if first >= len(words) or words.name[first] >= 0 or not words.cap[first] or self.in_title[first]:
            return None
        return first

    def _body_from(self, first: int) -> int:
        """Give the end of the body named from word `first`, or `first` when none is named there."""
        words, lexicon = self.words, self.lexicon
        limit = min(len(words), first + _LONGEST_BODY)
        k, named = first, False
        while k < limit and words.name[k] < 0 and not self.in_title[k] and (k == first or not words.begins[k]):
            low = words.low[k]
            if words.cap[k] or words.entity[k] >= 0:
                if low in lexicon.calendar:
                    break
                named = named or low in lexicon.bodies or words.label(k) in _ORGANIZED
            elif low not in lexicon.joins_bodies or (low != "of" and not words.cap[min(k + 1, len(words) - 1)]):
                break
            k += 1
        while k > first and not words.cap[k - 1] and words.entity[k - 1] < 0:
            k -= 1
        return k if named else first
