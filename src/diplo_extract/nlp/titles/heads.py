"""Finds role heads: "mayor", "chief of staff", "co-chairs", "mayor-elect", and known offices with one slip."""

from __future__ import annotations

from diplo_extract.nlp.titles.lexicon import Head, TitleWords
from diplo_extract.nlp.titles.words import Words

_SUFFIXES = ("elect", "designate", "emeritus", "emerita", "at-large")


class Heads:
    """Reads the role heads of one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords) -> None:
        self.words = words
        self.lexicon = lexicon

    def places(self) -> list[int]:
        """Give the words at which a role head may begin, outside of names."""
        words, heads = self.words, self.lexicon.heads
        places = {i for i, low in enumerate(words.low) if low in heads or "-" in low}
        places |= {start - 1 for start, _ in words.names if start}
        return sorted(i for i in places if words.name[i] < 0)

    def at(self, i: int) -> tuple[int, Head] | None:
        """Give the end and the head of the longest role head that begins at word `i`."""
        words = self.words
        low = words.low[i]
        for pattern, head in self.lexicon.heads.get(low, ()):
            size = len(pattern)
            if size == 1 or tuple(words.low[i : i + size]) == pattern:
                if words.name[i + size - 1] >= 0 or (not words.cap[i] and words.cap[i + size - 1] and size > 1):
                    continue
                if size > 1 and self._goes_on(i + size - 1):
                    return None  # "U.S. | Attorney General"
                fits = self._fits_case(i, low, head) and not (head.role == "justice" and self._is_field(i))
                return (i + size, head) if fits else None
        if "-" in low:
            return self._compound_head(i, low)
        return self._misspelled(i, low) if words.cap[i] and len(low) > 5 else None

    def _goes_on(self, i: int) -> bool:
        """Tell whether the last word of a head begins another one: not the state of "Under Secretary of State"."""
        words = self.words
        return words.cap[i] and any(
            len(pattern) > 1
            and "of" not in pattern
            and tuple(words.low[i : i + len(pattern)]) == pattern
            and words.cap[i + len(pattern) - 1]
            for pattern, _ in self.lexicon.heads.get(words.low[i], ())
        )

    def _is_field(self, i: int) -> bool:
        """Tell "Economic Justice" and "Seeds of Justice" from a judge."""
        words = self.words
        if i == 0 or words.begins[i] or not words.cap[i]:
            return False
        low, lexicon = words.low[i - 1], self.lexicon
        told = (lexicon.rank, lexicon.status, lexicon.bodies, lexicon.honorifics, lexicon.styles)
        field = words.cap[i - 1] and words.text[i - 1].isalpha() and not any(low in known for known in told)
        return field or low == "of"

    def _misspelled(self, i: int, low: str) -> tuple[int, Head] | None:
        """Read "Prime Minsiter Jane Doe": a known office with one slip, directly before a name."""
        words = self.words
        if i + 1 >= len(words) or words.name[i + 1] < 0 or words.begins[i + 1]:
            return None
        for role in self.lexicon.misspelled:
            if role[0] == low[0] and abs(len(role) - len(low)) <= 1 and one_slip(role, low):
                return i + 1, Head(role, False, "state")
        return None

    def _compound_head(self, i: int, low: str) -> tuple[int, Head] | None:
        """Read "mayor-elect", "co-chairs", "Vice-President", "singer-songwriter"."""
        lexicon = self.lexicon
        for suffix in _SUFFIXES:
            if low.endswith("-" + suffix):
                head = self._single(low[: -len(suffix) - 1])
                return (i + 1, head._replace(role=head.role)) if head else None
        spaced = tuple(low.split("-"))
        for pattern, head in lexicon.heads.get(spaced[0], ()):
            if pattern == spaced:
                return i + 1, head
        first, _, last = low.rpartition("-")
        head = self._single(last)
        if head is None or (head.role in lexicon.bound and first not in ("co", "vice", "ex", "deputy", "sub", "under")):
            return None
        return (
            (i + 1, head._replace(role=f"{first}-{head.role}")) if first not in ("non", "anti", "pro", "self") else None
        )

    def _single(self, low: str) -> Head | None:
        words = tuple(low.replace("-", " ").split())
        for pattern, head in self.lexicon.heads.get(words[0], ()) if words else ():
            if pattern == words:
                return head
        return None

    def _fits_case(self, i: int, low: str, head: Head) -> bool:
        words, lexicon = self.words, self.lexicon
        if words.cap[i] or not (low in lexicon.capitalised or head.role in lexicon.capitalised):
            return True
        following = words.low[i + 1] if i + 1 < len(words) else "."
        return i > 0 and words.low[i - 1] == "a" and following in ("and", "in", "of", ",", ".")


def one_slip(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter added, left out or changed, or by two neighbours swapped."""
    if len(one) > len(other):
        one, other = other, one
    i = 0
    while i < len(one) and one[i] == other[i]:
        i += 1
    if len(one) < len(other):
        return one[i:] == other[i + 1 :]
    swapped = one[i : i + 2] == other[i : i + 2][::-1] and one[i + 2 :] == other[i + 2 :]
    return swapped or one[i + 1 :] == other[i + 1 :]
