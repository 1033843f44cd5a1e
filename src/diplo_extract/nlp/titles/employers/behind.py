"""The body or jurisdiction behind a title: "President | of Zanzibar", "Director | of the Office of Personnel"."""

from __future__ import annotations

from diplo_extract.nlp.titles.employers.places import PLACES, Places, Stretch
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_ORGANIZED = frozenset({"ORG", "FAC"})


class Behind:
    """Splits the employer off the end of a title."""

    def __init__(self, words: Words, lexicon: TitleWords, places: Places) -> None:
        self.words = words
        self.lexicon = lexicon
        self.places = places

    def split(self, phrase: Phrase) -> tuple[int, Stretch | None]:
        """Give where the title ends, and the employer behind it."""
        words, lexicon = self.words, self.lexicon
        k, end = phrase.head_end, phrase.end
        if phrase.head.plural and (towns := self._towns_of_holders(k, end)) is not None:
            return towns, None
        if (country := self._country_of_portfolio(phrase)) is not None:
            return country - 1, (country, end)
        while k < end:
            if words.low[k] not in lexicon.before_employers:
                k += 1
                continue
            first = k + 1
            while first < end and words.low[first] in lexicon.before_bodies:
                first += 1
            if first >= end:
                break
            body = (first, self._body_stop(first, end))
            if (split := self._employer(phrase, k, body)) is not None:
                return split
            k = body[1]
        return end, None

    def _towns_of_holders(self, k: int, end: int) -> int | None:
        """Give where "of Salem, Bath and Cork" begins behind a plural office: each holder has one of them."""
        words = self.words
        for m in range(k, end - 3):
            rest = range(m + 1, end)
            if words.low[m] == "of" and all(words.label(i) in PLACES or words.low[i] in (",", "and") for i in rest):
                return m if any(words.low[i] == "and" for i in rest) else None
        return None

    def _country_of_portfolio(self, phrase: Phrase) -> int | None:
        """Find the country of "Minister for Local Government | of Fiji"."""
        words, k, end = self.words, phrase.head_end, phrase.end
        if phrase.head.role in self.lexicon.portfolio and words.low[k : k + 1] == ["for"]:
            for m in range(k + 2, end - 1):
                if words.low[m] == "of" and self.places.is_place(m + 1, end):
                    return m + 1
        return None

    def _employer(self, phrase: Phrase, k: int, body: Stretch) -> tuple[int, Stretch] | None:
        """Give the end of the title and the employer, if what the preposition at `k` leads to is one."""
        words, lexicon, role, end = self.words, self.lexicon, phrase.head.role, phrase.end
        first, stop = body
        preposition = words.low[k]
        if self.places.is_place(first, stop):
            whole = role in lexicon.mission or stop < end or preposition == "for"
            return (end if whole else k), body
        named = not lexicon.bodies.isdisjoint(words.low[first:stop])
        field = not named or role.endswith("minister") or stop - first == 1
        if preposition == "for" and role in lexicon.portfolio and field:
            return None  # "Minister for Local Government"
        sure = words.cap[first] and (preposition == "at" or (preposition == "of" and role in lexicon.employed))
        if not sure and not self._is_body(first, stop):
            return None
        part = words.low[stop - 1] in lexicon.parts and (role in lexicon.portfolio or role in lexicon.empty)
        if part and stop < end:
            return None
        touches = k == phrase.head_end
        whole = (
            part
            or (touches and preposition == "of" and role in lexicon.portfolio and not named)
            or (stop < end and words.low[stop] in ("for", "on", "to"))
            or (touches and role in lexicon.empty)
        )
        return (end if whole else k), self._named_part(first, stop)

    def _body_stop(self, first: int, end: int) -> int:
        """Give the end of one body among several phrases: "Foreign Ministry | for Legal Affairs"."""
        words, lexicon = self.words, self.lexicon
        for k in range(first + 1, end):
            low, before = words.low[k], words.low[k - 1]
            part = before in lexicon.parts
            if low == "of" and part and self.places.is_place(first, k - 1):
                continue  # "the United States Department of Labor"
            part = part and k - 1 > first
            if part and low in ("of", "for"):
                return k
            if words.entity[k] >= 0 and words.entity[k] == words.entity[k - 1]:
                continue
            if low in lexicon.behind_bodies:
                return k
            going_on = lexicon.for_bodies if low == "for" else lexicon.bodies
            if low in ("for", "on") and (part or before not in going_on):
                return k
        return end

    def _named_part(self, start: int, end: int) -> Stretch:
        """Give the name alone of "international law firm Smith & Hale"."""
        words = self.words
        for k in range(start, end - 1):
            if not words.cap[k] and words.low[k] in self.lexicon.bodies and words.cap[k + 1]:
                return k + 1, end
        return start, end

    def _is_body(self, start: int, end: int) -> bool:
        """Tell the name of a body from a portfolio or a thing."""
        words = self.words
        if self._named_part(start, end) != (start, end):
            return True
        if not words.cap[start]:
            return False
        if words.label(start) in _ORGANIZED:
            return True
        return any(words.cap[k] and words.low[k] in self.lexicon.bodies for k in range(start, end))
