"""A user's own words of titles, in the tables of lexicon/en/titles.toml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from diplo_extract import lexicon
from diplo_extract.nlp.titles.forms import plural_of
from diplo_extract.user_files import read_toml, refused

_OF_STRINGS = ("abbreviations", "plurals")
_OPEN = ("heads", *_OF_STRINGS)
"""Tables whose keys the user is free to make up; in the others a key is known to the grammar."""


def read_title_words(path: str | Path) -> dict[str, dict[str, Any]]:
    """Read a user's TOML file of words; raises UsageError that names table, key and remedy."""
    table = read_toml(path, 'heads.own = ["port captain"]')
    check_title_words(table, str(path))
    return table


def check_title_words(table: Mapping[str, object], where: str = "titles") -> None:
    """Raise UsageError unless `table` has the shape of titles.toml; heads may be of new kinds."""
    known = lexicon.load("en", "titles")
    for name, words in table.items():
        if name not in known:
            raise refused(where, f"[{name}] is no table of titles", f"these are: {', '.join(sorted(known))}")
        if not isinstance(words, dict):
            raise refused(where, f"{name} is no table", f"write [{name}], and below it {_example(name, known)}")
        for key, value in words.items():
            if name not in _OPEN and key not in known[name]:
                raise refused(where, f'[{name}] knows no "{key}"', f"these are: {', '.join(known[name])}")
            if not _has_shape(name, known[name].get(key), value):
                remedy = f"write {_example(name, known, key)}"
                raise refused(where, f"[{name}] {key} = {value!r} cannot be taken", remedy)
    _check_abbreviations(table, known, where)


def _has_shape(table: str, shipped: object, value: object) -> bool:
    """Tell whether a value has the shape of the one that is shipped: a string, a table of strings, or a list."""
    if table in _OF_STRINGS:
        return isinstance(value, str)
    if isinstance(shipped, dict):
        return isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _example(table: str, known: Mapping[str, Any], key: str | None = None) -> str:
    """Give a right line of a table, with a word that it has as it is shipped."""
    shipped = known[table]
    key = key or next(iter(shipped))
    value = shipped.get(key) or next(iter(shipped.values()))
    if isinstance(value, str):
        return f'"{key}" = "{value}"'
    if isinstance(value, dict):
        word, meaning = next(iter(value.items()))
        return f'"{key}" = {{ {word} = "{meaning}" }}'
    return f'"{key}" = ["{value[0]}"]'


def _check_abbreviations(table: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    heads = {word for words in (*known["heads"].values(), *table.get("heads", {}).values()) for word in words}
    for abbreviation, full in table.get("abbreviations", {}).items():
        if full not in heads and full not in {plural_of(head) for head in heads}:
            raise refused(where, f'"{abbreviation}" stands for "{full}", which is no head', "add it under [heads]")
