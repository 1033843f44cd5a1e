"""What names a country, people, province or town."""

from __future__ import annotations

from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.words import Words

Stretch = tuple[int, int]
"""The words from one to before another."""
PLACES = frozenset({"GPE", "LOC", "NORP"})


class Places:
    """Reads the places of one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords) -> None:
        self.words = words
        self.lexicon = lexicon

    def end_of(self, i: int, limit: int) -> int:
        """Give the end of the country, people or province named at word `i`, or `i`."""
        words = self.words
        known = words.entity[i] >= 0 and words.label(i) in PLACES and words.low[i] not in self.lexicon.before
        end = i
        if known and words.entities[words.entity[i]][0] == i:
            end = min(words.entities[words.entity[i]][1], limit)
        if words.cap[i]:
            for pattern in self.lexicon.places.get(words.low[i], ()):
                if i + len(pattern) <= limit and tuple(words.low[i : i + len(pattern)]) == pattern:
                    return max(end, i + len(pattern))
        return end

    def is_place(self, start: int, end: int) -> bool:
        """Tell whether the words from `start` to `end` name a country, people, province or town."""
        words = self.words
        if end - start > 2 and words.low[end - 2] == "," and words.text[end - 1] in self.lexicon.state_codes:
            return True
        while start < end - 1 and words.low[start] in self.lexicon.before_countries:
            if self.end_of(start, end) == end:
                return True
            start += 1
        return self.end_of(start, end) == end

    def with_state(self, end: int) -> int:
        """Take in the state behind a town: "Los Angeles, CA"."""
        words, codes = self.words, self.lexicon.state_codes
        if end + 1 >= len(words) or words.low[end] != "," or words.begins[end + 1]:
            return end
        following = end + 1
        if words.low[following] in codes or words.text[following].rstrip(".") in codes:
            return following + 1
        state = self.end_of(following, len(words))
        return state if state > following else end

    def is_unknown(self, i: int) -> bool:
        """Tell a capitalised word that the lexicon does not know: a town."""
        low, lexicon = self.words.low[i], self.lexicon
        known = (lexicon.before, lexicon.bodies, lexicon.rank, lexicon.heads, lexicon.shared, lexicon.parts)
        return self.words.cap[i] and self.words.text[i].isalpha() and not any(low in words for words in known)
