"""The number words of a language, compiled from `lexicon/<language>/numbers.toml`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from diplo_extract import lexicon

Kind = Literal[
    "digits", "cardinal", "scale", "ordinal", "ordinal_scale", "denominator", "collective", "vague",
    "and", "point", "minus", "article", "over", "ratio",
]  # fmt: skip
Entry = tuple[Kind, float]
Phrase = tuple[str, ...]

_TABLES: dict[str, Kind] = {
    "cardinals": "cardinal",
    "ordinals": "ordinal",
    "scales": "scale",
    "ordinal_scales": "ordinal_scale",
    "denominators": "denominator",
    "collectives": "collective",
}
_JOINERS: tuple[Kind, ...] = ("and", "point", "minus", "article", "over", "ratio")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TURKISH = str.maketrans({"İ": "i", "I": "ı"})


@dataclass(frozen=True, slots=True)
class Words:
    """What the grammar of `reading` needs to know of a language."""

    language: str
    decimal: str
    group: str
    group_space: bool
    ordinal_suffixes: tuple[str, ...]
    suffixes: Mapping[str, float]
    phrases: Mapping[str, tuple[tuple[Phrase, Entry], ...]]
    """First word -> the phrases that begin with it, longest first."""
    vocabulary: frozenset[str]
    """Every word of a phrase."""
    glued: Mapping[str, Entry]
    """Parts of words written together (dreihundert, onbinaltıyüz); empty where the language does not do so."""
    glue: frozenset[str]
    """What may stand between such parts (German und)."""
    teens_after: frozenset[int]
    """Numbers that take ten to nineteen after them: soixante-dix, on altı."""
    plural: str
    alone: frozenset[str]
    not_after: frozenset[str]
    not_after_applies_to: frozenset[str]
    not_half_after: frozenset[str]
    of: frozenset[str]
    """What may follow a fraction of one: "a third of"."""
    opens_range: frozenset[str]
    """Words before the lower end of a range that is closed by "and": between."""
    before: Mapping[Phrase, str]
    """Comparison before a number -> qualifier."""
    after: Mapping[Phrase, str]
    between: Mapping[Phrase, frozenset[str]]
    """What opens a range -> what joins its ends."""
    joined: frozenset[str]
    both: frozenset[str]
    vague: frozenset[str]
    """"dozens" without a number before it."""
    than: frozenset[str]
    """After "or less" these begin another comparison: "or less than 6000"."""
    skipped: frozenset[str]
    """What may stand between a comparison and its number: "more than the tenth"."""

    def fold(self, word: str) -> str:
        """Give the spelling under which `word` is looked up."""
        return _fold(word, self.language)


@cache
def words(language: str) -> Words:
    """Give the words of `language`; those of English where it has none."""
    known = lexicon.languages("numbers")
    code = language if language in known else "en"
    table = lexicon.load(code, "numbers")
    settings, extra, ranges = table["settings"], table["words"], table["ranges"]
    entries = _entries(table, code)
    glued = {phrase[0]: entry for phrase, entry in entries.items() if len(phrase) == 1} if settings.get("glued") else {}
    return Words(
        language=code,
        decimal=settings["decimal"],
        group=settings["group"],
        group_space=settings.get("group_space", False),
        ordinal_suffixes=tuple(sorted(settings["ordinal_suffixes"], key=len, reverse=True)),
        suffixes=table.get("suffixes", {}),
        phrases=_by_first_word(entries),
        vocabulary=frozenset(word for phrase in entries for word in phrase),
        glued={
            part: entry
            for part, entry in glued.items()
            if entry[0] in ("cardinal", "scale", "ordinal", "ordinal_scale")
        },
        glue=frozenset(settings.get("glue", ())),
        teens_after=frozenset(settings.get("teens_after", ())),
        plural=extra.get("plural", ""),
        alone=frozenset(_fold(word, code) for word in extra.get("alone", ())),
        not_after=frozenset(extra.get("not_after", ())),
        not_after_applies_to=frozenset(extra.get("not_after_applies_to", ())),
        not_half_after=frozenset(extra.get("not_half_after", ())),
        of=frozenset(extra.get("of", ())),
        opens_range=frozenset(opening for opening, join in ranges["between"] if join in extra["and"]),
        before=_comparisons(table, "before", code),
        after=_comparisons(table, "after", code),
        between=_between(ranges["between"], code),
        joined=frozenset(_fold(join, code) for join in ranges["joined"]),
        both=frozenset(_fold(join, code) for join in ranges["both"]),
        vague=frozenset(_fold(text, code) for text in table.get("vague", {})),
        than=frozenset(extra.get("than", ())),
        skipped=frozenset(extra.get("skipped", ())),
    )


def vague_words(language: str) -> dict[str, tuple[float, float]]:
    """Give the shipped table of vague words: words -> (low, high), 0 for an open end."""
    code = language if language in lexicon.languages("numbers") else "en"
    return {text: (low, high) for text, (low, high) in lexicon.load(code, "numbers").get("vague", {}).items()}


def _entries(table: Mapping[str, Any], code: str) -> dict[Phrase, Entry]:
    """Give phrase -> (kind, value); a word of two kinds keeps the first in the order of the tables."""
    found: dict[Phrase, Entry] = {}
    for name, kind in _TABLES.items():
        for text, value in table.get(name, {}).items():
            found.setdefault(_phrase(text, code), (kind, float(value)))
    for kind in _JOINERS:
        for text in table["words"].get(kind, ()):
            found.setdefault(_phrase(text, code), (kind, 0.0))
    for text, (low, _) in table.get("vague", {}).items():
        found.setdefault(_phrase(text, code), ("vague", float(low)))
    _add_inverted(found, table)
    _add_endings(found, table["settings"].get("ordinal_endings", ()))
    plural = table["words"].get("plural", "")
    if plural:
        for phrase, (kind, value) in list(found.items()):
            if kind in ("ordinal", "ordinal_scale") and value != 2:
                found.setdefault((*phrase[:-1], phrase[-1] + plural), ("denominator", value))
    return found


def _add_inverted(found: dict[Phrase, Entry], table: Mapping[str, Any]) -> None:
    """Add einundzwanzig and its kin, where units are said before tens."""
    join = table["settings"].get("inverted", "")
    if not join:
        return
    named = [(phrase[0], *entry) for phrase, entry in found.items() if len(phrase) == 1]
    for unit, first, low in named:
        for ten, kind, high in named:
            if first == "cardinal" and kind in ("cardinal", "ordinal") and 1 <= low <= 9 and high in range(20, 100, 10):
                found.setdefault((unit + join + ten,), (kind, low + high))


def _add_endings(found: dict[Phrase, Entry], endings: tuple[str, ...]) -> None:
    """Add the inflected forms of ordinals, where the table lists their stems."""
    for phrase, (kind, value) in list(found.items()):
        if kind in ("ordinal", "ordinal_scale"):
            for ending in endings:
                found.setdefault((*phrase[:-1], phrase[-1] + ending), (kind, value))


def _by_first_word(entries: Mapping[Phrase, Entry]) -> dict[str, tuple[tuple[Phrase, Entry], ...]]:
    """Group the phrases for the scanner."""
    grouped: dict[str, list[tuple[Phrase, Entry]]] = {}
    for phrase, entry in entries.items():
        grouped.setdefault(phrase[0], []).append((phrase, entry))
    return {first: tuple(sorted(rest, key=lambda item: -len(item[0]))) for first, rest in grouped.items()}


def _comparisons(table: Mapping[str, Any], side: str, code: str) -> dict[Phrase, str]:
    """Give phrase -> qualifier for one side of the number."""
    listed = table["comparisons"][side]
    return {tuple(_fold(text, code).split()): qualifier for qualifier, texts in listed.items() for text in texts}


def _between(pairs: list[list[str]], code: str) -> dict[Phrase, frozenset[str]]:
    """Give opening words -> the joins that close their range."""
    found: dict[Phrase, frozenset[str]] = {}
    for opening, join in pairs:
        phrase = tuple(_fold(opening, code).split())
        found[phrase] = found.get(phrase, frozenset()) | {_fold(join, code)}
    return found


def _phrase(text: str, code: str) -> Phrase:
    return tuple(_fold(word, code) for word in text.replace("-", " ").split())


def _fold(word: str, code: str) -> str:
    """Lower the case as the language does; drop accents that writers drop ("millon", "cinquieme", "fuenf")."""
    if word.isascii() and code != "tr":
        return word.lower()
    if code == "tr":
        return word.translate(_TURKISH).lower()
    lowered = word.lower()
    if code == "de":
        return lowered.translate(_UMLAUTS)
    parts = unicodedata.normalize("NFD", lowered)
    return "".join(part for part in parts if not unicodedata.combining(part))
