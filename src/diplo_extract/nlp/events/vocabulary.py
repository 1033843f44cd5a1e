"""The words of events, compiled once from the lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from diplo_extract import lexicon

ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
NUMBERED = re.compile(r"COP-?\d{1,2}|G-?(?:7|20)")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the readers of names, phrases and verbs look words up in."""

    kinds: dict[str, str]
    """Head noun, or two nouns that make one, and the kind of event it tells."""
    lists: dict[str, frozenset[str]]
    ordinals: dict[str, int]
    verbs: dict[str, dict[str, Any]]
    triggers: frozenset[str]
    """Lower-case words at which a mention may be read: heads, the first of two that make one, verbs, "it", more."""

    @classmethod
    def read(cls, table: dict[str, Any]) -> Vocabulary:
        """Compile the lexicon table."""
        words = table["words"]
        heads = {word for head in table["heads"] for word in (head, head.split()[0])}
        verbs = {verb: entry for entry in table["told"] for verb in entry["verbs"]}
        return cls(
            kinds=table["heads"],
            lists={name: frozenset(entries) for name, entries in words.items()},
            ordinals={word: number for number, word in enumerate(words["ordinals"], start=1)},
            verbs=verbs,
            triggers=frozenset({*heads, *(head + "s" for head in heads), *verbs, "edition", "it", "what"}),
        )

    def among(self, word: str, *names: str) -> bool:
        """Tell whether a lower-case word stands in one of the lists."""
        return any(word in self.lists[name] for name in names)

    def head(self, word: str) -> str | None:
        """Give the head noun that a lower-case word is, in the singular."""
        if word in self.kinds:
            return word
        if word.endswith("s") and word[:-1] in self.kinds:
            return word[:-1]
        return None

    def edition(self, lower: list[str]) -> int | None:
        """Give the number of "the 4th forum", "the fifth summit"."""
        for word in lower[:5]:
            match = ORDINAL.fullmatch(word)
            if match:
                return int(match[1]) or None
            if word in self.ordinals:
                return self.ordinals[word]
        return None


@cache
def vocabulary(language: str = "en") -> Vocabulary:
    """Give the words of a language, compiled once."""
    return Vocabulary.read(lexicon.load(language, "events"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a Doc and the borders of the sentence being read."""

    words: list[str]
    lower: list[str]
    people: set[int]
    """Tokens of people's names."""
    dates: set[int]
    start: int
    end: int

    def taken(self, i: int) -> bool:
        """Tell whether a token belongs to a person or a date: no part of an event's name."""
        return i in self.people or i in self.dates


class Reading(NamedTuple):
    """One mention as its reader found it: tokens, head noun, rule."""

    start: int
    end: int
    kind: str
    rule: str
    edition: int | None = None
