"""Which title belongs to which name.

    link           a title with its people, a run of coordinated titles
    relations      how a title stands to the names beside it
    lists          people that share a title, titles that one person has
    behind_name    "X, the Mayor"
    by_career      "X served as mayor"
    before_name    "Mayor X"

Coordinated titles between two names are one run; most of them belong to one side, some are shared out.
"""

from __future__ import annotations

from diplo_extract.nlp.titles.careers import Careers
from diplo_extract.nlp.titles.gaps import Gaps, Name
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.links.before_name import BeforeName
from diplo_extract.nlp.titles.links.behind_name import BehindName
from diplo_extract.nlp.titles.links.by_career import ByCareer
from diplo_extract.nlp.titles.links.link import Items, Link, Run, alone
from diplo_extract.nlp.titles.links.lists import Lists
from diplo_extract.nlp.titles.links.relations import Relations
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

__all__ = ["Link", "Linker"]


class Linker:
    """Reads one Doc, sentence by sentence."""

    def __init__(self, words: Words, lexicon: TitleWords, phrases: list[Phrase]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.phrases = phrases
        self.gaps = Gaps(words, lexicon, phrases)
        self.names = self._free_names()
        self.relations = Relations(words, lexicon, self.gaps)
        self.lists = Lists(words, lexicon, self.gaps)
        self.behind_name = BehindName(self.gaps, self.lists)
        self.by_career = ByCareer(words, Careers(words, lexicon, self.gaps, self.names), self.lists)
        self.before_name = BeforeName(words, self.lists, self.behind_name, self.by_career)
        self._servants: dict[int, Link] = {}
        """End of a served name -> the title before it."""

    def _free_names(self) -> list[Name]:
        """Give the names that do not stand inside a title ("the Andy Warhol Foundation")."""
        inside = self.gaps.in_title
        return [self.gaps.name(i) for i, (start, _) in enumerate(self.words.names) if not inside[start]]

    def links(self) -> list[Link]:
        """Give every phrase as a link; those that stand alone have no people."""
        items: Items = [*self.names, *self.phrases]
        items.sort(key=lambda item: item.start)
        sentence: Items = []
        found: list[Link] = []
        end = -1
        for item in items:
            if item.start >= end:
                found += self._sentence(sentence)
                sentence, end = [], self.words.sentence_end(item.start)
            sentence.append(item)
        found += self._sentence(sentence)
        self._read_stacked(found)
        return found

    def _read_stacked(self, links: list[Link]) -> None:
        """Give offices without a holder to the name that fills the line above: a signature, a list of guests."""
        above = {name.tail: name for name in self.names}
        for link in links:
            name = above.get(link.phrase.start)
            if name is not None and not link.people and self.lists.is_stacked(name, link.phrase):
                link.rule, link.people, link.name = "after", [name.index], name

    def _sentence(self, items: Items) -> list[Link]:
        """Read the runs of coordinated titles of one sentence."""
        found: list[Link] = []
        i = 0
        while i < len(items):
            if isinstance(items[i], Name):
                i += 1
                continue
            j = i + 1
            while j < len(items) and self._joined(items[j - 1], items[j]):
                j += 1
            titles = [phrase for phrase in items[i:j] if isinstance(phrase, Phrase)]
            links = self._run(Run(titles, items, i, j))
            self._note_served(links)
            found += links
            i = j
        return found

    def _joined(self, one: Name | Phrase, other: Name | Phrase) -> bool:
        if isinstance(one, Name) or isinstance(other, Name) or other.possessor:
            return False
        gap = self.gaps.before_title(one.end, other.start)
        return gap == "" or gap in self.lexicon.between_titles

    def _run(self, run: Run) -> list[Link]:
        """Decide for coordinated titles between two names."""
        left, right, relations = run.left, run.right, self.relations
        is_behind = relations.is_behind(run.titles, left)
        before = relations.to_the_right(run.titles[-1], right)
        if left is not None and is_behind and relations.is_row_of_pairs(run):
            return self.behind_name.links(run.titles, left, run.items, run.start)
        if right is not None and before == "before":
            return self.before_name.links(run, right, "before", is_behind)
        if left is not None and is_behind:
            if right is not None and before == "apposition" and relations.goes_on_with_titles(run):
                return self.before_name.links(run, right, "apposition")
            return self._of_servant(run, left) or self.behind_name.links(run.titles, left, run.items, run.start)
        if (given := self.by_career.read(run)) is not None:
            return given
        if right is not None and before == "apposition":
            return self.before_name.links(run, right, "apposition")
        return alone(run.titles, run.titles)

    # -- "aide to Prime Minister X, director of Y" -------------------------------------------------------------------

    def _note_served(self, links: list[Link]) -> None:
        """Remember whose office goes on with the name of another."""
        for link in links:
            if link.phrase.served:
                self._servants[link.phrase.served] = link

    def _of_servant(self, run: Run, left: Name) -> list[Link]:
        """Give titles behind the name of one who is served to the one who serves; empty when nobody does."""
        servant = self._servants.get(left.end)
        if servant is None or run.titles[0].determiner:
            return []
        people, name, titles = servant.people, servant.name, run.titles
        return [Link(phrase, servant.rule, people, name, titles, servant.past) for phrase in titles]
