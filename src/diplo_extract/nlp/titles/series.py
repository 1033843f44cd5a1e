"""What a complement may go on over: series of portfolios, "and", names inside longer names."""

from __future__ import annotations

from diplo_extract.nlp.titles.reading import Reading

_TOWNS = frozenset({"GPE", "LOC"})


class Series(Reading):
    """Tells whether a phrase goes on behind a comma, an "and" or a name."""

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
            if self._is_stop(k) or (self._is_verb(words.low[k]) and not (words.cap[k] and k > j)):
                return False
        return False

    def _over_series(self, i: int, first: int, limit: int) -> int | None:
        """Go on over a comma inside a portfolio: "Minister of Investment, Trade and Industry"."""
        words = self.words
        k = i + 1
        length, seen_and = 0, False
        while k < min(limit, i + 16) and not words.begins[k] and words.name[k] < 0:
            low = words.low[k]
            if low == "and" and (not seen_and or (length and words.cap[k - 1])):
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

    def _over_places(self, i: int, first: int, limit: int) -> int | None:
        """Go on over the towns of several holders: "the mayors of Salem, Bath and Cork, Ann Lee, …"."""
        words = self.words
        if i == first or words.label(i - 1) not in _TOWNS:
            return None
        k = i + 1
        while k < limit and not words.begins[k] and (words.label(k) in _TOWNS or words.low[k] in (",", "and")):
            k += 1
        while words.label(k - 1) not in _TOWNS:
            k -= 1
        return k if "and" in words.low[i:k] else None

    def _is_portfolio(self, k: int, capital: bool) -> bool:
        """Tell whether word `k` may name a field of work."""
        words = self.words
        place = words.entity[k] >= 0 and words.label(k) in ("GPE", "LOC", "NORP")
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
