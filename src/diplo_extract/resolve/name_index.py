"""Finds the people that may bear a name, without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from diplo_extract.resolve.likeness import misspelled, skeleton, sound
from diplo_extract.resolve.named import NamedPerson
from diplo_extract.resolve.surface import Form

# a list of thousands of names with one surname must not be compared pair by pair
MOST_CANDIDATES = 60


class NameIndex:
    """Finds the people that share a word with a name, without comparing all with all."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, ...], list[NamedPerson]] = defaultdict(list)
        self._surname: dict[str, list[NamedPerson]] = defaultdict(list)
        self._first: dict[str, list[NamedPerson]] = defaultdict(list)
        self._other: dict[str, list[NamedPerson]] = defaultdict(list)
        self._by_letter: dict[str, dict[str, None]] = defaultdict(dict)

    def add(self, person: NamedPerson, form: Form) -> None:
        """Make the person findable by a form."""
        for key in _keys(form):
            _append(self._by_key[key], person)
        words = form.words
        if form.suffix and len(words) == 1:
            # "Johann II" has no surname
            _append(self._first[words[0]], person)
            return
        for word in words[-form.surname :]:
            _append(self._surname[word], person)
            self._by_letter[word[0]].setdefault(word)
        if len(words) > 1:
            for word in (words[0], *form.nick):
                _append(self._first[word], person)
                self._by_letter[word[0]].setdefault(word)
        for word in words[1 : -form.surname]:
            _append(self._other[word], person)
            self._by_letter[word[0]].setdefault(word)

    def like(self, form: Form, misspelled: bool) -> list[NamedPerson]:
        """Give the people with a full name that `form` may be a wording of."""
        found: dict[int, NamedPerson] = {}
        for key in _keys(form):
            if key[0] == "first" and not misspelled:
                continue
            for person in self._by_key.get(key, ())[:MOST_CANDIDATES]:
                found.setdefault(id(person), person)
        return list(found.values())

    def named(self, word: str) -> Iterator[tuple[str, list[NamedPerson]]]:
        """Give the people who have a word as surname, else as first name, else elsewhere in the name."""
        for reason, table in (
            ("surname", self._surname),
            ("first name", self._first),
            ("part of the name", self._other),
        ):
            if word in table:
                yield reason, table[word]

    def misspelled(self, word: str, first_names: bool) -> list[NamedPerson]:
        """Give the people with a surname that `word` may be a misspelling of; first names may be surnames too."""
        found: dict[int, NamedPerson] = {}
        letter = self._by_letter.get(word[0], {})
        if len(letter) > 4 * MOST_CANDIDATES:
            return []
        for other in letter:
            if misspelled(word, other):
                first = self._first.get(other, ()) if first_names else ()
                for person in (*self._surname.get(other, ()), *self._other.get(other, ()), *first):
                    found.setdefault(id(person), person)
        return list(found.values())


def _keys(form: Form) -> Iterator[tuple[str, ...]]:
    """Give the keys under which names that may be one person meet."""
    words = form.words
    if form.with_particle or form.leading:
        yield ("particle", form.with_particle or "".join(words))
    yield ("words", *sorted(words))
    yield ("joined", "".join(words))
    yield ("surname", skeleton(words[-1]))
    yield ("sound", sound(words[-1]))
    if len(words) > 1:
        yield ("first", words[0], words[-1][:3])
    for size in range(2, min(len(words), 6) + 1):
        yield ("begin", *words[:size])
        yield ("end", *words[-size:])


def _append(people: list[NamedPerson], person: NamedPerson) -> None:
    if len(people) < 4 * MOST_CANDIDATES and not any(other is person for other in people[-MOST_CANDIDATES:]):
        people.append(person)
