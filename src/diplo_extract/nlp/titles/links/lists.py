"""Lists of people that share a title, lists of titles that one person has, and lists whose lines alternate."""

from __future__ import annotations

from diplo_extract.nlp.titles.gaps import Gaps, Name
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.links.link import Items
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_LINE = 16
_COURTESY = 6
_OWNER = 6
_OF_A_BODY = frozenset({",", "of", "at", "for", "–", "-", "|", "("})
_ENDS = frozenset({".", "!", "?", ":"})


class Lists:
    """Reads lists; `items` are the names and titles of one sentence in text order."""

    def __init__(self, words: Words, lexicon: TitleWords, gaps: Gaps) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gaps = gaps

    def conjuncts(self, first: Name, items: Items, j: int) -> list[Name]:
        """Give the names that share a plural title: "advisors A and B", "co-chairs, Senator A and Senator B"."""
        people = [first]
        k = j + 1
        titled = False
        previous = first
        while k < len(items):
            item = items[k]
            if isinstance(item, Phrase):
                nxt = items[k + 1] if k + 1 < len(items) else None
                if not isinstance(nxt, Name) or self.gap(item.end, nxt.start) != "" or item.head.plural:
                    break
                titled = self._titled(items, j)
                if not titled or self.gap(previous.tail, item.start) not in self.lexicon.between_people:
                    break
                people.append(nxt)
                previous = nxt
                k += 2
                continue
            if not self._is_next(previous, item):
                break
            people.append(item)
            previous = item
            k += 1
        return people

    def _is_next(self, one: Name, other: Name) -> bool:
        """Tell whether two names stand in one list: "A, B", "A and the Greens' B"."""
        gap = self._gap_of_names(one.tail, other.start)
        if gap is None or gap in self.lexicon.between_people:
            return gap is not None
        parts = gap.split()
        if not parts or len(parts) > _OWNER or parts[-1] not in ("'s", "'"):
            return False
        return parts[0] in self.lexicon.between_people and "," not in parts[1:]

    def _titled(self, items: Items, at: int) -> bool:
        """Tell whether a title of its own stands directly before the name at `at`, behind the shared one."""
        one, two = (items[at - 1] if at else None), (items[at - 2] if at > 1 else None)
        return (
            isinstance(one, Phrase)
            and isinstance(two, Phrase)
            and two.head.plural
            and not one.head.plural
            and self.gap(two.end, one.start) in (",", ":", "")
        )

    def before(self, name: Name, items: Items, i: int) -> list[Name]:
        """Give the names of the list that ends with `name`, which is item `i - 1`."""
        people = [name]
        k = i - 2
        first = name
        while k >= 0:
            item = items[k]
            if isinstance(item, Phrase):
                if self.gap(item.end, first.start) != "":
                    break
                k -= 1
                continue
            if self._gap_of_names(item.tail, self._titled_start(first, items, k)) not in self.lexicon.between_people:
                break
            people.append(item)
            first = item
            k -= 1
        return people[::-1]

    def _gap_of_names(self, start: int, end: int) -> str | None:
        """Give what stands between two names, without the people of the second: "American A and Australian B"."""
        people = end - 1 > start and self.words.low[end - 1] in self.lexicon.peoples
        return self.gap(start, end - people)

    def _titled_start(self, name: Name, items: Items, k: int) -> int:
        nxt = items[k + 1]
        return nxt.start if isinstance(nxt, Phrase) else name.start

    def respectively(self, run: list[Phrase]) -> bool:
        """Tell "A and B, chair and treasurer respectively"."""
        words = self.words
        return (
            "respectively" in words.low[run[-1].end : run[-1].end + 3]
            or "respectively" in words.low[max(run[0].start - 3, 0) : run[0].start]
        )

    def is_stacked(self, name: Name, phrase: Phrase) -> bool:
        """Tell an office that fills the line below a name, as in a signature: no sentence, and nobody else's."""
        words = self.words
        if phrase.determiner or not (phrase.capital and words.begins[phrase.start]):
            return False
        end = words.sentence_end(phrase.start)
        told = phrase.end < end and words.low[phrase.end] not in _OF_A_BODY
        if told or end - phrase.start > _LINE or words.low[end - 1] in _ENDS:
            return False
        first = name.start
        while first > 0 and not words.begins[first] and name.start - first < _COURTESY:
            first -= 1
        return words.begins[first] and self.gaps.between(first, name.start) == ""

    def goes_on(self, items: Items, j: int) -> bool:
        """Tell whether the name at `j` goes on as a list of people."""
        name, following = items[j], items[j + 1] if j + 1 < len(items) else None
        if following is None or not isinstance(name, Name):
            return False
        return self.gap(name.tail, following.start) in self.lexicon.between_people

    def gap(self, start: int, end: int) -> str | None:
        """Give what stands between, without the article before a title."""
        return self.gaps.before_title(start, end)

    def gap_of(self, run: list[Phrase], k: int) -> str | None:
        """Give what stands before title `k` of a run."""
        return self.gap(run[k - 1].end, run[k].start)

    def same_person(self, run: list[Phrase]) -> tuple[list[Phrase], list[Phrase]]:
        """Cut off the next guest of a list: "X, Consul of Oman, the Tanzanian ambassador and some officials"."""
        for k in range(1, len(run)):
            if run[k].determiner == "the" and run[0].determiner != "the" and self.gap_of(run, k) == ",":
                return run[:k], run[k:]
        return run, []

    def longest(self, run: list[Phrase]) -> list[Phrase]:
        """Leave out a shorter wording of the same office: "our President, the President of Ghana, X"."""
        words = self.words
        forms = [set(words.low[phrase.start : phrase.end]) for phrase in run]
        kept = []
        for k, phrase in enumerate(run):
            longer = any(
                forms[k] < other for m, other in enumerate(forms) if m != k and run[m].head.role == phrase.head.role
            )
            if not longer:
                kept.append(phrase)
        return kept
