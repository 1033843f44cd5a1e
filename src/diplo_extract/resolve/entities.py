"""Groups the mentions of organizations and places: one entity, one entry; acronyms and short forms are its aliases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from diplo_extract import lexicon
from diplo_extract.resolve.evidence import Name
from diplo_extract.resolve.kinds import name_words
from diplo_extract.resolve.surface import bare, fold

_IN_BRACKETS = re.compile(r"\s{0,2}[(\[]\s?[“\"'‘]?([A-Z][\w.&/-]{1,14})[”\"'’]?\s?[)\]]")
_OWN_BRACKETS = re.compile(r"\s{0,9}[(\[]([A-Z][\w.&/-]{1,14})[)\]]\Z")


@dataclass(slots=True)
class Entity:
    """One organization or place of the document."""

    name: str
    names: list[Name] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)


def key_of(text: str) -> str:
    """Give the form by which names of one organization or place are compared."""
    words = [word.replace(".", "") for word in name_words(bare(text))]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("en", "organizations")["words"][name])


def group_entities(text: str, names: Sequence[Name], same: dict[str, str] | None = None) -> list[Entity]:
    """Give the entities that `names` name in `text`, in text order.

    same: key of a name -> key of another name of the same thing ("usa" -> "united states").
    """
    grouping = _Grouping(text, same or {})
    for name in names:
        grouping.add(name)
    return grouping.finish()


class _Grouping:
    def __init__(self, text: str, same: dict[str, str]) -> None:
        self._text = text
        self._same = same
        self._by_key: dict[str, Entity] = {}
        self._acronyms: dict[str, Entity] = {}

    def add(self, name: Name) -> None:
        key = self._key(name.text)
        if not key:
            return
        entity = self._by_key.get(key)
        if entity is None:
            entity = self._by_key[key] = Entity(name.text)
        entity.names.append(name)
        acronym = _OWN_BRACKETS.search(name.text) or _IN_BRACKETS.match(self._text, name.end)
        if acronym and _may_stand_for(acronym.group(1), name.text):
            self._acronyms.setdefault(self._key(acronym.group(1)), entity)
            if acronym.group(1) not in entity.aliases:
                entity.aliases.append(acronym.group(1))

    def _key(self, text: str) -> str:
        key = key_of(_OWN_BRACKETS.sub("", text))
        return self._same.get(key, key)

    def finish(self) -> list[Entity]:
        """Merge acronyms and short forms into the entities they stand for; give all in text order."""
        self._initials()
        for key, entity in list(self._acronyms.items()):
            self._merge(key, entity, "acronym")
        for key, entity in self._short_forms():
            self._merge(key, entity, "short form")
        found = list({id(entity): entity for entity in self._by_key.values()}.values())
        for entity in found:
            _finish(entity)
        return sorted(found, key=lambda entity: entity.names[0].start)

    def _initials(self) -> None:
        """Know a name in capitals as the initials of another: "OCCI" for "Oman Chamber of Commerce and Industry"."""
        for key, entity in list(self._by_key.items()):
            words = [word for word in key.split() if word not in _table("small")]
            if len(words) >= 3:
                self._acronyms.setdefault("".join(word[0] for word in words), entity)

    def _merge(self, key: str, into: Entity, reason: str) -> None:
        entity = self._by_key.get(key)
        if entity is None or entity is into:
            return
        if reason == "acronym" and not any(char.isupper() for char in entity.name[1:]):
            return
        into.names += entity.names
        into.merges.append(f"{entity.name}: {reason}")
        self._by_key[key] = into

    def _short_forms(self) -> Iterable[tuple[str, Entity]]:
        """Give (key, entity) of names that are the beginning of one longer name, but for words of its legal form."""
        for key, entity in list(self._by_key.items()):
            words = key.split()
            while len(words) > 1 and words[-1] in _table("left_out"):
                words.pop()
                if (short := " ".join(words)) != key and short in self._by_key:
                    yield short, entity


def _may_stand_for(acronym: str, name: str) -> bool:
    """Tell whether letters in brackets are made from the name: most of them, in order."""
    letters = [char for char in fold(acronym) if char.isalpha()]
    if sum(char.isupper() for char in acronym) < 2:
        return False
    rest = iter(fold(name))
    return sum(any(char == letter for char in rest) for letter in letters) >= max(2, len(letters) - 1)


def _finish(entity: Entity) -> None:
    """Choose the name: the longest form, of equal ones the most frequent; the others are aliases."""
    entity.names.sort()
    forms = Counter(_without_article(_OWN_BRACKETS.sub("", bare(name.text))) for name in entity.names)
    entity.name = max(forms, key=lambda form: (len(form.split()), forms[form], len(form)))
    known = {entity.name.casefold()}
    aliases = []
    for form in (*forms, *entity.aliases):
        if form.casefold() not in known:
            known.add(form.casefold())
            aliases.append(form)
    entity.aliases = aliases


def _without_article(text: str) -> str:
    return text[4:] if text[:4].lower() == "the " and len(text) > 6 else text
