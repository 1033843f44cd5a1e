"""Titles that a verb or noun of the sentence gives: "X and Y serve as co-chairs", "… as mayor and as senator"."""

from __future__ import annotations

from diplo_extract.nlp.titles.careers import Careers, Held
from diplo_extract.nlp.titles.links.link import Items, Link, Run, alone, linked
from diplo_extract.nlp.titles.links.lists import Lists
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words


class ByCareer:
    """Links the titles of careers in one Doc."""

    def __init__(self, words: Words, careers: Careers, lists: Lists) -> None:
        self.words = words
        self.careers = careers
        self.lists = lists

    def read(self, run: Run) -> list[Link] | None:
        """Link the titles from the first one that is given; None when none is."""
        titles = run.titles
        for k, phrase in enumerate(titles):
            if k and self.words.low[phrase.start - 1] != "as":
                continue
            held = self.careers.read(phrase)
            if held is not None:
                return alone(titles[:k], titles[:k]) + self.links(held, titles[k:], run.items)
        return None

    def links(self, held: Held, titles: list[Phrase], items: Items) -> list[Link]:
        """Link the titles that a verb gives; a plural one belongs to all names of the subject."""
        people = held.people
        if titles[0].head.plural and people and people[0] in items:
            people = self.lists.before(people[0], items, items.index(people[0]) + 1)
            if len(people) < 2:  # "Ann Lee named the people who serve as key leaders"
                return alone(titles, titles)
        links = [
            linked(phrase, "career", people, titles, held.past)
            for phrase in titles
            if not phrase.bare or phrase.capital or len(titles) > 1
        ]
        for link in links:
            link.predecessors = [name.index for name in held.predecessors]
            link.nominated = held.nominated
        return links
