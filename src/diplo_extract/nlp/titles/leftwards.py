"""How far a title reaches leftwards: over what modifies its head.

There is no parser behind this. A capitalised head takes capitalised words, names of organizations and places, and the
modifiers of the lexicon; a head in lower case also takes plain words that are neither function words nor verbs.
"""

from __future__ import annotations

from diplo_extract.nlp.titles.reading import Reading

_LEFT = 16
_PLAIN = 5
_CONNECTORS = frozenset({"of", "for", "on", "and", "&", "the", "to", "in"})
_PLACES = frozenset({"GPE", "LOC", "NORP", "ORG", "FAC"})


class Leftwards(Reading):
    """Finds where a title begins."""

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
                return first
        if low in ("'s", "'"):
            return k if k - 1 >= limit and words.name[k - 1] < 0 and words.text[k - 1][-1].isalnum() else None
        if low == "&" and words.cap[start]:
            return k if capital and k > limit and words.cap[k - 1] else None
        if low == "-" and k > limit and words.low[k - 1] in ("then", "ex"):
            return k - 1
        if low == ")":
            return self._over_acronym(k, limit)
        if self.is_calendar(k) or (low in lexicon.durations and words.low[k - 1] in lexicon.before_durations):
            return None  # "Last week | State Department official"
        if self._is_stop(k):
            if low == "and" and (pair := self._over_pair(start, limit, capital)) is not None:
                return pair
            body = capital and low in _CONNECTORS and words.low[start] not in ("then", "ex")
            return self._over_body(start, limit) if body else None
        if (
            low in lexicon.before
            or _is_ordinal(low)
            or low.endswith(("-time", "-term"))
            or (low[0].isdigit() and "-" in low)
        ):
            return k
        if (words.cap[k] and (low in lexicon.honorifics or low in lexicon.styles)) or not words.text[k][0].isalpha():
            return None
        if words.cap[k]:
            return None if words.begins[k] and low in lexicon.verbs else k
        return k if not capital and not self._is_verb(low) and low not in lexicon.kinship else None

    def _over_acronym(self, k: int, limit: int) -> int | None:
        """Step over "(FAO)" between a body and its head."""
        words = self.words
        if k - 2 >= limit and words.low[k - 2] == "(" and words.text[k - 1].isupper() and words.name[k - 1] < 0:
            return k - 2
        return None

    def _over_pair(self, start: int, limit: int, capital: bool) -> int | None:
        """Step over two nouns that modify one head: "Trade and Industry | Minister", "wage and labour | adviser"."""
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


def _is_ordinal(low: str) -> bool:
    """Tell "2nd" from the year before a title: "On July 25, 2023 Mexico's Secretary of Security"."""
    return low[:-2].isdigit() and low[-2:] in ("st", "nd", "rd", "th")
