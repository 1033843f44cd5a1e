"""Which title belongs to which name: by what stands between them, in lists, in copular and career sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplo_extract.nlp.titles.careers import Careers, Held
from diplo_extract.nlp.titles.gaps import Gaps, Name
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.lists import Lists
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_JOINS = frozenset(
    {
        "and",
        "&",
        ",",
        ", and",
        "; and",
        ";",
        "/",
        "as well as",
        ", as well as",
        "and also",
        "– and",
        "and as",
        ", and as",
        "and is",
        "and was",
    }
)
_POST = frozenset(
    {
        ",",
        "(",
        "–",
        ":",
        ", also",
        ", now",
        ", then",
        ", currently",
        ", both",
        ", who is",
        ", himself",
        ", herself",
        ", as",
        ", nominee to be",
        ", nominee for",
        ", appointee for",
        ", our",
        ", my",
        "|",
    }
)
_CLAUSE = 40


@dataclass(slots=True)
class Link:
    """A title phrase with the names it belongs to."""

    phrase: Phrase
    rule: str
    people: list[int] = field(default_factory=list)
    name: Name | None = None
    """The first of the people, with its tail ("of Israel")."""
    run: list[Phrase] = field(default_factory=list)
    """The coordinated titles it was read with."""
    past: bool = False
    nominated: bool = False
    predecessors: list[int] = field(default_factory=list)
    """Who held the office before: Y of "X succeeds Y as mayor"."""


class Linker:
    """Reads one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords, phrases: list[Phrase]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gaps = Gaps(words, lexicon, phrases)
        self.lists = Lists(words, self.gaps)
        self.names = self._free_names(phrases)
        self.phrases = phrases
        self._servants: dict[int, Link] = {}
        """End of a served name -> the title before it."""
        self.careers = Careers(words, lexicon, self.gaps, self.names)

    def _free_names(self, phrases: list[Phrase]) -> list[Name]:
        """Give the names that do not stand inside a title ("the Andy Warhol Foundation")."""
        inside = [False] * len(self.words)
        for phrase in phrases:
            inside[phrase.start : phrase.end] = [True] * (phrase.end - phrase.start)
        return [self.gaps.name(i) for i, (start, _) in enumerate(self.words.names) if not inside[start]]

    def links(self) -> list[Link]:
        """Give every phrase as a link; those that stand alone have no people."""
        items: list[Name | Phrase] = [*self.names, *self.phrases]
        items.sort(key=lambda item: item.start)
        sentence: list[Name | Phrase] = []
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

    # -- one sentence ----------------------------------------------------------------------------------------------

    def _sentence(self, items: list[Name | Phrase]) -> list[Link]:
        found: list[Link] = []
        i = 0
        while i < len(items):
            item = items[i]
            if isinstance(item, Name):
                i += 1
                continue
            j = i + 1
            while j < len(items) and self._joined(items[j - 1], items[j]):
                j += 1
            run = [phrase for phrase in items[i:j] if isinstance(phrase, Phrase)]
            links = self._run(run, items, i, j)
            self._note_served(links)
            found += links
            i = j
        return found

    def _note_served(self, links: list[Link]) -> None:
        """Remember whose office goes on with the name of another: "aide to Prime Minister X, director of Y"."""
        for link in links:
            if link.phrase.served:
                self._servants[link.phrase.served] = link

    def _joined(self, one: Name | Phrase, other: Name | Phrase) -> bool:
        if isinstance(one, Name) or isinstance(other, Name):
            return False
        gap = self.lists.gap(one.end, other.start)
        return not other.possessor and (gap in _JOINS or gap == "")

    def _run(self, run: list[Phrase], items: list[Name | Phrase], i: int, j: int) -> list[Link]:
        """Decide for coordinated titles between two names."""
        left = items[i - 1] if i > 0 else None
        right = items[j] if j < len(items) else None
        left_name = left if isinstance(left, Name) else None
        right_name = right if isinstance(right, Name) else None
        before = self._left_relation(run, left_name)
        after = self._right_relation(run[-1], right_name)
        if after == "before" and right_name is not None:
            return self._before_name(run, before, left_name, right_name, items, i, j)
        if before and after == "apposition" and right_name is not None and self._goes_on_with_titles(run, items, i):
            return self._before_name(run, "", left_name, right_name, items, i, j, rule="apposition")
        if before and left_name is not None:
            servant = self._servants.get(left_name.end)
            if servant is not None and not run[0].determiner:
                return [Link(phrase, servant.rule, servant.people, servant.name, run, servant.past) for phrase in run]
            return self._after_name(run, left_name, items, i, "after")
        held = self.careers.read(run[0])
        if held is not None:
            return self._careers(held, run, items)
        for k in range(1, len(run)):
            if self.words.low[run[k].start - 1] == "as" and (held := self.careers.read(run[k])) is not None:
                alone = [self._link(phrase, "alone", [], run[:k]) for phrase in run[:k]]
                return alone + self._careers(held, run[k:], items)
        if after == "apposition" and right_name is not None and self._introduces(run[-1]):
            return self._before_name(run, "", left_name, right_name, items, i, j, rule="apposition")
        return [self._link(phrase, "alone", [], run) for phrase in run]

    def _careers(self, held: Held, run: list[Phrase], items: list[Name | Phrase]) -> list[Link]:
        """Link the titles that a verb gives; a plural one belongs to all names of the subject."""
        people = held.people
        if run[0].head.plural and people and people[0] in items:
            people = self.lists.before(people[0], items, items.index(people[0]) + 1)
            if len(people) < 2:  # "Ann Lee named the people who serve as key leaders"
                return [self._link(phrase, "alone", [], run) for phrase in run]
        links = [
            self._link(phrase, "career", people, run, held.past)
            for phrase in run
            if not phrase.bare or phrase.capital or len(run) > 1
        ]
        for link in links:
            link.predecessors = [name.index for name in held.predecessors]
            link.nominated = held.nominated
        return links

    def _goes_on_with_titles(self, run: list[Phrase], items: list[Name | Phrase], i: int) -> bool:
        """Tell a list in which each title goes first: "… Minister Ann Lee, the Mayor of Bath, Bo Roe"."""
        if len(run) > 1 or run[0].determiner != "the" or not run[0].capital or i < 2:
            return False
        title, name = items[i - 2], items[i - 1]
        if not isinstance(title, Phrase) or not isinstance(name, Name) or title.head.plural or not title.capital:
            return False
        return self.gaps.between(title.end, name.start) in ("", ",")

    def _link(self, phrase: Phrase, rule: str, people: list[Name], run: list[Phrase], past: bool = False) -> Link:
        return Link(phrase, rule, [name.index for name in people], people[0] if people else None, run, past)

    def _left_relation(self, run: list[Phrase], name: Name | None) -> str:
        phrase = run[0]
        if name is None or phrase.possessor or (phrase.bare and not phrase.capital):
            return ""
        gap = self.gaps.before_title(name.tail, phrase.start)
        if gap is None:
            return ""
        if gap == "and" and name.of is not None and name.tail > name.end:
            gap = ","  # "Mayor Ann Lee, Salem, OR and League President"
        if gap in _POST and not self._opens_the_clause(name, run, gap):
            return "" if self._is_address(phrase) else "after"
        if gap == "" and self._is_list_line(name, phrase):
            return "after"
        return ""

    def _opens_the_clause(self, name: Name, run: list[Phrase], gap: str) -> bool:
        """Tell "According to Rathbun, a detective was …": the title is the subject of what follows."""
        words, end = self.words, run[-1].end
        if gap != "," or run[0].determiner not in ("a", "an", "the", "one") or end >= len(words) or words.begins[end]:
            return False
        first = name.start
        while first > 0 and not words.begins[first] and name.start - first < _CLAUSE:
            first -= 1
        low = words.low[end]
        verb = low in self.lexicon.verbs or low in self.lexicon.copula or low in ("has", "had", "have", "will", "can")
        return verb and words.begins[first] and words.low[first] in self.lexicon.openers

    def _is_address(self, phrase: Phrase) -> bool:
        """Tell ", Madam Chair," spoken to someone."""
        return phrase.start > 0 and self.words.low[phrase.start - 1] in ("madam", "madame", "mr", "mister", "dear")

    def _is_list_line(self, name: Name, phrase: Phrase) -> bool:
        """Tell a row "Jane Doe Director of Ports", whose columns ran together."""
        words = self.words
        return words.begins[name.start] and phrase.capital and phrase.start == name.tail and self._ends_line(phrase.end)

    def _ends_line(self, i: int) -> bool:
        return i >= len(self.words) or self.words.begins[i]

    def _right_relation(self, phrase: Phrase, name: Name | None) -> str:
        if name is None or phrase.possessor:
            return ""
        gap = self.gaps.between(phrase.end, name.start)
        if gap == "":
            return "before"
        if gap in (",", ":", "–", ", the") and not (phrase.bare and not phrase.capital):
            return "apposition"
        return ""

    def _introduces(self, phrase: Phrase) -> bool:
        """Tell whether a title before a comma announces the name behind it: "the Mayor, X"."""
        return not phrase.bare or phrase.capital

    def _before_name(
        self,
        run: list[Phrase],
        before: str,
        left: Name | None,
        right: Name,
        items: list[Name | Phrase],
        i: int,
        j: int,
        rule: str = "before",
    ) -> list[Link]:
        """Titles with a name directly behind the last of them."""
        split = self._split(run, bool(before), rule, items, j)
        held = None if before else self.careers.read(run[0])
        if held is not None:
            split = max(split, self._next_subject(run))
        links: list[Link] = []
        own = run[split:]
        if split:
            if held is not None:
                links += self._careers(held, run[:split], items)
            elif before and left is not None:
                links += self._after_name(run[:split], left, items, i, "after")
            else:
                links += [self._link(phrase, "alone", [], run[:split]) for phrase in run[: split - 1]]
                links.append(self._opener(run[split - 1], own, right, items, j))
        own = self.lists.longest(own)
        people = self.lists.conjuncts(right, items, j) if own[-1].head.plural else [right]
        return links + [self._link(phrase, rule, people, own) for phrase in own]

    def _next_subject(self, run: list[Phrase]) -> int:
        """Give where the next subject begins: "X will act as Treasurer, and | the Minister for Ports, Senator Y, …"."""
        for k in range(1, len(run)):
            if "and" in (self.lists.gap_of(run, k) or "").split():
                return k
        return 0

    def _opener(self, phrase: Phrase, own: list[Phrase], right: Name, items: list[Name | Phrase], j: int) -> Link:
        """Read a plural title before people who have titles of their own: "co-chairs, Senator A and Senator B"."""
        gap = self.lists.gap(phrase.end, own[0].start)
        shared = phrase.head.plural and not own[0].head.plural and gap in (",", ":", "–", "")
        shared = shared and (gap != "," or bool(phrase.determiner) or self.words.begins[phrase.start])
        people = self.lists.conjuncts(right, items, j) if shared else []
        return self._link(phrase, "shared" if len(people) > 1 else "alone", people if len(people) > 1 else [], [phrase])

    def _split(self, run: list[Phrase], attached_left: bool, rule: str, items: list[Name | Phrase], j: int) -> int:
        """Give where the titles of the name behind them begin in the run."""
        last = run[-1]
        if attached_left:
            return len(run) - 1 if self.lists.gap_of(run, len(run) - 1) != "" else self._adjacent(run)
        split = len(run) - 1
        while split > 0:
            one, other = run[split - 1], run[split]
            gap = self.lists.gap_of(run, split)
            if gap == "":
                split -= 1
                continue
            if one.possessor or one.head.plural != last.head.plural or gap not in ("and", "&", ",", ", and", "/"):
                break
            if gap == "," and one.determiner and split == len(run) - 1 and not self.lists.goes_on(items, j):
                split -= 1  # "the new mayor of Philadelphia, Mayor Tate": one person
                continue
            if rule == "before" and gap == "," and self._is_form_of_address(one, other, items[j]):
                split -= 1
                continue
            if one.determiner and not other.determiner and rule == "before" and self._is_plain(other):
                break
            if gap == "," and rule == "before" and split == len(run) - 1 and not self._and_inside(run[: split + 1]):
                break
            split -= 1
        return split

    def _is_form_of_address(self, one: Phrase, other: Phrase, name: Name | Phrase) -> bool:
        """Tell the second title of one person: "the Secretary of the Navy, Adm. X"."""
        formal = other.head.kind == "military" or name.start > other.end
        return (
            formal
            and one.end > one.head_end
            and bool(one.determiner)
            and not other.determiner
            and self._is_plain(other)
        )

    def _adjacent(self, run: list[Phrase]) -> int:
        split = len(run) - 1
        while split > 0 and self.lists.gap_of(run, split) == "":
            split -= 1
        return split

    def _is_plain(self, phrase: Phrase) -> bool:
        """Tell "Secretary" from "Secretary of State" and "Crown Prince"."""
        return phrase.start == phrase.head_start and phrase.end == phrase.head_end

    def _and_inside(self, run: list[Phrase]) -> bool:
        return any("and" in (self.lists.gap_of(run, k) or "").split() for k in range(1, len(run)))

    def _lists_other_guests(self, run: list[Phrase], name: Name, items: list[Name | Phrase], i: int) -> bool:
        """Tell "Vice President X, the First Lady, the Governor, and officials": each office is another guest."""
        title = items[i - 2] if i > 1 else None
        titled = isinstance(title, Phrase) and self.gaps.between(title.end, name.start) == ""
        others = len(run) > 2 and all(phrase.determiner == "the" for phrase in run[:2])
        return titled and others and all(self.lists.gap_of(run, k) in (",", ", and") for k in range(1, len(run)))

    def _after_name(self, run: list[Phrase], name: Name, items: list[Name | Phrase], i: int, rule: str) -> list[Link]:
        """Titles behind a name; a plural one belongs to all names of the list before it."""
        if self._lists_other_guests(run, name, items, i):
            return [self._link(phrase, "alone", [], run) for phrase in run]
        run, others = self.lists.same_person(run)
        respectively = len(run) > 1 and self.lists.respectively(run)
        shared = respectively or any(phrase.head.plural for phrase in run)
        people = self.lists.before(name, items, i) if shared else [name]
        if respectively and len(people) >= len(run):
            return [
                self._link(phrase, "respectively", [one], run)
                for phrase, one in zip(run, people[-len(run) :], strict=True)
            ]
        links = [self._link(phrase, "alone", [], others) for phrase in others]
        for phrase in run:
            if phrase.head.plural:
                if len(people) > 1:
                    links.append(self._link(phrase, "shared", people, run))
                else:
                    links.append(self._link(phrase, "alone", [], run))
            else:
                links.append(self._link(phrase, rule, [name], run))
        return links
