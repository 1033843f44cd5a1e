"""Groups the name mentions of one document into people, with a reason for every merge.

Full names make the people; a name joins a person only when it agrees with every full name that the person has
already, so two different full names are never bridged by a shorter one. Then surnames, first names and misspelled
repeats are given, mention by mention, to the compatible person named last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from diplo_extract import lexicon
from diplo_extract.resolve.likeness import same_person
from diplo_extract.resolve.name_index import MOST_CANDIDATES, NameIndex
from diplo_extract.resolve.named import Gender, Merge, NamedPerson, NameMention
from diplo_extract.resolve.surface import Form, bare, fold, fullest, read_form

_MOST_MISSPELLED = 100
"""Full names: among thousands, two that differ by a letter are two people."""


def group_names(mentions: Sequence[NameMention], aliases: Mapping[str, str] | None = None) -> list[NamedPerson]:
    """Give the people that the mentions name, in text order.

    aliases: folded form -> full name, from the user; it wins over everything below.
    """
    return Grouping(aliases or {}).group(sorted(mentions))


class Grouping:
    """The grouping of one document's names."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._aliases = aliases
        self._people: list[NamedPerson] = []
        self._index = NameIndex()
        self._of_form: dict[Form, list[NamedPerson]] = {}
        self._known: dict[str, NamedPerson] = {}

    def group(self, mentions: list[NameMention]) -> list[NamedPerson]:
        """Give the people of `mentions`, which stand in text order."""
        forms = [read_form(mention.text) for mention in mentions]
        rest = [i for i, mention in enumerate(mentions) if not self._take_known(mention, forms[i])]
        self._make_full(rest, mentions, forms)
        for i in rest:
            self._give(mentions[i], forms[i], _beside(i, mentions, forms))
        found = [person for person in self._people if person.mentions]
        for person in found:
            person.mentions.sort()
            person.name = person.name or fullest([mention.text for mention in person.mentions])
        return sorted(found, key=lambda person: person.mentions[0].start)

    def _take_known(self, mention: NameMention, form: Form) -> bool:
        """Give the mention to the person that the user's file names for it."""
        name = self._aliases.get(fold(bare(mention.text)))
        if name is None:
            return False
        person = self._known.get(name)
        if person is None:
            person = self._known[name] = self._new(read_form(name))
        self._add(person, mention, form, "alias file")
        person.name = name if any(fold(bare(m.text)) == fold(name) for m in person.mentions) else ""
        return True

    def _make_full(self, rest: list[int], mentions: list[NameMention], forms: list[Form]) -> None:
        """Make the people that have a full name: the longest names first, so that short ones find all they may be."""
        genders: dict[Form, Gender] = {}
        roles: dict[Form, set[str]] = defaultdict(set)
        relatives = {forms[i] for i in rest if mentions[i].kin}
        beside: dict[Form, set[Form]] = defaultdict(set)
        first: dict[Form, int] = {}
        for i in rest:
            if forms[i].full:
                first.setdefault(forms[i], i)
                beside[forms[i]] |= _beside(i, mentions, forms)
                if gender := mentions[i].gender:
                    genders.setdefault(forms[i], gender)
                if role := mentions[i].role:
                    roles[forms[i]].add(role)
        for form in sorted(first, key=lambda form: (form.leading - len(form.words), first[form])):
            candidates = [
                person
                for person in self._index.like(form, misspelled=len(first) <= _MOST_MISSPELLED)
                if not _conflict(person.gender, genders.get(form))
                and beside[form].isdisjoint(person.forms)
                and not any(spouses(role, person.roles) for role in roles[form])
                and all(_agree(form, other) for other in person.forms if other.full)
            ]
            longest = max((len(person.forms[0].words) for person in candidates), default=0)
            if len(candidates) > 1 and longest > len(form.words):
                # of several who may be meant, the nearest is taken mention by mention
                self._of_form[form] = candidates
                continue
            person = candidates[0] if candidates else self._new(form, kin=form in relatives)
            if candidates:
                self._register(person, form)
            person.gender = person.gender or genders.get(form)
            person.roles |= roles[form]
            self._of_form[form] = [person]

    def _new(self, form: Form, *, kin: bool = False) -> NamedPerson:
        """Give a new person who has this form of a name."""
        person = NamedPerson(kin=kin)
        self._people.append(person)
        self._register(person, form)
        return person

    def _register(self, person: NamedPerson, form: Form) -> None:
        person.forms.append(form)
        self._index.add(person, form)

    def _give(self, mention: NameMention, form: Form, beside: set[Form]) -> None:
        if form.full:
            candidates = self._of_form[form]
            reason = _agree(form, candidates[0].forms[0]) or "same words"
        else:
            candidates, reason = self._short(mention, form)
            candidates = [
                person
                for person in candidates
                if beside.isdisjoint(person.forms) and not spouses(mention.role, person.roles)
            ]
        same_role = [person for person in candidates if mention.role in person.roles]
        person = _nearest(same_role or candidates)
        if person is None:
            person, reason = self._new(form), "same words"
        self._add(person, mention, form, reason)

    def _short(self, mention: NameMention, form: Form) -> tuple[list[NamedPerson], str]:
        """Give the people that one word may stand for, the best kind of agreement first."""
        word = form.words[0]
        for reason, people in self._index.named(word):
            fitting = [person for person in people if not _conflict(person.gender, mention.gender)]
            if reason != "surname":
                # a surname may come before the full name, as in a headline; a first name does not
                fitting = [person for person in fitting if person.last >= 0 or mention.formal]
            else:
                fitting = [person for person in fitting if not person.kin] or [p for p in fitting if p.last >= 0]
            if fitting:
                return fitting, reason
        found = self._index.misspelled(word, first_names=mention.formal)
        alike = [person for person in found if not _conflict(person.gender, mention.gender)]
        return alike[:1] if len(alike) == 1 else [], "misspelled"

    def _add(self, person: NamedPerson, mention: NameMention, form: Form, reason: str) -> None:
        if person.mentions and all(mention.text != merge.text for merge in person.merges[-MOST_CANDIDATES:]):
            person.merges.append(Merge(mention.text, reason))
        elif not person.mentions:
            person.merges.append(Merge(mention.text, "first mention"))
        person.mentions.append(mention)
        person.gender = person.gender or mention.gender
        if mention.role:
            person.roles.add(mention.role)
        person.last = mention.start


def _beside(i: int, mentions: list[NameMention], forms: list[Form]) -> set[Form]:
    """Give the names that stand with mention `i` in a list: they are other people."""
    near = (j for j in (i - 1, i + 1) if 0 <= j < len(mentions) and mentions[min(i, j)].joined)
    return {forms[j] for j in near if forms[j] != forms[i]}


def _agree(one: Form, other: Form) -> str | None:
    """Give the reason why two forms can be one person: full names, or a surname with its particle and a full name."""
    for short, long in ((one, other), (other, one)):
        if short.leading and long.with_particle == "".join(short.words):
            return "surname"
    return same_person(one, other)


def _conflict(one: Gender | None, other: Gender | None) -> bool:
    return one is not None and other is not None and one != other


@cache
def _couples() -> tuple[frozenset[str], frozenset[str]]:
    table = lexicon.load("en", "people")["offices"]
    return frozenset(table["consort"]), frozenset(table["consorts_of"])


def spouses(role: str | None, roles: set[str]) -> bool:
    """Tell that an office is that of the other one of a couple: "First Lady Jill Biden … President Biden"."""
    if role is None:
        return False
    consort, head = _couples()
    return (role in head and not roles.isdisjoint(consort)) or (role in consort and not roles.isdisjoint(head))


def _nearest(people: Sequence[NamedPerson]) -> NamedPerson | None:
    """Give the person meant by a name that several have.

    The one named last; but not a relative named once in passing where another has had the name to himself:
    "Amara Okoye … Okoye … her father John Okoye … Okoye". When none was named yet, the first to be named.
    """
    latest = max(people, key=lambda person: person.last, default=None)
    if latest is None or len(people) == 1:
        return latest
    main = max(people, key=lambda person: len(person.mentions))
    return main if len(main.mentions) >= len(latest.mentions) + 2 else latest
