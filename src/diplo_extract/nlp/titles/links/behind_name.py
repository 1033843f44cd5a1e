"""Titles behind a name: "X, mayor and chair", "X and Y, mayors of", "X and Y, chair and treasurer respectively"."""

from __future__ import annotations

from diplo_extract.nlp.titles.gaps import Gaps, Name
from diplo_extract.nlp.titles.links.link import Items, Link, alone, linked
from diplo_extract.nlp.titles.links.lists import Lists
from diplo_extract.nlp.titles.phrases import Phrase


class BehindName:
    """Shares out the titles behind the names of one Doc."""

    def __init__(self, gaps: Gaps, lists: Lists) -> None:
        self.gaps = gaps
        self.lists = lists

    def links(self, titles: list[Phrase], name: Name, items: Items, i: int) -> list[Link]:
        """Link titles, the first of which is item `i`, to the name before them.

        A plural one belongs to all names of the list before it.
        """
        if self._lists_other_guests(titles, name, items, i):
            return alone(titles, titles)
        titles, others = self.lists.same_person(titles)
        respectively = len(titles) > 1 and self.lists.respectively(titles)
        shared = respectively or any(phrase.head.plural for phrase in titles)
        people = self.lists.before(name, items, i) if shared else [name]
        if respectively and len(people) >= len(titles):
            pairs = zip(titles, people[-len(titles) :], strict=True)
            return [linked(phrase, "respectively", [one], titles) for phrase, one in pairs]
        links = alone(others, others)
        for phrase in titles:
            if not phrase.head.plural:
                links.append(linked(phrase, "after", [name], titles))
            elif len(people) > 1:
                links.append(linked(phrase, "shared", people, titles))
            else:
                links += alone([phrase], titles)
        return links

    def _lists_other_guests(self, titles: list[Phrase], name: Name, items: Items, i: int) -> bool:
        """Tell "Vice President X, the First Lady, the Governor, and officials": each office is another guest."""
        title = items[i - 2] if i > 1 else None
        titled = isinstance(title, Phrase) and self.gaps.between(title.end, name.start) == ""
        others = len(titles) > 2 and all(phrase.determiner == "the" for phrase in titles[:2])
        return titled and others and all(self.lists.gap_of(titles, k) in (",", ", and") for k in range(1, len(titles)))
