"""The words of one language with their categories, and the compiled rules of its date grammar.

Words come from lexicon/<language>/dates.toml: under [category.NAME], value = "word word …"; a category's words carry
that value. Rules stand there too, under [[rule]], and in rules.toml beside this file for what all languages share.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from diplo_extract import lexicon
from diplo_extract.dates.patterns import Compiler, Pattern, Symbols
from diplo_extract.dates.shapes import NODE_CATEGORIES

CORE = frozenset(
    {
        "month",
        "weekday",
        "weekdays",
        "unit",
        "relative",
        "season",
        "decade_name",
        "repeated",
        "daypart",
        "named_day",
        "length_word",
        "sure",
    }
)
"""Categories that make a date; a stretch of the text without any of them, or a number, holds none."""
MAX_WORD = 40
MAX_REMEMBERED = 20_000
GUARDED_AFTER = 300


@dataclass(slots=True, frozen=True)
class Rule:
    """One rule of the grammar."""

    name: str
    make: str
    stage: int
    pattern: Pattern
    settings: dict[str, Any]


class Words:
    """Dictionary from a word to its meaning: category -> value."""

    def __init__(self, table: dict[str, Any], numbers: dict[str, Any], literals: set[str]) -> None:
        self.meaning: dict[str, dict[str, Any]] = {}
        self._folded: dict[str, dict[str, Any]] = {}
        self._turkish = table.get("dotless_i", False)
        for category, values in table.get("category", {}).items():
            for value, words in values.items():
                for word in words.split():
                    self._add(word, category, int(value) if value.lstrip("-").isdigit() else value)
        for word in literals:
            self._add(word, f"={word}", word)
        for word, value, ordinal in _number_words(numbers):
            self._folded.setdefault(word, {}).update(self.number(value, ordinal))
        for plain, word_meaning in list(self._folded.items()):
            self._folded.setdefault(_without_accents(plain), word_meaning)

    def _add(self, word: str, category: str, value: Any) -> None:
        meaning = self._folded.setdefault(word, {})
        meaning[category] = value
        if category in CORE:
            meaning["core"] = True

    @staticmethod
    def number(value: int, ordinal: bool) -> dict[str, Any]:
        """Give the meaning of a number word."""
        meaning: dict[str, Any] = {"ord": value} if ordinal else {"num": value, "wnum": value}
        if 1 <= value <= 31:
            meaning |= {"day": value, "wday": value}
            if ordinal:
                meaning["oday"] = value
        if value % 10 == 0 and 20 <= value <= 90:
            meaning["tens"] = value
        if 1 <= value <= 9:
            meaning["ones"] = value
        return meaning

    def categories(self) -> set[frozenset[str]]:
        """Give every set of categories that a word has."""
        numbers = [self.number(value, ordinal) for value in range(100) for ordinal in (False, True)]
        return {frozenset(meaning) for meaning in [*self._folded.values(), *numbers]}

    def look_up(self, token: str) -> dict[str, Any]:
        """Give the meaning of a token in any case, empty for one that no rule knows, and remember it."""
        if len(token) > MAX_WORD:
            return {}
        low = token.replace("I", "ı").replace("İ", "i").lower() if self._turkish else token.lower().replace("i̇", "i")
        meaning = self._folded.get(low)
        if meaning is None and not low.isascii():
            meaning = self._folded.get(_without_accents(low))
        if meaning and "capital" in meaning and not token[0].isupper():
            meaning = {
                key: value for key, value in meaning.items() if key not in ("month", "weekday", "season", "core")
            }
        if len(self.meaning) >= MAX_REMEMBERED:
            self.meaning.clear()
        self.meaning[token] = meaning or {}
        return self.meaning[token]


def _number_words(numbers: dict[str, Any]) -> Iterator[tuple[str, int, bool]]:
    """Give the words up to a hundred with their value and whether they are ordinals, German compounds too."""
    settings = numbers.get("settings", {})
    endings = ["", *settings.get("ordinal_endings", [])]
    cardinals = {word: value for word, value in numbers.get("cardinals", {}).items() if word.isalpha()}
    ordinals = {word: value for word, value in numbers.get("ordinals", {}).items() if word.isalpha()}
    ordinals = {word + ending: value for word, value in ordinals.items() for ending in endings}
    for table, ordinal in ((cardinals, False), (ordinals, True)):
        for word, value in table.items():
            if value == int(value) and 0 < value <= 100:
                yield word, int(value), ordinal
        for one, ones in cardinals.items() if "inverted" in settings else ():
            for ten, tens in table.items():
                if 1 <= ones <= 9 and tens % 10 == 0 and 20 <= tens <= 90:
                    yield f"{one}{settings['inverted']}{ten}", int(tens + ones), ordinal


def _without_accents(word: str) -> str:
    marks = unicodedata.normalize("NFD", word.replace("ı", "i"))
    return "".join(char for char in marks if not unicodedata.combining(char))


class Opening:
    """The rules that may begin with a character, and one expression that tells whether any of them matches."""

    def __init__(self, rules: list[Rule]) -> None:
        self.rules = rules
        self._asked = 0

    def may_match(self, symbols: str, at: int) -> bool:
        """Tell whether any rule matches here; short texts are not worth the compilation of the guard."""
        self._asked += 1
        return self._asked < GUARDED_AFTER or self.guard.match(symbols, at) is not None

    @cached_property
    def guard(self) -> re.Pattern[str]:
        """The rules joined to one expression: most places are told apart by one call of it. Compiled when needed."""
        return _guard(tuple(rule.pattern.source for rule in self.rules))


Stage = dict[str, Opening]


@dataclass(slots=True)
class Language:
    """Everything the grammar needs of one language."""

    words: Words
    symbols: Symbols
    stages: list[Stage]
    table: dict[str, Any]


@cache
def language(code: str) -> Language:
    """Give the compiled grammar of a language; an unknown one reads what all languages share."""
    shared = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    table = _table(code, "dates")
    from diplo_extract.dates.tokens import number_categories

    macros = shared["macro"] | table.get("macro", {})
    table = table | {"category": shared["category"] | table.get("category", {})}
    raw = table.get("rule", []) + shared["rule"]
    literals = set().union(*(_literals(pattern) for pattern in [*macros.values(), *(rule["pattern"] for rule in raw)]))
    words = Words(table, _table(code, "numbers"), literals)
    symbols = Symbols()
    capital = {
        meaning - {"month", "weekday", "season", "core"} for meaning in words.categories() if "capital" in meaning
    }
    suffixed = {
        frozenset({"ord"}),
        frozenset({"ord", "day", "oday"}),
        frozenset({"year"}),
        frozenset({"year", "spoken"}),
    }
    for categories in sorted(
        words.categories() | capital | suffixed | number_categories() | set(NODE_CATEGORIES), key=sorted
    ):
        symbols.symbol(frozenset(categories))
    stages: list[dict[str, list[Rule]]] = []
    compiler = Compiler(symbols, macros)
    for entry in raw:
        pattern = compiler.compile(entry["pattern"])
        stage = entry.get("stage", 1)
        while len(stages) < stage:
            stages.append({})
        if pattern is None:
            continue
        settings = {key: value for key, value in entry.items() if key not in ("name", "make", "pattern", "stage")}
        rule = Rule(entry["name"], entry["make"], stage, pattern, settings)
        for char in pattern.first:
            stages[stage - 1].setdefault(char, []).append(rule)
    return Language(
        words, symbols, [{char: Opening(rules) for char, rules in stage.items()} for stage in stages], table
    )


@cache
def _guard(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Join the rules to one expression; most places are told apart by one call of it."""
    sources = (re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in patterns)
    return re.compile("|".join(sources))


def _literals(pattern: str) -> set[str]:
    return set(pattern.split("'")[1::2])


def _table(code: str, subject: str) -> dict[str, Any]:
    try:
        return lexicon.load(code, subject)
    except KeyError:
        return {}
