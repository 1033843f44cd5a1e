"""How far a title reaches: leftwards over what modifies the head, rightwards over its of/for/to phrases.

There is no parser behind this. Leftwards a capitalised head takes capitalised words, names of organizations and
places, and the modifiers of the lexicon; a head in lower case also takes plain words that are neither function words
nor verbs. Rightwards a complement ends at punctuation, at a person's name, at a verb, and before the next title.
"""

from __future__ import annotations

from collections.abc import Callable

from diplo_extract.nlp.titles.lexicon import Head, TitleWords
from diplo_extract.nlp.titles.words import Words

_LEFT = 16
_RIGHT = 30
_PLAIN = 5
_CONNECTORS = frozenset({"of", "for", "on", "and", "&", "the", "to", "in"})
_PREPOSITIONS = frozenset({"of", "for", "to", "at", "on", "in", "from"})
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my"})
_CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
    ]
)
_PLACES = frozenset({"GPE", "LOC", "GPE_LOC", "NORP", "ORG", "FAC"})


class NounPhrases:
    """Reads noun phrases around a head."""

    def __init__(self, words: Words, lexicon: TitleWords, head_at: Callable[[int], tuple[int, Head] | None]) -> None:
        self.words = words
        self.lexicon = lexicon
        self._head_at = head_at

    # -- leftwards -------------------------------------------------------------------------------------------------

    def start_of(self, i: int, limit: int, capital: bool) -> int:
        """Give the first word of the phrase whose head begins at `i`; never before `limit`."""
        words = self.words
        limit = max(limit, i - _LEFT)
        plain = 0
        start = i
        while start > limit and not words.begins[start]:
            step = self._step_left(start, limit, capital)
            if step is None:
                break
            if step == start - 1 and not words.cap[step] and words.low[step] not in self.lexicon.before:
                plain += words.text[step][0].isalpha()
                if plain > _PLAIN:
                    break
            start = step
        while start < i and words.low[start] in ("'s", "'", "&", "-"):
            start += 1
        return start

    def _step_left(self, start: int, limit: int, capital: bool) -> int | None:
        """Give where the phrase begins when one more word, entity or name of a body is taken in; None to stop."""
        words, lexicon = self.words, self.lexicon
        k = start - 1
        low = words.low[k]
        if words.name[k] >= 0:
            return None
        if words.entity[k] >= 0 and words.label(k) in _PLACES:
            first, last, _ = words.entities[words.entity[k]]
            if last == start and first >= limit and words.text[k][0].isalnum():
                return self._over_heads(first, k)
        if low in ("'s", "'"):
            return k if k - 1 >= limit and words.name[k - 1] < 0 and words.text[k - 1][-1].isalnum() else None
        if low == "&" and words.cap[start]:
            return k if capital and k > limit and words.cap[k - 1] else None
        if low == ")":
            return self._over_acronym(k, limit)
        if self.is_calendar(k):
            return None
        if self._is_stop(k):
            if low == "and" and (pair := self._over_pair(start, limit, capital)) is not None:
                return pair
            return self._over_body(start, limit) if capital and low in _CONNECTORS else None
        if low in lexicon.before or low[:-2].isdigit() or (low[0].isdigit() and "-" in low):
            return k
        if (low in lexicon.honorifics and words.cap[k]) or not words.text[k][0].isalpha():
            return None
        if words.cap[k]:
            return None if words.begins[k] and low in lexicon.verbs else k
        return k if not capital and not self._is_verb(low) and low not in lexicon.kinship else None

    def _over_heads(self, first: int, last: int) -> int | None:
        return first

    def _over_acronym(self, k: int, limit: int) -> int | None:
        """Step over "(FAO)" between a body and its head."""
        words = self.words
        if k - 2 >= limit and words.low[k - 2] == "(" and words.text[k - 1].isupper() and words.name[k - 1] < 0:
            return k - 2
        return None

    def _over_pair(self, start: int, limit: int, capital: bool) -> int | None:
        """Step over two nouns that modify one head: "Trade and Industry | Minister", "litigation and trial | counsel"."""
        words, lexicon = self.words, self.lexicon
        if words.low[start] in lexicon.rank or self._head_at(start) is not None or self._is_named(start):
            return None
        k = start - 2
        if words.begins[start - 1] or k < limit:
            return None
        while k >= limit and start - k <= 4 and words.name[k] < 0 and words.text[k][0].isalpha():
            if (
                words.cap[k] != capital
                or self._is_stop(k)
                or self._is_verb(words.low[k])
                or self._head_at(k) is not None
            ):
                break
            if self._is_named(k):
                return None
            if words.begins[k]:
                k -= 1
                break
            k -= 1
        first = k + 1
        if first == start - 1:
            return None
        opens = (
            first == 0
            or words.begins[first]
            or not words.text[k][0].isalpha()
            or words.low[k] in ("the", "a", "an", "'s", "his", "her")
        )
        opens = (
            opens
            or words.low[k] in lexicon.before
            or (capital and k >= 0 and not words.cap[k] and words.low[k] not in ("of", "for", "in", "between"))
        )
        return first if opens else None

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

    def _over_body(self, start: int, limit: int) -> int | None:
        """Step over the name of a body that has connectors inside.

        "Australian Department of Foreign Affairs and Trade Secretary": from "and" back to "Department".
        """
        words, lexicon = self.words, self.lexicon
        k = start - 1
        if words.low[k] in ("and", "&") and (words.low[start] in lexicon.rank or self._head_at(start) is not None):
            return None
        while k > limit:
            low = words.low[k]
            if (
                words.name[k] >= 0
                or words.begins[k + 1]
                or not (words.cap[k] or low in _CONNECTORS or low in (",", "'s"))
            ):
                return None
            if low in ("of", "for", "on") and words.low[k - 1] in lexicon.bodies and words.cap[k - 1]:
                return k - 1
            if low == "," and (words.low[start - 1] != "and" or start - k > 6):
                return None
            k -= 1
        return None

    # -- rightwards ------------------------------------------------------------------------------------------------

    def complement(self, end: int, head: Head, capital: bool) -> int:
        """Give the end of the of/for/to/at/on/in phrases that begin at `end`."""
        words = self.words
        size = len(words)
        limit = min(size, end + _RIGHT)
        while end < limit and not words.begins[end]:
            if not self._opens_complement(end, head):
                break
            reached = self._noun_phrase(end + 1, limit, words.low[end], head)
            if reached is None:
                break
            end = reached
        return end

    def _opens_complement(self, i: int, head: Head) -> bool:
        words, lexicon = self.words, self.lexicon
        low = words.low[i]
        if low not in _PREPOSITIONS or i + 1 >= len(words) or words.begins[i + 1]:
            return False
        last = head.role.rsplit(" ", 1)[-1]
        following = words.low[i + 1]
        if low == "to":
            return (head.role in lexicon.to or last in lexicon.to) and (words.cap[i + 1] or following in _ARTICLES)
        if low == "on":
            return (head.role in lexicon.on or last in lexicon.on) and not self.is_calendar(i + 1)
        if low == "from":
            return words.low[i - 1] != "said" and head.plural and following == "the"
        if low == "in":
            j = i + 1 + (following == "the")
            return j < len(words) and words.cap[j] and not self.is_calendar(j) and words.name[j] < 0
        if low == "at":
            return following not in ("least", "a", "an", "his", "her", "this", "which", "most", "first", "once")
        return following not in (
            "which",
            "whom",
            "this",
            "that",
            "these",
            "all",
            "it",
            "them",
            "him",
            "course",
            "several",
            "many",
            "more",
        )

    def _noun_phrase(self, i: int, limit: int, preposition: str, head: Head) -> int | None:
        """Give the end of the noun phrase that begins at `i`, or None when none does."""
        words = self.words
        begin = i
        if words.low[i] in _ARTICLES:
            i += 1
        if i >= limit or words.begins[i]:
            return None
        first = i
        i = self._over_quotation(i, limit)
        plain = 0
        while i < limit and not (words.begins[i] and i > begin):
            step = self._step_right(i, first, plain, limit, preposition)
            if step is None:
                break
            plain = (
                plain + 1
                if not words.cap[i] and words.text[i][0].isalpha() and words.low[i] not in _CONNECTORS
                else plain
            )
            i = step
        while i > first and (
            words.low[i - 1] in _CONNECTORS
            or words.low[i - 1] in ("'s", "'", ",", "-", '"')
            or words.low[i - 1] in _ARTICLES
        ):
            i -= 1
        return i if i > first else None

    def _over_quotation(self, i: int, limit: int) -> int:
        """Step over a quoted work at the beginning: "curator of “Light and Water” at …"."""
        words = self.words
        if words.low[i] in ('"', "“", "‘", "«"):
            for k in range(i + 1, limit):
                if words.begins[k]:
                    break
                if words.low[k] in ('"', "”", "’", "»", "'"):
                    return k + 1
        return i

    def _step_right(self, i: int, first: int, plain: int, limit: int, preposition: str) -> int | None:
        words, lexicon = self.words, self.lexicon
        low, text = words.low[i], words.text[i]
        if words.name[i] >= 0:
            return self._over_name(i, limit)
        if words.entity[i] >= 0 and words.label(i) in _PLACES and not self._is_title_start(i, first):
            return min(words.entities[words.entity[i]][1], limit)
        if low in ("and", "&", "/"):
            return self._over_and(i, first, limit, plain)
        if low == ",":
            return self._over_series(i, first, limit)
        if low in ("'s", "'"):
            return i + 1
        if i > first and low in _PREPOSITIONS and low != "from":
            return self._over_preposition(i, limit, plain)
        if low == "the":
            return i + 1 if i > first and words.low[i - 1] in _PREPOSITIONS else None
        if self.is_calendar(i) or (self._is_stop(i) and not (words.cap[i] and i > first)):
            return None
        if text[0].isdigit():
            return i + 1 if i + 1 < limit and words.cap[i + 1] else None
        if not text[0].isalpha():
            return None
        if words.cap[i]:
            return None if i > first and words.low[i] in lexicon.honorifics and self._name_soon(i) else i + 1
        if self._is_verb(low) and i > first:
            return None
        if plain == 0 and i > first and words.cap[i - 1]:
            return i + 1 if self._closes(i + 1) else self._over_kind_of_body(i, limit)
        if plain and words.low[i - 1] in lexicon.bodies and words.cap[i]:
            return i + 1
        return i + 1 if plain < 6 and not words.cap[i - 1] else None

    def _over_kind_of_body(self, i: int, limit: int) -> int | None:
        """Step over "law firm" in "partner at the Boston law firm Smith & Hale"."""
        words = self.words
        for k in range(i, min(i + 3, limit)):
            if words.cap[k] or not words.text[k][0].isalpha() or self._is_stop(k):
                return None
            if words.low[k] in self.lexicon.bodies and k + 1 < limit and words.cap[k + 1]:
                return k + 1
        return None

    def _is_title_start(self, i: int, first: int) -> bool:
        return i > first and words_head(self._head_at, i)

    def _name_soon(self, i: int) -> bool:
        return any(self.words.name[k] >= 0 for k in range(i + 1, min(i + 4, len(self.words))))

    def _closes(self, i: int) -> bool:
        """Tell whether a noun phrase may end before word `i`."""
        words = self.words
        if i >= len(words) or words.begins[i] or words.name[i] >= 0 or not words.text[i][0].isalnum():
            return True
        return (
            words.low[i] in _PREPOSITIONS
            or words.low[i] in ("and", "who", "is", "was", "has")
            or self._is_verb(words.low[i])
        )

    def _over_name(self, i: int, limit: int) -> int | None:
        """A name inside a longer name is no border: "the Andy Warhol Foundation"."""
        words = self.words
        end = words.names[words.name[i]][1]
        owner = end < limit and words.low[end] in ("'s", "'")
        k = end + owner
        if k >= limit or words.begins[k] or not words.cap[k]:
            return None
        if not owner:
            return end if words.low[k] in self.lexicon.bodies else None
        while k < limit and words.cap[k] and not words.begins[k] and words.name[k] < 0:
            if words.low[k] in self.lexicon.bodies:
                return end
            k += 1
        return None

    def _over_and(self, i: int, first: int, limit: int, plain: int) -> int | None:
        """Go on over "and" inside a portfolio ("Housing and Urban Development"), not before another title."""
        words = self.words
        j = i + 1
        if j >= limit or words.begins[j] or words.name[j] >= 0 or i == first:
            return None
        if words.low[j] in _ARTICLES or words.low[j] in self.lexicon.honorifics:
            return None
        if words.cap[i - 1] != words.cap[j] or self._is_stop(j) or self.is_calendar(j):
            return None
        if not words.cap[j]:
            return (
                i + 1
                if plain
                and not self._is_verb(words.low[j])
                and self._closes(j + 1)
                and not self._title_follows(j, limit)
                else None
            )
        return None if self._title_follows(j, limit) else i + 1

    def _title_follows(self, j: int, limit: int) -> bool:
        """Tell whether a new title begins at `j`: modifiers or capitalised words that lead to a head."""
        words = self.words
        for k in range(j, min(j + 8, limit)):
            if (
                words.begins[k]
                or words.name[k] >= 0
                or (not words.text[k][0].isalnum() and words.low[k] not in ("'s", "'"))
            ):
                return False
            if self._head_at(k) is not None:
                return True
            if self._is_stop(k) or self._is_verb(words.low[k]):
                return False
        return False

    def _over_series(self, i: int, first: int, limit: int) -> int | None:
        """Go on over a comma inside a portfolio: "Minister of Investment, Trade and Industry"."""
        words = self.words
        k = i + 1
        length, seen_and = 0, False
        while k < min(limit, i + 16) and not words.begins[k] and words.name[k] < 0:
            low = words.low[k]
            if low == "and" and not seen_and:
                if length == 0 and words.low[k - 1] != ",":
                    return None
                seen_and, length = True, 0
                k += 1 + (words.low[k + 1 : k + 2] == ["the"])
                continue
            if low == "," and length:
                if seen_and:
                    return i + 1
                length = 0
            elif self._is_portfolio(k, words.cap[i - 1]) and length < 4:
                length += 1
            else:
                break
            k += 1
        return i + 1 if seen_and and length and self._ends_series(k) else None

    def _is_portfolio(self, k: int, capital: bool) -> bool:
        """Tell whether word `k` may name a field of work."""
        words = self.words
        place = words.entity[k] >= 0 and words.label(k) in ("GPE", "LOC", "GPE_LOC", "NORP")
        if place or not words.text[k][0].isalpha() or words.cap[k] != capital or self._head_at(k) is not None:
            return False
        return (
            not self._is_stop(k)
            and words.low[k] not in self.lexicon.rank
            and (capital or not self._is_verb(words.low[k]))
        )

    def _ends_series(self, k: int) -> bool:
        words = self.words
        if k >= len(words) or words.begins[k] or words.name[k] >= 0:
            return True
        return words.low[k] in ("of", "in", ";", ".", "(", "to", "'s") or words.low[k] in self.lexicon.honorifics

    def _over_preposition(self, i: int, limit: int, plain: int) -> int | None:
        words = self.words
        j = i + 1
        if j >= limit or words.begins[j]:
            return None
        low = words.low[i]
        k = j + 1 if words.low[j] in _ARTICLES and j + 1 < limit else j
        if words.name[k] >= 0 or self.is_calendar(k) or words.text[k][0].isdigit():
            return None
        if words.cap[k]:
            return i + 1
        if (
            low in ("of", "for")
            and words.text[k][0].isalpha()
            and not self._is_stop(k)
            and plain
            and words.low[j] not in ("a", "an")
        ):
            return i + 1
        if low == "at" and words.low[j] == "the" and not self._is_stop(k) and plain:
            return i + 1
        if low == "of" and words.low[j] == "the" and words.cap[i - 1] and not self._is_stop(k):
            return i + 1
        return None

    # -- words -----------------------------------------------------------------------------------------------------

    def is_calendar(self, i: int) -> bool:
        """Tell whether word `i` is a weekday, month or season."""
        words = self.words
        return words.low[i] in _CALENDAR and (words.cap[i] or words.low[i] not in ("may", "march", "fall", "spring"))

    def _is_stop(self, i: int) -> bool:
        words = self.words
        return words.low[i] in self.lexicon.stop and not (
            words.text[i].isupper() and len(words.text[i]) > 1 and words.low[i] in ("who", "it", "us")
        )

    def _is_verb(self, low: str) -> bool:
        if low in self.lexicon.verbs:
            return True
        return low.endswith("ed") and len(low) > 4 and low not in self.lexicon.adjectives and "-" not in low


def words_head(head_at: Callable[[int], tuple[int, Head] | None], i: int) -> bool:
    """Tell whether a role head begins at word `i`."""
    return head_at(i) is not None
