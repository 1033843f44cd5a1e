"""Augmentation: other names inside real sentences, capitals, lost diacritics."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

from diplo_extract.train.passages import Name, Passage, split_words
from diplo_extract.train.phrases import Writer


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each change is made; 0 switches it off."""

    people: float = 0.5
    organizations: float = 0.2
    places: float = 0.3
    capitals: float = 0.04
    plain_letters: float = 0.1


def changed(passage: Passage, writer: Writer, rates: Rates) -> Passage:
    """Give a variant of a passage; its annotation follows the words."""
    swapped = _swapped(passage, writer, rates)
    if writer.rng.random() < rates.capitals:
        swapped.words = [word.upper() for word in swapped.words]
        swapped.unknown |= set(swapped.loose)
    elif writer.rng.random() < rates.plain_letters:
        swapped.words = [without_diacritics(word) for word in swapped.words]
    return swapped


def without_diacritics(word: str) -> str:
    """Give a word as a keyboard without its letters writes it: Gürbüz, Gurbuz."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d") or word


def _swapped(passage: Passage, writer: Writer, rates: Rates) -> Passage:
    words: list[str] = []
    names: list[Name] = []
    unknown: set[int] = set()
    loose: dict[int, tuple[str, ...]] = {}
    surnames: dict[str, str] = {}
    at = 0
    swap_people = writer.rng.random() < rates.people
    for name in [*passage.names, Name(len(passage.words), len(passage.words), ())]:
        for i in range(at, name.start):
            if i in passage.unknown:
                unknown.add(len(words))
            if i in passage.loose:
                loose[len(words)] = passage.loose[i]
            words.append(passage.words[i])
        old = passage.words[name.start : name.end]
        new = _other(old, name.choices, writer, rates, surnames, swap_people)
        if old:
            names.append(Name(len(words), len(words) + len(new), name.choices))
        words += new
        at = name.end
    return Passage(words, names, unknown, loose, passage.source)


def _other(
    old: list[str], choices: tuple[str, ...], writer: Writer, rates: Rates, surnames: dict[str, str], people: bool
) -> list[str]:
    chance = writer.rng.random()
    if choices == ("PERSON",) and people:
        return _other_person(old, writer, surnames)
    if choices == ("ORG",) and chance < rates.organizations and len(old) > 1:
        return split_words(writer.organization())
    if choices in (("GPE",), ("LOC",)) and chance < rates.places and len(old) <= 2:
        return split_words(writer.place(choices[0]))
    return old


def _other_person(old: list[str], writer: Writer, surnames: dict[str, str]) -> list[str]:
    """Give another person's name: a full name and the surname that is used later change together."""
    if len(old) == 1:
        known = surnames.get(old[0])
        return split_words(known) if known else old
    person = writer.person()
    surnames[old[-1]] = person.short
    return split_words(person.full)


def random_writer(seed: int) -> Writer:
    """Give a writer with its own random numbers."""
    return Writer(random.Random(seed))
