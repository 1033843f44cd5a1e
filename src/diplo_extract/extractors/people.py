"""Gives the record's `people`: the names of doc.ents grouped into persons, with their titles and their presence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc

from diplo_extract import lexicon, records
from diplo_extract.extractors.base import Context, sentence_at, span_of
from diplo_extract.nlp.affiliations import affiliations
from diplo_extract.nlp.columns import columns, titles_of
from diplo_extract.records import Person, Position, Presence
from diplo_extract.resolve.bodies import Bodies
from diplo_extract.resolve.courtesy import around, gender_of
from diplo_extract.resolve.evidence import PERSON, Name
from diplo_extract.resolve.named import Gender, NamedPerson, NameMention
from diplo_extract.resolve.names import group_names, spouses
from diplo_extract.resolve.positions import Office, TitleMention, merge_titles
from diplo_extract.resolve.presence import Place, Seen, read_presence
from diplo_extract.resolve.scene import Scene
from diplo_extract.resolve.surface import bare, fold

MOST_EVIDENCE = 3
_IN_LIST = re.compile(r"(?:\s?\([^()]{1,20}\))?(?:,?\s(?:and|&)\s|,\s)\Z")
"""Between two names of a list; the first may have its party or country in brackets."""
_LIST_GAP = 30


def people(doc: Doc, context: Context) -> list[Person]:
    """Give the people of `doc` in text order."""
    return People(doc, context).read()


@cache
def _regnal_titles() -> frozenset[str]:
    return frozenset(lexicon.load("en", "people")["offices"]["regnal"])


@cache
def _kinship() -> frozenset[str]:
    return frozenset(lexicon.load("en", "people")["kinship"])


class People:
    """Reads the people of one Doc."""

    def __init__(self, doc: Doc, context: Context) -> None:
        self.doc = doc
        self.context = context
        self.text = columns(doc).text
        self.names = [name for name in context.names(doc) if name.label == PERSON]
        self.at = {(name.start, name.end): name for name in self.names}
        self.courtesy = {name: around(self.text, name.start, name.end) for name in self.names}
        self.titles = self._titles_of_names()
        self.scene = Scene(doc)
        self.organizations = Bodies(context.facts.get("organizations", ()))
        self.bodies: dict[int, list[str]] = defaultdict(list)
        for pair in affiliations(doc):
            if pair.rule != "title":
                self.bodies[pair.person.start_char].append(pair.organization.text)
        pairs = zip(self.names, self.names[1:], strict=False)
        self.places = self._places()
        self.joined = {one.end for one, other in pairs if self._is_list(one.end, self.courtesy[other].start)}
        quotes = [span._.quote for span in doc.spans.get("quotes", [])]
        self.speakers = [tuple(quote["speaker"]) for quote in quotes if quote["speaker"] is not None]

    def read(self) -> list[Person]:
        """Give the people in text order."""
        groups = group_names([self._mention(name) for name in self.names], self.context.aliases)
        found = [self._person(i, group) for i, group in enumerate(groups, 1)]
        self._set_represented(found)
        self._warn_of_two_holders(found)
        return found

    def _titles_of_names(self) -> dict[tuple[int, int], list[TitleMention]]:
        """Give the titles of each name, by the characters that the tagger marked."""
        found: dict[tuple[int, int], list[TitleMention]] = defaultdict(list)
        for marked in titles_of(self.doc):
            info = marked.info
            if not info["people"]:
                continue
            mention = TitleMention(
                title=info["title"],
                text=self.text[marked.start : marked.end],
                role=info["role"],
                organization=info["organization"],
                jurisdiction=info["jurisdiction"],
                status=info["status"],
                rule=info["rule"],
                start=marked.start,
                end=marked.end,
                holders=len(info["people"]),
            )
            for name in info["people"]:
                found[name[0], name[1]].append(mention)
        return found

    def _is_list(self, end: int, start: int) -> bool:
        """Tell whether nothing but "and" or a comma stands between two names."""
        return start - end <= _LIST_GAP and _IN_LIST.match(self.text[end:start]) is not None

    def _mention(self, name: Name) -> NameMention:
        courtesy = self.courtesy[name]
        titles = self.titles.get(name.marked, [])
        gender: Gender | None = courtesy.gender
        for title in titles:
            gender = gender or gender_of(title.role)
        before = [title.role for title in titles if title.start < name.start]
        return NameMention(
            name.start,
            name.end,
            name.text,
            gender,
            formal=bool(courtesy.before or before),
            kin=self._is_kin(courtesy.start),
            role=before[-1] if before else None,
            joined=name.end in self.joined,
        )

    def _is_kin(self, start: int) -> bool:
        """Tell whether a word of kinship stands before a name: "his wife X", "her brother, X"."""
        before = self.text[max(0, start - 24) : start].rstrip(" ,").rpartition(" ")[2]
        return before.lower() in _kinship()

    def _person(self, number: int, group: NamedPerson) -> Person:
        names = [self.at[mention.start, mention.end] for mention in group.mentions]
        titles = [title for name in names for title in self.titles.get(name.marked, ())]
        roles = {title.role for title in titles if title.rule == "before"}
        # "President Moss, the First Lady, and others": the second is another person
        offices = merge_titles([title for title in titles if title.rule != "after" or not spouses(title.role, roles)])
        seen = self._presence(names, offices)
        return Person(
            id=f"p{number}",
            name=group.name,
            aliases=_aliases(group, [(name, self._regnal(name)) for name in names]),
            mentions=[span_of(self.doc, name.start, name.end) for name in names],
            honorifics=_distinct(words for name in names for words in self._honorifics(name)),
            post_nominals=_distinct(words for name in names for words in self.courtesy[name].after),
            positions=[self._position(office) for office in offices],
            affiliations=self._affiliations(names, offices),
            presence=Presence(value=seen.value, evidence=[sentence_at(self.doc, seen.start, seen.end)], rule=seen.rule),
            evidence=[sentence_at(self.doc, names[0].start, names[0].end)],
            rule=_rule(group, names),
            model=self.context.model,
        )

    def _affiliations(self, names: list[Name], offices: list[Office]) -> list[str]:
        """Give the bodies that the text ties to the person otherwise than by a title."""
        told = {fold(body) for office in offices if (body := office.organization() or office.jurisdiction())}
        bodies = [body for name in names for body in self.bodies.get(name.marked[0], ())]
        return [body for body in _distinct(bodies) if fold(body) not in told]

    def _honorifics(self, name: Name) -> list[str]:
        """Give the courtesy words right before the name, and before a title in front of it: "H.E. Ambassador X"."""
        courtesy = self.courtesy[name]
        found = list(courtesy.before)
        for title in self.titles.get(name.marked, ()):
            if 0 <= courtesy.start - title.end <= 1:
                found = [*around(self.text, title.start, title.end).before, *found]
        return found

    def _regnal(self, name: Name) -> str | None:
        """Give "King Felipe": used like a name."""
        for title in self.titles.get(name.marked, ()):
            gap = self.text[title.end : name.start]
            if title.role in _regnal_titles() and gap == " " and title.text.casefold() in _regnal_titles():
                return f"{title.text} {name.text}"
        return None

    def _position(self, office: Office) -> Position:
        best = office.best
        return Position(
            title=best.title,
            text=best.text,
            role=best.role,
            organization=self.organizations.whole(body) if (body := office.organization()) else None,
            jurisdiction=office.jurisdiction(),
            status=best.status,
            evidence=[sentence_at(self.doc, mention.start, mention.end) for mention in office.mentions[:MOST_EVIDENCE]],
            rule=best.rule,
        )

    def _presence(self, names: list[Name], offices: list[Office]) -> Seen:
        places = [self.places[name] for name in names]
        speaks = any(name.start < end and start < name.end for name in names for start, end in self.speakers)
        past_only = bool(offices) and all(office.best.status == "former" for office in offices)
        return read_presence(self.scene, places, speaks, past_only)

    def _places(self) -> dict[Name, Place]:
        """Give each mention with the courtesy words and titles that touch it, and where its list of names ends."""
        found: dict[Name, Place] = {}
        after: Place | None = None
        for name in reversed(self.names):
            start, end = self._reach(name)
            listed = after is not None and self._is_list(end, after.start)
            together = after.together if after is not None and listed else end
            after = found[name] = Place(start, end, name.start, name.end, together, self.courtesy[name].late)
        return found

    def _reach(self, name: Name) -> tuple[int, int]:
        """Give the characters of a name with its courtesy words and the titles that touch it."""
        start, end = self.courtesy[name].start, name.end
        for title in self.titles.get(name.marked, ()):
            if title.end <= start and start - title.end <= len(", "):
                start = min(start, around(self.text, title.start, title.end).start)
            elif 0 <= title.start - end <= len(", ") and title.holders == 1:
                end = max(end, title.end)
        return start, end

    def _set_represented(self, found: list[Person]) -> None:
        """Note in whose place the others acted: "X, who spoke on behalf of Mayor Y"; "Y was represented by X"."""
        for person in found:
            if person.presence is None or person.presence.value != "represented":
                continue
            sentence = person.presence.evidence[0]
            deputy = _deputy(person, sentence, found)
            if deputy and deputy.presence and deputy.presence.rule == "no-event":
                deputy.presence = Presence(value="present", evidence=[sentence], rule="represents")
            for position in deputy.positions if deputy else ():
                if position.status != "former":
                    position.on_behalf_of = person.id

    def _warn_of_two_holders(self, found: list[Person]) -> None:
        sole = set(lexicon.load("en", "people")["offices"]["sole"])
        holders: dict[tuple[str, str], str] = {}
        for person in found:
            for position in person.positions:
                body = position.organization or position.jurisdiction
                if position.role not in sole or position.status != "current" or not body:
                    continue
                other = holders.setdefault((fold(position.title), fold(body)), person.name)
                if other != person.name:
                    self.context.warnings.append(
                        f"two-holders: {other} and {person.name} are both {position.title} of {body}"
                    )


def _deputy(absent: Person, sentence: records.Span, people: list[Person]) -> Person | None:
    """Give the person who acts for an absent one: named last before, else first behind, in the same sentence.

    "A and B were represented by C and D": C acts for A, D for B.
    """
    inside = sorted(
        ((span.start, person) for person in people for span in person.mentions if _holds(sentence, span)),
        key=lambda item: item[0],
    )
    away = list({id(one): one for _, one in inside if one is absent or _is_away(one, sentence)}.values())
    absentees = {id(one) for one in away}
    others = [(start, person) for start, person in inside if id(person) not in absentees]
    at = next((start for start, person in inside if person is absent), absent.mentions[0].start)
    before = [person for start, person in others if start < at]
    behind = [person for start, person in others if start > at]
    if len(away) > 1 and len(behind) >= len(away):
        return behind[next(i for i, one in enumerate(away) if one is absent)]
    return before[-1] if before else next(iter(behind), None)


def _holds(sentence: records.Span, span: records.Span) -> bool:
    return sentence.start <= span.start < sentence.end


def _is_away(person: Person, sentence: records.Span) -> bool:
    """Tell whether a sentence tells that somebody acts for the person."""
    presence = person.presence
    return presence is not None and presence.value == "represented" and presence.evidence[0] == sentence


def _aliases(group: NamedPerson, names: list[tuple[Name, str | None]]) -> list[str]:
    """Give the other forms that stand on their own, as written; a form in capitals is not another one."""
    known = {group.name.casefold()}
    found = []
    for name, regnal in names:
        for form in (bare(name.text), regnal):
            if form and form.casefold() not in known:
                known.add(form.casefold())
                found.append(form)
    return found


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _rule(group: NamedPerson, names: list[Name]) -> str | None:
    """Give what the document added to the tagger's names: the reasons of the merges and of the retyping."""
    reasons = [
        f"{merge.text}: {merge.reason}" for merge in group.merges if merge.reason not in ("first mention", "same words")
    ]
    reasons += _distinct(f"{name.text}: {name.rule}" for name in names if name.rule)
    return "; ".join(dict.fromkeys(reasons)) or None
