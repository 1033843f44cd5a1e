"""Spans that the tagger reads as a person too generously: titles inside a name, firms and peoples named like one."""

from __future__ import annotations

from collections.abc import Container
from functools import cache

from spacy.tokens import Span

from diplo_extract import lexicon
from diplo_extract.resolve.likeness import edits
from diplo_extract.resolve.surface import fold

# kinds of offices whose words are no given names; "Major", "King", "Dean", "Judge" and "Bishop" are
_SAFE_KINDS = ("state", "legislative", "municipal", "diplomatic", "corporate")
_LEAST_LETTERS = 5
_FIRM_ENDS = frozenset({"llp", "llc", "inc", "ltd", "plc", "gmbh", "corp", "pa", "lp", "pllc"})


@cache
def _office_words() -> frozenset[str]:
    """Give the words of offices that may be cut off a name: "Mayor", "Senator", "Sens"."""
    table = lexicon.load("en", "titles")
    words = {fold(head) for kind in _SAFE_KINDS for head in table["heads"].get(kind, ()) if " " not in head}
    words = {word for word in words if len(word) >= _LEAST_LETTERS and word.isalpha()} - {
        "whip",
        "page",
        "clerk",
        "warden",
        "reeve",
        "marshal",
        "deputy",
    }
    plurals = {word + "s" for word in words}
    short = {fold(word).rstrip(".") for word in table["abbreviations"] if len(word) >= 3 and word.isalpha()}
    return frozenset(words | plurals | short) - _given()


@cache
def _given() -> frozenset[str]:
    """Give the short forms of given names: an abbreviation that is one of them is no title inside a name."""
    return frozenset(fold(name) for line in lexicon.load("en", "people")["given"]["forms"] for name in line.split())


def _is_office(word: str) -> bool:
    key = fold(word).rstrip(".")
    if key in _office_words():
        return True
    # "Prime Minster Gillard": a long word with one letter wrong
    return len(key) >= 7 and any(
        abs(len(key) - len(w)) <= 1 and key[:2] == w[:2] and edits(key, w, 1) <= 1 for w in _long_offices()
    )


@cache
def _long_offices() -> tuple[str, ...]:
    return ("minister", "president", "secretary", "ambassador", "governor", "senator", "chairman", "commissioner")


def without_titles(text: str, begin: int, end: int) -> tuple[int, int]:
    """Give where the name lies in text[begin:end] without the words of offices before and behind it.

    The words before: "Minster Gillard"; behind: "Keith Ellison State" where "Senator" follows in the next cell.
    """
    words = text[begin:end].split(" ")
    while len(words) > 1 and _is_office(words[0]):
        begin += len(words.pop(0)) + 1
    while len(words) > 1 and (_is_office(words[-1]) or (len(words) > 2 and fold(words[-1]) in _glued())):
        end -= len(words.pop()) + 1
    return begin, end


@cache
def _glued() -> frozenset[str]:
    return frozenset(lexicon.load("en", "people")["mentions"]["glued"])


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
    return frozenset(word for word in words if " " not in word and len(word) > 3) - {
        "state",
        "media",
        "energy",
        "north",
        "post",
    }


def not_a_person(span: Span, name: str, holders: Container[str]) -> tuple[str, str] | None:
    """Give (label, rule) of what a "person" rather is, or None: a firm, a thing named after somebody, a people."""
    doc = span.doc
    words = name.split()
    behind = [doc[i].text for i in range(span.end, min(span.end + 3, len(doc)))]
    last = fold(words[-1]).replace(".", "")
    following = fold(behind[0]).replace(".", "") if behind else ""
    if (last in _FIRM_ENDS and len(words) > 1) or following in _FIRM_ENDS:
        return "ORG", "firm"
    if behind and behind[0][:1].isupper() and following in _head_words():
        # the Kofi Annan Foundation, Lafayette Apartments: names inside names are no people
        return "ORG", "named-after"
    if span.start and doc[span.start - 1].lower_ in ("firm", "company", "bank", "supermarket", "brand"):
        return "ORG", "firm"
    if len(words) == 1 and fold(name) in _peoples() and name not in holders:
        return ("GPE" if fold(name) in _countries() else "NORP"), "people-or-country"
    return None
