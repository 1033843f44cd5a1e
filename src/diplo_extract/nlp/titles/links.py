"""Which title belongs to which name: by what stands between them, in lists, in copular and career sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplo_extract.nlp.titles.careers import Careers
from diplo_extract.nlp.titles.gaps import Gaps, Name
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_LIST = frozenset(
    {",", "and", ", and", "&", ", &", "as well as", ", as well as", "or", ";", "; and", "along with", ", along with"}
)
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
        ", our",
        ", my",
    }
)


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


class Linker:
    """Reads one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords, phrases: list[Phrase]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.gaps = Gaps(words, lexicon, phrases)
        self.names = self._free_names(phrases)
        self.phrases = phrases
        self.careers = Careers(words, lexicon, self.gaps, self.names)

    def _free_names(self, phrases: list[Phrase]) -> list[Name]:
        """Give the names that do not stand inside a title ("the Andy Warhol Foundation")."""
        inside = [False] * len(self.words)
        for phrase in phrases:
            inside[phrase.start : phrase.end] = [True] * (phrase.end - phrase.start)
        return [self.gaps.name(i) for i, (start, _) in enumerate(self.words.names) if not inside[start]]

    def links(self) -> list[Link]:
        """Give every phrase as a link; those that stand alone have no people."""
        items = sorted([*self.names, *self.phrases], key=lambda item: item.start)
        sentence: list[Name | Phrase] = []
        found: list[Link] = []
        end = -1
        for item in items:
            if item.start >= end:
                found += self._sentence(sentence)
                sentence, end = [], self.words.sentence_end(item.start)
            sentence.append(item)
        found += self._sentence(sentence)
        return found

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
            found += self._run(run, items, i, j)
            i = j
        return found

    def _joined(self, one: Name | Phrase, other: Name | Phrase) -> bool:
        if isinstance(one, Name) or isinstance(other, Name):
            return False
        gap = self._gap(one.end, other.start)
        return not other.possessor and (gap in _JOINS or gap == "")

    def _gap(self, start: int, end: int) -> str | None:
        """Give what stands between, without the article before a title."""
        return self.gaps.before_title(start, end)

    def _run(self, run: list[Phrase], items: list[Name | Phrase], i: int, j: int) -> list[Link]:
        """Decide for coordinated titles between two names."""
        left = items[i - 1] if i > 0 else None
        right = items[j] if j < len(items) else None
        left_name = left if isinstance(left, Name) else None
        right_name = right if isinstance(right, Name) else None
        before = self._left_relation(run[0], left_name)
        after = self._right_relation(run[-1], right_name)
        if after == "before" and right_name is not None:
            return self._before_name(run, before, left_name, right_name, items, i, j)
        if before and left_name is not None:
            return self._after_name(run, left_name, items, i, "after")
        career = self.careers.read(run[0])
        if career is not None:
            people, past, former = career
            links = [
                self._link(phrase, "career", people, run, past)
                for phrase in run
                if not phrase.bare or phrase.capital or len(run) > 1
            ]
            return links + [self._link(phrase, "succession", former, run, True) for phrase in run if former]
        if after == "apposition" and right_name is not None and self._introduces(run[-1]):
            return self._before_name(run, "", left_name, right_name, items, i, j, rule="apposition")
        return [self._link(phrase, "alone", [], run) for phrase in run]

    def _link(self, phrase: Phrase, rule: str, people: list[Name], run: list[Phrase], past: bool = False) -> Link:
        return Link(phrase, rule, [name.index for name in people], people[0] if people else None, run, past)

    def _left_relation(self, phrase: Phrase, name: Name | None) -> str:
        if name is None or phrase.possessor or (phrase.bare and not phrase.capital):
            return ""
        gap = self.gaps.before_title(name.tail, phrase.start)
        if gap is None:
            return ""
        if gap == "and" and name.of is not None and name.tail > name.end:
            gap = ","  # "Mayor Ann Lee, Salem, OR and League President"
        if gap in _POST and not self._opens_the_clause(name, phrase, gap):
            return "" if self._is_address(phrase) else "after"
        if gap == "" and self._is_list_line(name, phrase):
            return "after"
        return ""

    def _opens_the_clause(self, name: Name, phrase: Phrase, gap: str) -> bool:
        """Tell "According to Rathbun, a detective was …": the title is the subject of what follows."""
        words = self.words
        if gap != "," or phrase.determiner not in ("a", "an", "the", "one") or phrase.end >= len(words):
            return False
        opened = name.start > 0 and words.low[name.start - 1] in ("to", "for", "with", "like", "unlike", "by")
        first = name.start - 1
        while first > 0 and not words.begins[first] and name.start - first < 4:
            first -= 1
        verb = words.low[phrase.end] in self.lexicon.verbs | self.lexicon.copula | {"has", "had", "have", "will", "can"}
        return opened and words.begins[first] and verb

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
        """Tell whether a title before a comma announces the name behind it: "the Mayor, X"; "Malaysia's Prime Minister, X"."""
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
        links: list[Link] = []
        own = run[split:]
        if split:
            if before and left is not None:
                links += self._after_name(run[:split], left, items, i, "after")
            else:
                links += [self._link(phrase, "alone", [], run[:split]) for phrase in run[: split - 1]]
                links.append(self._opener(run[split - 1], own, right, items, j))
        own = self._longest(own)
        people = self._conjuncts(right, items, j) if own[-1].head.plural else [right]
        return links + [self._link(phrase, rule, people, own) for phrase in own]

    def _opener(self, phrase: Phrase, own: list[Phrase], right: Name, items: list[Name | Phrase], j: int) -> Link:
        """Read a plural title before people who have titles of their own: "co-chairs, Senator A and Senator B"."""
        shared = (
            phrase.head.plural and not own[0].head.plural and self._gap(phrase.end, own[0].start) in (",", ":", "–", "")
        )
        people = self._conjuncts(right, items, j) if shared else []
        return self._link(phrase, "shared" if len(people) > 1 else "alone", people if len(people) > 1 else [], [phrase])

    def _longest(self, run: list[Phrase]) -> list[Phrase]:
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

    def _split(self, run: list[Phrase], attached_left: bool, rule: str, items: list[Name | Phrase], j: int) -> int:
        """Give where the titles of the name behind them begin in the run."""
        last = run[-1]
        if attached_left:
            return len(run) - 1 if self._gap_of(run, len(run) - 1) != "" else self._adjacent(run)
        split = len(run) - 1
        while split > 0:
            one, other = run[split - 1], run[split]
            gap = self._gap_of(run, split)
            if gap == "":
                split -= 1
                continue
            if one.possessor or one.head.plural != last.head.plural or gap not in ("and", "&", ",", ", and", "/"):
                break
            if gap == "," and one.determiner and split == len(run) - 1 and not self._listed(items, j):
                split -= 1  # "the new mayor of Philadelphia, Mayor Tate": one person
                continue
            if one.determiner and not other.determiner and rule == "before" and self._is_plain(other):
                break
            if gap == "," and rule == "before" and split == len(run) - 1 and not self._and_inside(run[: split + 1]):
                break
            split -= 1
        return split

    def _listed(self, items: list[Name | Phrase], j: int) -> bool:
        """Tell whether the name at `j` goes on as a list of people."""
        name, following = items[j], items[j + 1] if j + 1 < len(items) else None
        return following is not None and isinstance(name, Name) and self._gap(name.tail, following.start) in _LIST

    def _adjacent(self, run: list[Phrase]) -> int:
        split = len(run) - 1
        while split > 0 and self._gap_of(run, split) == "":
            split -= 1
        return split

    def _gap_of(self, run: list[Phrase], k: int) -> str | None:
        return self._gap(run[k - 1].end, run[k].start)

    def _is_plain(self, phrase: Phrase) -> bool:
        """Tell "Secretary" from "Secretary of State" and "Crown Prince"."""
        return phrase.start == phrase.head_start and phrase.end == phrase.head_end

    def _and_inside(self, run: list[Phrase]) -> bool:
        return any("and" in (self._gap_of(run, k) or "").split() for k in range(1, len(run)))

    def _conjuncts(self, first: Name, items: list[Name | Phrase], j: int) -> list[Name]:
        """Give the names that share a plural title: "advisors A and B", "co-chairs, Senator A and Senator B"."""
        people = [first]
        k = j + 1
        titled = False
        previous = first
        while k < len(items):
            item = items[k]
            if isinstance(item, Phrase):
                nxt = items[k + 1] if k + 1 < len(items) else None
                if not isinstance(nxt, Name) or self._gap(item.end, nxt.start) != "" or item.head.plural:
                    break
                titled = self._titled(items, j)
                if not titled or self._gap(previous.tail, item.start) not in _LIST:
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
        gap = self._gap(one.tail, other.start)
        if gap is None or gap in _LIST:
            return gap is not None
        parts = gap.split()
        return (
            bool(parts) and parts[-1] in ("'s", "'") and len(parts) <= 6 and parts[0] in _LIST and "," not in parts[1:]
        )

    def _titled(self, items: list[Name | Phrase], at: int) -> bool:
        """Tell whether a title of its own stands directly before the name at `at`, behind the shared one."""
        one, two = (items[at - 1] if at else None), (items[at - 2] if at > 1 else None)
        return (
            isinstance(one, Phrase)
            and isinstance(two, Phrase)
            and two.head.plural
            and not one.head.plural
            and self._gap(two.end, one.start) in (",", ":", "")
        )

    def _after_name(self, run: list[Phrase], name: Name, items: list[Name | Phrase], i: int, rule: str) -> list[Link]:
        """Titles behind a name; a plural one belongs to all names of the list before it."""
        run, others = self._same_person(run)
        respectively = len(run) > 1 and self._respectively(run)
        shared = respectively or any(phrase.head.plural for phrase in run)
        people = self._list_before(name, items, i) if shared else [name]
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

    def _list_before(self, name: Name, items: list[Name | Phrase], i: int) -> list[Name]:
        """Give the names of the list that ends with `name`, which is item `i - 1`."""
        people = [name]
        k = i - 2
        first = name
        while k >= 0:
            item = items[k]
            if isinstance(item, Phrase):
                if self._gap(item.end, first.start) != "":
                    break
                k -= 1
                continue
            if self._gap(item.tail, self._titled_start(first, items, k)) not in _LIST:
                break
            people.append(item)
            first = item
            k -= 1
        return people[::-1]

    def _same_person(self, run: list[Phrase]) -> tuple[list[Phrase], list[Phrase]]:
        """Cut off the next guest of a list: "X, Consul of Oman, the Tanzanian ambassador and some officials"."""
        for k in range(1, len(run)):
            if run[k].determiner == "the" and run[0].determiner != "the" and self._gap_of(run, k) == ",":
                return run[:k], run[k:]
        return run, []

    def _titled_start(self, name: Name, items: list[Name | Phrase], k: int) -> int:
        nxt = items[k + 1]
        return nxt.start if isinstance(nxt, Phrase) else name.start

    def _respectively(self, run: list[Phrase]) -> bool:
        words = self.words
        return (
            "respectively" in words.low[run[-1].end : run[-1].end + 3]
            or "respectively" in words.low[max(run[0].start - 3, 0) : run[0].start]
        )
