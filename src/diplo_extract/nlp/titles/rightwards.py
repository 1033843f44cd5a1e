"""How far a title reaches rightwards: over its of/for/to/at/on/in phrases.

A complement ends at punctuation, at a person's name, at a verb, and before the next title.
"""

from __future__ import annotations

from diplo_extract.nlp.titles.lexicon import Head
from diplo_extract.nlp.titles.series import Series

_RIGHT = 30
_CONNECTORS = frozenset({"of", "for", "on", "and", "&", "the", "to", "in"})
_PREPOSITIONS = frozenset({"of", "for", "to", "at", "on", "in", "from"})
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my"})
_PLACES = frozenset({"GPE", "LOC", "NORP", "ORG", "FAC"})


class Rightwards(Series):
    """Finds where a title ends."""

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
        if following in self.lexicon.durations or (low == "for" and following in ("a", "an")):
            return False  # "for ten years", "for a term of", "for a Chicago-based firm"
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
            step = self._step_right(i, first, plain, limit, preposition, head)
            if step is None and head.plural and words.low[i] == ",":
                step = self._over_places(i, first, limit)
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

    def _step_right(self, i: int, first: int, plain: int, limit: int, preposition: str, head: Head) -> int | None:
        words, lexicon = self.words, self.lexicon
        low, text = words.low[i], words.text[i]
        if words.name[i] >= 0:
            return self._over_name(i, limit)
        if words.entity[i] >= 0 and words.label(i) in _PLACES and (i == first or self._head_at(i) is None):
            return min(words.entities[words.entity[i]][1], limit)
        if low in ("and", "&", "/"):
            return self._over_and(i, first, limit, plain) or self._over_long_portfolio(
                i, first, limit, preposition, head
            )
        if low == ",":
            return self._over_series(i, first, limit)
        if low in ("'s", "'"):
            return i + 1
        if i > first and low in _PREPOSITIONS and low != "from":
            return self._over_preposition(i, limit, plain)
        if low == "the":
            return i + 1 if i > first and words.low[i - 1] in _PREPOSITIONS else None
        # "Near Eastern Affairs": a capital makes a name of what is no name in lower case
        named = words.cap[i] and (i > first or (i + 1 < limit and words.cap[i + 1]))
        if self.is_calendar(i) or (self._is_stop(i) and not named):
            return None
        if text[0].isdigit():
            return i + 1 if i + 1 < limit and words.cap[i + 1] else None
        if not text[0].isalpha():
            return None
        if words.cap[i]:
            courtesy = i > first and self._is_courtesy(i)
            return None if courtesy or (i > first and self._is_rank_of_name(i)) else i + 1
        if self._is_verb(low) and i > first:
            return None
        if plain == 0 and i > first and words.cap[i - 1]:
            if self._closes(i + 1) or self._ends_with(i + 1, limit):
                return i + 1
            return self._over_kind_of_body(i, limit)
        if plain == 1 and i - 2 >= first and words.cap[i - 2] and self._closes(i + 1):
            return i + 1
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

    def _ends_with(self, i: int, limit: int) -> bool:
        """Tell whether one more plain noun ends the phrase: "Federal recovery | operations"."""
        words = self.words
        plain = i < limit and words.text[i][0].isalpha() and not words.cap[i] and not self._is_stop(i)
        return (
            plain and not self._is_verb(words.low[i]) and self._closes(i + 1) and words.low[i] not in self.lexicon.heads
        )

    def _is_courtesy(self, i: int) -> bool:
        """Tell "Dr Ann Lee" from "Citizen Protection": behind a courtesy word stands a name."""
        words = self.words
        k = i
        while k < len(words) and (words.low[k] in self.lexicon.honorifics or words.low[k] == "."):
            k += 1
        return k > i and (k >= len(words) or words.name[k] >= 0)

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

    def _over_and(self, i: int, first: int, limit: int, plain: int) -> int | None:
        """Go on over "and" inside a portfolio ("Housing and Urban Development"), not before another title."""
        words = self.words
        j = i + 1
        if j >= limit or words.begins[j] or words.name[j] >= 0 or i == first:
            return None
        if words.low[j] in _ARTICLES or self._is_courtesy(j):
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

    def _over_long_portfolio(self, i: int, first: int, limit: int, preposition: str, head: Head) -> int | None:
        """Go on over "and" to the rest of a long portfolio.

        "Minister for Cities | and the Built Environment"; "Aide to the National Security | and Intelligence Advisor".
        """
        words = self.words
        j = i + 1
        if j + 1 >= limit or words.begins[j] or words.begins[j + 1] or words.low[i] == "/" or not words.cap[i - 1]:
            return None
        if preposition == "for" and words.low[j] == "the" and words.cap[j + 1]:
            rest = range(j + 1, min(j + 4, limit))
            other = self._title_follows(j + 1, limit) or words.name[j + 1] >= 0 or self._is_named(j + 1)
            return None if other or any(words.low[k] in self.lexicon.bodies for k in rest) else j + 1
        if preposition == "to" and head.role in self.lexicon.mission and words.low[j] == "the":
            # "Ambassador to France | and the Principality of Monaco"
            return j + 1 if words.cap[j + 1] and not self._title_follows(j + 1, limit) else None
        if preposition == "to" and words.low[first - 1] == "the" and head.role not in self.lexicon.mission:
            unfinished = not any(self._is_named(k) or self._head_at(k) is not None for k in range(first, i))
            return j if unfinished and words.cap[j] and self._title_follows(j, limit) else None
        return None

    def _is_rank_of_name(self, i: int) -> bool:
        """Tell a rank between a portfolio and a name: "Secretary for Health | Admiral Ann Lee"."""
        match = self._head_at(i)
        if match is None or match[1].kind != "military" or match[1].role not in self.lexicon.address:
            return False
        return match[0] < len(self.words) and self.words.name[match[0]] >= 0 and not match[1].plural

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
            return None if low == "in" and self._is_adjective(k) else i + 1
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
