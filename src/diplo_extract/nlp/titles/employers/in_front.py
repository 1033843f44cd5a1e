"""The body or jurisdiction in front of a title: "Texas | Governor", "Ordu Municipality | Mayor"."""

from __future__ import annotations

from diplo_extract.nlp.titles.employers.places import Places, Stretch
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_ORGANIZED = frozenset({"ORG", "FAC"})


class InFront:
    """Splits the employer off the front of a title; `head` is always the first word of the head."""

    def __init__(self, words: Words, lexicon: TitleWords, places: Places) -> None:
        self.words = words
        self.lexicon = lexicon
        self.places = places

    def split(self, phrase: Phrase) -> tuple[int, Stretch | None, Stretch | None]:
        """Give where the title begins, the jurisdiction and the organization before it."""
        words, lexicon = self.words, self.lexicon
        start, head = phrase.start, phrase.head_start
        kept = start
        while kept < head and words.low[kept] in lexicon.status:
            kept += 1
        owner, is_place = self._owner(kept, head)
        if owner is None:
            return start, None, None
        rest = owner[1]
        if not is_place and (town := self._constituency(rest, head, phrase.head.kind)) is not None:
            return town[1], town, owner
        if not is_place and rest + 1 < phrase.head_end and words.low[rest] in lexicon.shared:
            owner, rest = (owner[0], rest + 1), rest + 1
        rest = self._behind_owner(rest, head)
        begin = rest if kept == start and rest <= max(head, owner[1]) else start
        return begin, (owner if is_place else None), (None if is_place else owner)

    def _owner(self, start: int, head: int) -> tuple[Stretch | None, bool]:
        """Give the body or place named at word `start`, and whether it is a place."""
        place = self.places.end_of(start, head) if start < head else start
        only_place = place > start and (place == head or not self.words.cap[place])
        body = start if only_place else self._body_end(start, head)
        if body > place:
            return (start, body), False
        return ((start, place), True) if place > start else (None, False)

    def _behind_owner(self, i: int, head: int) -> int:
        """Step over "'s" and a bracket with the short form of a name."""
        low = self.words.low
        if low[i] in ("'s", "'"):
            i += 1
        if low[i] == "(" and ")" in low[i:head]:
            i = low.index(")", i, head) + 1
        return i

    def _constituency(self, start: int, head: int, kind: str) -> Stretch | None:
        """Find the town between a party and an office: "CHP | Izmir | MP", "Civic Party | Bath | councillor"."""
        words, lexicon, last = self.words, self.lexicon, self.words.low[start - 1]
        is_party = last in lexicon.party_nouns or last in lexicon.parties or words.text[start - 1].isupper()
        if start >= head or not is_party:
            return None
        town = kind in ("legislative", "municipal") and head == start + 1 and self.places.is_unknown(start)
        return (start, head) if town or self.places.end_of(start, head) == head else None

    # -- how far the name of a body reaches --------------------------------------------------------------------------

    def _body_end(self, start: int, head: int) -> int:
        """Give the end of the body named from `start`: up to its last body noun or organization before the head."""
        words, lexicon = self.words, self.lexicon
        entity = words.entity[start]
        if entity >= 0 and words.label(start) in _ORGANIZED and words.entities[entity][0] == start:
            return self._whole_body(start, min(words.entities[entity][1], head), head)
        if not words.cap[start] or words.low[start] in lexicon.rank:
            return start  # "Senior Bureau Official" names no body
        if self._is_acronym(start, head):
            return start + 1
        if "'s" in words.low[start:head]:
            return self._owner_end(start, words.low.index("'s", start))
        last = self._known_end(start)
        for k in range(start, head):
            if words.cap[k] and words.low[k] in lexicon.bodies and words.low[k] not in lexicon.before:
                last = k + 1
                if k + 1 < head and words.low[k + 1] in lexicon.inside_bodies:
                    return self._before_modifiers(k + 2, head)
        return last

    def _is_acronym(self, i: int, head: int) -> bool:
        """Tell "NASA | director" and "FOX | News Host" from "HR | director"."""
        words, text = self.words, self.words.text[i]
        if not text.isupper() or len(text) < 2 or words.low[i] in self.lexicon.abbreviated_fields:
            return False
        return i < head <= i + 1 + (words.low[i + 1] in self.lexicon.shared)

    def _owner_end(self, start: int, end: int) -> int:
        """Give `end`, where "'s" stands, unless the owner is an office: "the President's advisor" is of no body."""
        owner = tuple(self.words.low[start:end])
        office = any(form == owner for form, _ in self.lexicon.heads.get(owner[0], ()))
        return start if office else end

    def _known_end(self, start: int) -> int:
        """Give the end of "White House" and the like at word `start`, or `start`."""
        words = self.words
        for name in self.lexicon.known_bodies:
            if tuple(words.low[start : start + len(name)]) == name:
                return start + len(name)
        return start

    def _whole_body(self, start: int, end: int, head: int) -> int:
        """Mend the end of a body that the tagger named.

        "White House Domestic Policy" and "National Security" run into the title; "White House Council" goes on with
        "on Environmental Quality".
        """
        words, lexicon, places = self.words, self.lexicon, self.places
        if end + 1 < head and words.low[end] in lexicon.inside_bodies:
            return self._before_modifiers(end + 1, head)
        if end - 2 > start and words.low[end - 2] in lexicon.party_nouns and places.is_unknown(end - 1):
            return end - 1  # "Civic Party Bath"
        known = self._known_end(start)
        if known > start and lexicon.bodies.isdisjoint(words.low[known:end]):
            return min(known, end)
        if not lexicon.inside_bodies.isdisjoint(words.low[start:end]):
            members = end + 1 == head and words.cap[end] and words.low[end].endswith("s") and places.is_unknown(end)
            return head if members else end  # "Federation of Government | Employees"
        while end > start and words.low[end - 1] in lexicon.before and words.low[end - 1] not in lexicon.bodies:
            end -= 1
        return end

    def _before_modifiers(self, start: int, head: int) -> int:
        end = head
        while end > start + 1 and self.words.low[end - 1] in self.lexicon.before:
            end -= 1
        return end
