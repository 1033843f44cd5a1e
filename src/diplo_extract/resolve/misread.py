"""Spans that the tagger reads as a person too generously: titles inside a name, firms and peoples named like one."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import NamedTuple

from diplo_extract import lexicon
from diplo_extract.nlp.columns import Columns
from diplo_extract.resolve.likeness import edits
from diplo_extract.resolve.surface import fold

_LEAST_LETTERS = 5


class Tagged(NamedTuple):
    """A name as the tagger has it."""

    first: int
    last: int
    """Behind its last token."""
    start: int
    end: int
    text: str
    bare: str
    """Without a possessive."""
    label: str


@cache
def _words(name: str) -> frozenset[str]:
    """Give a list of what the tagger misreads."""
    return frozenset(lexicon.load("en", "people")["misread"][name])


@cache
def _office_words() -> frozenset[str]:
    """Give the words of offices that may be cut off a name: "Mayor", "Senator", "Sens"."""
    table = lexicon.load("en", "titles")
    kinds = _words("office_kinds")
    heads = [head for kind in kinds for head in table["heads"].get(kind, ()) if " " not in head]
    words = {form for head in heads for form in (head.casefold(), fold(head))}
    words = {word for word in words if len(word) >= _LEAST_LETTERS and word.isalpha()} - _words("offices_kept")
    plurals = {word + "s" for word in words}
    short = {fold(word).rstrip(".") for word in table["abbreviations"] if len(word) >= 3 and word.isalpha()}
    return frozenset(words | plurals | short) - _given()


@cache
def _given() -> frozenset[str]:
    """Give the short forms of given names: an abbreviation that is one of them is no title inside a name."""
    return frozenset(fold(name) for line in lexicon.load("en", "people")["given"]["forms"] for name in line.split())


def _is_office(word: str) -> bool:
    key = word.casefold().rstrip(".")  # the marks of its letters count: Şen is a surname, Sen. a senator
    if key in _office_words():
        return True
    # "Prime Minster Gillard": a long word with one letter wrong
    offices = _words("long_offices") if len(key) >= 7 else ()
    return any(key[:2] == office[:2] and edits(key, office, 1) <= 1 for office in offices)


def _is_short_office(words: list[str]) -> bool:
    """Tell whether a name begins with the letters of an office: "NSA Sullivan", "AAG Moss"."""
    first = words[0]
    return len(first) == 3 and first.isascii() and first.isupper() and not any(word.isupper() for word in words[1:])


def without_titles(text: str, begin: int, end: int) -> tuple[int, int]:
    """Give where the name lies in text[begin:end] without the words of offices before and behind it.

    The words before: "Minster Gillard"; behind: "Keith Ellison State" where "Senator" follows in the next cell.
    """
    words = text[begin:end].split(" ")
    while len(words) > 1 and (_is_office(words[0]) or _is_short_office(words)):
        begin += len(words.pop(0)) + 1
    while len(words) > 1 and (_is_office(words[-1]) or (len(words) > 2 and fold(words[-1]) in _words("glued"))):
        end -= len(words.pop()) + 1
    return begin, end


@cache
def _peoples() -> frozenset[str]:
    table = lexicon.load("en", "demonyms")
    words = {fold(name) for name in table["countries"]} | {fold(word) for word in table["peoples"]["words"]}
    return frozenset(words | {fold(word) for names in table["countries"].values() for word in names})


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(name) for name in lexicon.load("en", "demonyms")["countries"])


@cache
def _head_words() -> frozenset[str]:
    table = lexicon.load("en", "organizations")
    words = {word for key in ("kinds", "places") for words in table[key].values() for word in words}
    return frozenset(word for word in words if " " not in word and len(word) > 3) - _words("no_body_behind")


@cache
def _states() -> frozenset[str]:
    words = lexicon.load("en", "demonyms")["short_forms"]["words"]
    return frozenset(fold(word).replace(".", "") for word in words)


def surname_behind(one: Tagged, following: Tagged | None, tokens: Columns) -> int:
    """Give the end of the surname left behind a bare first name ("[Jeff] Brand"); else the end of the name."""
    if one.last - one.first > 1 or one.last >= len(tokens.texts) or fold(one.text) not in _given():
        return one.end
    word = tokens.texts[one.last]
    named = following is not None and following.first == one.last
    plain = word.isalpha() and len(word) > 2 and word[0].isupper() and not word.isupper() and not named
    if not plain or tokens.touches(one.last) or _is_office(word) or fold(word) in _head_words():
        return one.end
    return tokens.starts[one.last] + len(word)


def _is_case(one: Tagged, tokens: Columns) -> bool:
    """Tell a side of a court case, "Roe v. Wade", from a person."""
    words = [word for word in tokens.texts[max(0, one.first - 3) : one.last + 3] if word != "."]
    at = [i for i, word in enumerate(words) if word.rstrip(".") in _words("versus")]
    return any(0 < i < len(words) - 1 and one.text in (words[i - 1], words[i + 1]) for i in at)


def not_a_person(one: Tagged, tokens: Columns, name: str, holders: Container[str]) -> tuple[str, str] | None:
    """Give (label, rule) of what a "person" rather is, or None: a firm, a thing named after somebody, a people."""
    words = name.split()
    if len(words) == 1 and _is_case(one, tokens):
        return "LAW", "case"
    behind = tokens.texts[one.last : one.last + 3]
    last = fold(words[-1]).replace(".", "")
    following = fold(behind[0]).replace(".", "") if behind else ""
    if (last in _words("firm_ends") and len(words) > 1) or following in _words("firm_ends"):
        return "ORG", "firm"
    if behind and behind[0][:1].isupper() and following in _head_words():
        # the Kofi Annan Foundation, Lafayette Apartments: names inside names are no people
        return "ORG", "named-after"
    if one.first and tokens.lows[one.first - 1] in _words("firm_before"):
        return "ORG", "firm"
    state = behind[1] if len(behind) > 1 and behind[0] == "," and behind[1][:1].isupper() else ""
    if last in _states() or fold(state).replace(".", "") in _states():
        # "R-Wyo.", "Montgomery, AL"
        return ("GPE", "state") if len(words) == 1 else None
    if len(words) == 1 and fold(name) in _peoples() and name not in holders:
        return ("GPE" if fold(name) in _countries() else "NORP"), "people-or-country"
    return None
