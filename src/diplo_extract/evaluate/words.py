"""When two wordings are the same to the scorer: case, quotation marks, diacritics, courtesy words, abbreviations."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[\w&]+")
_TEXT_WORD = re.compile(r"\w+")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Equivalents:
    """The tables of equivalents.toml."""

    courtesy: frozenset[str]
    function_words: frozenset[str]
    abbreviations: dict[str, list[str]]
    letters: dict[int, str]


@cache
def equivalents() -> Equivalents:
    """Read the tables once."""
    table = tomllib.loads(files("diplo_extract.evaluate").joinpath("equivalents.toml").read_text(encoding="utf-8"))
    return Equivalents(
        courtesy=frozenset(table["courtesy"]),
        function_words=frozenset(table["function_words"]),
        abbreviations={short: long.split() for short, long in table["abbreviations"].items()},
        letters=str.maketrans(table["letters"]),
    )


def fold(text: str) -> str:
    """Give `text` without differences of case, white space and shape of quotation marks."""
    return " ".join(text.translate(_MARKS).split()).casefold()


def without_diacritics(text: str) -> str:
    """Give folded text in base letters: Çiftçibaşı and Ciftcibasi are the same."""
    decomposed = unicodedata.normalize("NFKD", text.translate(equivalents().letters))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def person_name(name: str) -> str:
    """Give a name folded, without possessive, courtesy words and marks around it."""
    folded = fold(name)
    for possessive in ("'s", "'"):
        if folded.endswith(possessive):
            folded = folded[: -len(possessive)]
            break
    words = folded.strip(" ,.;").split()
    courtesy = equivalents().courtesy
    # the last word stays: somebody may be called King
    while len(words) > 1 and words[0].strip(".") in courtesy:
        del words[0]
    return " ".join(words)


def text_words(text: str) -> list[str]:
    """Give the words of running text, folded."""
    return _TEXT_WORD.findall(fold(text))


def title_words(title: str) -> list[str]:
    """Give the words of a title that carry meaning: no diacritics, abbreviations written out."""
    table = equivalents()
    words: list[str] = []
    for word in _WORD.findall(without_diacritics(fold(title)).replace("-", " ")):
        words += table.abbreviations.get(word, [word])
    return [word for word in words if word not in table.function_words]


def token_f(first: Sequence[str], second: Sequence[str]) -> float:
    """Give the F measure of two bags of words."""
    common = sum((Counter(first) & Counter(second)).values())
    return 2 * common / (len(first) + len(second)) if common else 0.0


def shingles(text: str, size: int) -> Counter[tuple[str, ...]]:
    """Give the bag of runs of `size` words; of a shorter text, the text."""
    words = text_words(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def date_value(value: str | None) -> str | None:
    """Give an EDTF value without its marks of uncertainty, a quarter as its first and last month."""
    if not value:
        return None
    value = value.rstrip("~?%")
    year, _, part = value.partition("-")
    if len(year) == 4 and part in ("33", "34", "35", "36"):
        last = 3 * (int(part) - 32)
        return f"{year}-{last - 2:02}/{year}-{last:02}"
    return value
