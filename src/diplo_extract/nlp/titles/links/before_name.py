"""Titles with a name behind the last of them: "Mayor X", "the Mayor, X", "Director and Ambassador X"."""

from __future__ import annotations

from diplo_extract.nlp.titles.gaps import Name
from diplo_extract.nlp.titles.links.behind_name import BehindName
from diplo_extract.nlp.titles.links.by_career import ByCareer
from diplo_extract.nlp.titles.links.link import Link, Run, alone, linked
from diplo_extract.nlp.titles.links.lists import Lists
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_BETWEEN_OWN = frozenset({"and", "&", ",", ", and", "/"})
"""May stand between two titles of the one named behind them."""


class BeforeName:
    """Finds which of the titles before the names of one Doc are the named one's own."""

    def __init__(self, words: Words, lists: Lists, behind: BehindName, by_career: ByCareer) -> None:
        self.words = words
        self.lists = lists
        self.behind = behind
        self.by_career = by_career

    def links(self, run: Run, name: Name, rule: str, is_behind: bool = False) -> list[Link]:
        """Link the last titles of a run to `name`, the others to whom they are told of.

        `is_behind` tells that the run also stands behind a name: "X, Director of Ports and Mayor Y".
        """
        titles = run.titles
        split = self._split_behind(titles) if is_behind else self._split(run, rule)
        held = None if is_behind else self.by_career.careers.read(titles[0])
        if held is not None:
            split = max(split, self._next_subject(titles))
        links: list[Link] = []
        own = titles[split:]
        if split and held is not None:
            links += self.by_career.links(held, titles[:split], run.items)
        elif split and is_behind and run.left is not None:
            links += self.behind.links(titles[:split], run.left, run.items, run.start)
        elif split:
            links += alone(titles[: split - 1], titles[:split])
            links.append(self._opener(titles[split - 1], own[0], name, run))
        own = self.lists.longest(own)
        people = self.lists.conjuncts(name, run.items, run.end) if own[-1].head.plural else [name]
        return links + [linked(phrase, rule, people, own) for phrase in own]

    def _next_subject(self, titles: list[Phrase]) -> int:
        """Give where the next subject begins: "X will act as Treasurer, and | the Minister for Ports, Senator Y, …"."""
        return next((k for k in range(1, len(titles)) if self._has_and(titles, k)), 0)

    def _has_and(self, titles: list[Phrase], k: int) -> bool:
        return "and" in (self.lists.gap_of(titles, k) or "").split()

    def _opener(self, phrase: Phrase, following: Phrase, name: Name, run: Run) -> Link:
        """Read a plural title before people who have titles of their own: "co-chairs, Senator A and Senator B"."""
        gap = self.lists.gap(phrase.end, following.start)
        shared = phrase.head.plural and not following.head.plural and gap in (",", ":", "–", "")
        shared = shared and (gap != "," or bool(phrase.determiner) or self.words.begins[phrase.start])
        people = self.lists.conjuncts(name, run.items, run.end) if shared else []
        return linked(phrase, "shared", people, [phrase]) if len(people) > 1 else alone([phrase], [phrase])[0]

    # -- where the titles of the one named behind them begin ---------------------------------------------------------

    def _split_behind(self, titles: list[Phrase]) -> int:
        """Give the last title, and those that touch it: the others belong to the name before the run."""
        split = len(titles) - 1
        while split > 0 and self.lists.gap_of(titles, split) == "":
            split -= 1
        return split

    def _split(self, run: Run, rule: str) -> int:
        titles = run.titles
        split = len(titles) - 1
        while split > 0 and self._is_own(run, split, rule):
            split -= 1
        return split

    def _is_own(self, run: Run, k: int, rule: str) -> bool:
        """Tell whether the title before title `k` has the same holder."""
        titles = run.titles
        one, other = titles[k - 1], titles[k]
        last = k == len(titles) - 1
        gap = self.lists.gap_of(titles, k)
        if gap == "":
            return True
        if one.possessor or one.head.plural != titles[-1].head.plural or gap not in _BETWEEN_OWN:
            return False
        if gap == "," and one.determiner and last and not self.lists.goes_on(run.items, run.end):
            return True  # "the new mayor of Philadelphia, Mayor Tate": one person
        if rule != "before":
            return True
        if gap == "," and self._is_form_of_address(one, other, run.items[run.end]):
            return True
        if one.determiner and not other.determiner and _is_plain(other):
            return False
        return not (gap == "," and last and not any(self._has_and(titles, m) for m in range(1, k + 1)))

    def _is_form_of_address(self, one: Phrase, other: Phrase, name: Name | Phrase) -> bool:
        """Tell the second title of one person: "the Secretary of the Navy, Adm. X"."""
        formal = other.head.kind == "military" or name.start > other.end
        described = one.end > one.head_end and bool(one.determiner)
        return formal and described and not other.determiner and _is_plain(other)


def _is_plain(phrase: Phrase) -> bool:
    """Tell "Secretary" from "Secretary of State" and "Crown Prince"."""
    return phrase.start == phrase.head_start and phrase.end == phrase.head_end
