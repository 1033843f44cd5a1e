"""Sentences of our own: patterns and word lists from `data/` become annotated passages."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from diplo_extract.train.passages import Passage, annotated
from diplo_extract.train.words import table

_SLOT = re.compile(r"\{([A-Za-z]+)([0-9]?)\}")
_LABELS = {
    "p": "PERSON", "s": "PERSON", "city": "GPE", "country": "GPE", "province": "GPE", "region": "LOC", "nature": "LOC",
    "org": "ORG", "muni": "ORG", "ministry": "ORG", "embassy": "ORG", "unit": "ORG", "fac": "FAC", "nation": "NORP",
    "nationals": "NORP", "event": "EVENT", "firm": "ORG", "media": "ORG", "club": "ORG", "civic": "ORG",
    "business": "ORG", "academic": "ORG", "acro": "ORG", "company": "ORG", "st": "GPE",
    "council": "GPE",
}  # fmt: skip
_ORG_KINDS = {
    "municipal": 3, "ministry": 3, "embassy": 1, "academic": 2, "body": 4, "business": 3, "civic": 2, "company": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person."""

    full: str
    short: str


@dataclass(slots=True)
class Writer:
    """Writes annotated passages; the same seed writes the same ones."""

    rng: random.Random
    _people: dict[str, Person] = field(default_factory=dict)

    def person(self) -> Person:
        """Give a new person of some origin."""
        origins = table("people")
        origin = self.rng.choices(list(origins.values()), [each["weight"] for each in origins.values()])[0]
        parts: dict[str, list[str]] = {"g": [], "f": []}

        def part(word: str) -> str:
            if word == "i":
                return self.rng.choice("ABCDEFGHIJKLMNOPRSTUVWYZ") + "."
            if word in ("g", "f"):
                source = origin["given"] if word == "g" else origin["family"]
                parts[word].append(self.rng.choice(source))
                return parts[word][-1]
            if word == "f-f":
                return "-".join(part("f") for _ in range(2))
            return word

        full = " ".join(part(word) for word in self.rng.choice(origin["full"]).split())
        short = self.rng.choice(origin["short"])[0]
        known = parts[short] or parts["f"] or parts["g"]
        return Person(full, known[-1] if known else full)

    def organization(self) -> str:
        """Give the name of an organization."""
        kind = self.rng.choices(list(_ORG_KINDS), list(_ORG_KINDS.values()))[0]
        return self._filled(self.rng.choice(table("organizations")[kind]))

    def place(self, label: str) -> str:
        """Give the name of a place with this label."""
        kinds = {"GPE": (("city", "country", "province"), (5, 3, 2)), "LOC": (("region", "nature"), (1, 1))}
        kind = self.rng.choices(*kinds[label])[0]
        return str(self.rng.choice(table("places")[kind]))

    def acronym(self) -> str:
        """Give the initials of some organization."""
        return "".join(self.rng.choice("ABCDEFGHIKLMNOPRSTUW") for _ in range(self.rng.choice((2, 3, 3, 4, 4, 5))))

    def facility(self) -> str:
        """Give the name of a building or venue."""
        places = table("places")
        first = self.rng.choice(places["city"] if self.rng.random() < 0.4 else places["landmark"])
        return f"{first} {self.rng.choice(places['facility_kind'])}"

    def passage(self) -> Passage:
        """Give one annotated passage."""
        self._people = {}
        pattern = self.rng.choice(table("sentences")["sentences"])
        pieces = self._pieces(pattern)
        return annotated("".join(text for text, _ in pieces), _labelled(pieces), source="own")

    def _pieces(self, pattern: str) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = []
        at = 0
        for slot in _SLOT.finditer(pattern):
            pieces.append((pattern[at : slot.start()], ""))
            kind = slot[1].lower()
            value = self._value(kind, slot[2])
            if slot[1].isupper():
                value = value.upper()
            label = _LABELS.get(kind, "")
            pieces.append((value, label))
            at = slot.end()
        pieces.append((pattern[at:], ""))
        return [(text.replace("|", "\n"), label) for text, label in pieces]

    def _value(self, kind: str, number: str) -> str:
        if kind in ("p", "s"):
            person = self._people.setdefault(number, self.person())
            return person.full if kind == "p" else person.short
        makers = {"acro": self.acronym, "org": self.organization, "fac": self.facility}
        if kind in makers:
            return makers[kind]()
        organizations, places, sentences = table("organizations"), table("places"), table("sentences")
        if kind == "nation":
            return str(self.rng.choice(places["nation_adjective"]))
        if kind in ("given", "family"):
            origins = table("people")
            return str(self.rng.choice(origins[self.rng.choice(list(origins))][kind]))
        kind = "municipal" if kind == "muni" else kind
        for source in (organizations, places, sentences):
            if kind + number in source:
                return self._filled(self.rng.choice(source[kind + number]))
        if kind not in sentences:
            raise ValueError(f"no word list for the slot {{{kind}{number}}}: add '{kind}' to train/data/sentences.toml")
        return self._filled(self.rng.choice(sentences[kind]))

    def _filled(self, pattern: str) -> str:
        return _SLOT.sub(lambda slot: self._value(slot[1], slot[2]), pattern)


def _labelled(pieces: list[tuple[str, str]]) -> list[tuple[int, int, tuple[str, ...]]]:
    found: list[tuple[int, int, tuple[str, ...]]] = []
    at = 0
    for text, label in pieces:
        if label:
            found.append((at, at + len(text), (label,)))
        at += len(text)
    return found
