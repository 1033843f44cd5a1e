"""Whether two words, or two full names, can belong to one person; the answer is a reason or None."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from diplo_extract import lexicon
from diplo_extract.resolve.surface import Form, fold

_FINAL_VOWELS = frozenset("aeiou")
_DOUBTFUL = frozenset({"misspelled", "transliteration"})
_DOUBLED = re.compile(r"(.)\1+")
_SPELLINGS = (("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"), ("ou", "u"))
_SOUNDS = ((re.compile(r"(?<=[^aeiou])h"), ""), (re.compile(r"oo|ou"), "u"), (re.compile(r"ee|ie|y"), "i"))


@cache
def _given_names() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for i, line in enumerate(lexicon.load("en", "people")["given"]["forms"]):
        for name in line.split():
            groups.setdefault(fold(name), set()).add(i)
    return {name: frozenset(found) for name, found in groups.items()}


def one_given_name(one: str, other: str) -> bool:
    """Tell whether two given names are forms of one: Bill and William, Mohammed and Muhammad."""
    groups = _given_names()
    return not groups.get(one, frozenset()).isdisjoint(groups.get(other, ()))


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """Give what stays the same over transliterations: "zelenskyy" and "zelenskiy" -> "zlnsk"."""
    for written, same in _SPELLINGS:
        word = word.replace(written, same)
    return _DOUBLED.sub(r"\1", word[:1] + "".join(char for char in word[1:] if char not in "aeiouyh"))


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """Give a spelling that transliterations of one sound share: "zhang" and "zang", "ryoo" and "ryu"."""
    for written, same in _SOUNDS:
        word = written.sub(same, word)
    return _DOUBLED.sub(r"\1", word)


def edits(one: str, other: str, most: int) -> int:
    """Count the insertions, deletions, changes and swaps of neighbours between two words; above `most`, `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


@lru_cache(maxsize=16384)
def misspelled(one: str, other: str) -> bool:
    """Tell whether one word is the other misspelled or transliterated: both long, same first letter."""
    shorter = min(len(one), len(other))
    if shorter < 5 or one[0] != other[0]:
        return False
    allowed = 2 if shorter >= 8 else 1
    if edits(one, other, allowed) <= allowed:
        return True
    return skeleton(one) == skeleton(other) and abs(len(one) - len(other)) <= 2 and edits(one, other, 3) <= 3


def _given_alike(one: str, other: str) -> str | None:
    """Give how two given names agree: "" when they are the same, else what differs."""
    if one == other:
        return ""
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else None
    if one_given_name(one, other):
        return "form of the given name"
    if min(len(one), len(other)) >= 3 and sound(one) == sound(other):
        return "transliteration"
    # Roberto and Roberta are two people
    last_vowel = one[:-1] == other[:-1] and one[-1] in _FINAL_VOWELS and other[-1] in _FINAL_VOWELS
    if min(len(one), len(other)) >= 6 and not last_vowel and edits(one, other, 1) == 1 and one[:2] == other[:2]:
        return "misspelled"
    return None


def _word_alike(one: str, other: str, given: bool) -> str | None:
    if given:
        return _given_alike(one, other)
    if one == other:
        return ""
    if min(len(one), len(other)) >= 3 and sound(one) == sound(other):
        return "transliteration"
    return "misspelled" if misspelled(one, other) else None


def _letter_lost(one: str, other: str) -> bool:
    """Tell whether a short surname lost a letter: "Arturo Roja" and "Arturo Rojas"."""
    lengths = len(one), len(other)
    return min(lengths) >= 4 and abs(lengths[0] - lengths[1]) == 1 and one[0] == other[0] and edits(one, other, 1) == 1


def _nick_alike(one: Form, other: Form) -> bool:
    return one.words[0] in other.nick or other.words[0] in one.nick


def same_person(one: Form, other: Form) -> str | None:
    """Give the reason why two full names can be one person, or None."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if one.words == other.words:
        return "same words"
    if "".join(one.words) == "".join(other.words):
        return "written apart or together"
    if len(one.words) == len(other.words) and sorted(one.words) == sorted(other.words):
        return "other order"
    short, long = sorted((one, other), key=lambda form: len(form.words))
    if len(short.words) < 2:
        return None
    if len(short.words) < len(long.words):
        if long.words[: len(short.words)] == short.words:
            return "beginning of the longer name"
        if long.words[-len(short.words) :] == short.words:
            return "end of the longer name"
    return _aligned(short, long)


def _aligned(short: Form, long: Form) -> str | None:
    """Compare first with first, last with last, and what stands between in order; one difference is allowed."""
    first = "nickname" if _nick_alike(short, long) else _word_alike(short.words[0], long.words[0], given=True)
    last = _word_alike(short.words[-1], long.words[-1], given=False)
    if last is None and first == "" and len(short.words[0]) >= 4 and _letter_lost(short.words[-1], long.words[-1]):
        last = "misspelled"
    if first is None or last is None or (first in _DOUBTFUL and last in _DOUBTFUL):
        return None
    if not _middle_agrees(short.words[1:-1], long.words[1:-1]):
        return None
    return first or last or "middle name"


def _middle_agrees(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether the middle names of the shorter form stand in the longer one, in order; initials count."""
    i = 0
    for word in short:
        while i < len(long) and _given_alike(word, long[i]) is None:
            i += 1
        if i == len(long):
            return False
        i += 1
    return True
