"""How a title stands to the names beside it: behind one, directly before one, before one and a comma, or neither."""

from __future__ import annotations

from diplo_extract.nlp.titles.gaps import Gaps, Name
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.links.link import Run
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_CLAUSE = 40
_ROW_MARKS = frozenset({"–", ":", "|"})
_BEFORE_AN_APPOSITION = frozenset({",", ":", "–", ", the"})


class Relations:
    """Looks at what stands between the names and titles of one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords, gaps: Gaps) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gaps = gaps

    def to_the_right(self, phrase: Phrase, name: Name | None) -> str:
        """Give "before" for "Mayor X", "apposition" for "the Mayor, X", or ""."""
        if name is None or phrase.possessor:
            return ""
        gap = self.gaps.between(phrase.end, name.start)
        if gap == "":
            return "before"
        if gap in _BEFORE_AN_APPOSITION and not (phrase.bare and not phrase.capital):
            return "apposition"
        return ""

    def is_behind(self, titles: list[Phrase], name: Name | None) -> bool:
        """Tell whether titles are told of the name before them: "X, the Mayor and …"."""
        phrase = titles[0]
        if name is None or phrase.possessor or (phrase.bare and not phrase.capital):
            return False
        gap = self.gaps.before_title(name.tail, phrase.start)
        if gap is None:
            return False
        if gap == "and" and name.of is not None and name.tail > name.end:
            gap = ","  # "Mayor Ann Lee, Salem, OR and League President"
        if gap in self.lexicon.name_to_title and not self._opens_the_clause(name, titles, gap):
            return not self._is_address(phrase)
        return gap == "" and self._is_list_line(name, phrase)

    def _opens_the_clause(self, name: Name, titles: list[Phrase], gap: str) -> bool:
        """Tell "According to Rathbun, a detective was …": the title is the subject of what follows."""
        words, lexicon, end = self.words, self.lexicon, titles[-1].end
        article = titles[0].determiner in ("a", "an", "the", "one")
        if gap != "," or not article or end >= len(words) or words.begins[end]:
            return False
        first = name.start
        while first > 0 and not words.begins[first] and name.start - first < _CLAUSE:
            first -= 1
        low = words.low[end]
        verb = low in lexicon.verbs or low in lexicon.copula or low in lexicon.auxiliaries
        return verb and words.begins[first] and words.low[first] in lexicon.openers

    def _is_address(self, phrase: Phrase) -> bool:
        """Tell ", Madam Chair," spoken to someone."""
        return phrase.start > 0 and self.words.low[phrase.start - 1] in self.lexicon.spoken_to

    def _is_list_line(self, name: Name, phrase: Phrase) -> bool:
        """Tell a row "Jane Doe Director of Ports", whose columns ran together."""
        words = self.words
        fills = phrase.start == name.tail and (phrase.end >= len(words) or words.begins[phrase.end])
        return words.begins[name.start] and phrase.capital and fills

    def is_row_of_pairs(self, run: Run) -> bool:
        """Tell "Ann Lee – Mayor of Bath Bo Roe – Chair of …": lines of a name and a title that ran together."""
        following = run.items[run.end + 1] if run.end + 1 < len(run.items) else None
        if run.left is None or run.right is None or not isinstance(following, Phrase):
            return False
        mark = self.gaps.before_title(run.left.tail, run.titles[0].start)
        return mark in _ROW_MARKS and mark == self.gaps.before_title(run.right.tail, following.start)

    def goes_on_with_titles(self, run: Run) -> bool:
        """Tell a list in which each title goes first: "… Minister Ann Lee, the Mayor of Bath, Bo Roe"."""
        first = run.titles[0]
        if len(run.titles) > 1 or first.determiner != "the" or not first.capital or run.start < 2:
            return False
        title, name = run.items[run.start - 2], run.items[run.start - 1]
        if not isinstance(title, Phrase) or not isinstance(name, Name) or title.head.plural or not title.capital:
            return False
        return self.gaps.between(title.end, name.start) in ("", ",")
