"""Values with the words around them -> low, high, qualifier: "more than 300", "between 200 and 250", "3,500+"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeVar

from diplo_extract.numbers.reading import Value
from diplo_extract.numbers.words import Phrase, Words

Qualifier = Literal["exact", "approx", "min", "max", "range", "vague"]

_MAX_PHRASE = 5
_HEAD, _TAIL = 64, 32
_WORD = re.compile(r"[<>=≤≥]+|[^\s<>=≤≥]+")
_SIGNS_BEFORE = re.compile(r"[<>=≤≥]{1,2}\s{0,3}$")
T = TypeVar("T")
_OPENERS = "([{\"'“‘«"


class Number(NamedTuple):
    """A number as a writer means it; an open end is None."""

    start: int
    end: int
    low: float | None
    high: float | None
    qualifier: Qualifier
    ordinal: bool
    value_start: int
    """Where the figure or number word itself begins: "300" in "more than 300"."""
    value_end: int
    kind: str = "cardinal"
    """cardinal, ordinal, fraction, vague, or set ("a dozen")."""


def compare(text: str, values: list[Value], words: Words, vague: Mapping[str, tuple[float, float]]) -> list[Number]:
    """Give the values of `text` as numbers, with ranges and pairs of comparisons made one."""
    found: list[Number] = []
    i = 0
    while i < len(values):
        value = values[i]
        following = values[i + 1] if i + 1 < len(values) else None
        number = _range(text, value, following, words) if following else None
        if number:
            i += 1
        else:
            number = _single(text, value, following.start if following else len(text), words, vague)
        i += 1
        if found and _pair(text, found[-1], number, words):
            found[-1] = _joined(found[-1], number)
        else:
            found.append(number)
    return found


def _single(text: str, value: Value, limit: int, words: Words, vague: Mapping[str, tuple[float, float]]) -> Number:
    """Give one value with the comparison before or after it; the one after wins ("about 500 or more")."""
    start, end, qualifier = value.start, value.end, "exact"
    before = _before(text, value.start, words.before, words)
    if before:
        start, qualifier = before
    after = _after(text, value.end, limit, words)
    if after:
        end, qualifier = after
    if value.kind == "set" and qualifier == "exact":
        qualifier = "approx"
    low: float | None = value.value
    high: float | None = value.value
    if value.kind == "vague":
        low, high = vague.get(words.fold(" ".join(text[value.start : value.end].split())), (value.value, 0.0))
        high = high or None
        qualifier = "vague"
    elif qualifier == "min":
        high = None
    elif qualifier == "max":
        low = None
    return _number(start, end, low, high, qualifier, value, value)


def _number(start: int, end: int, low: float | None, high: float | None, qualifier: str, a: Value, b: Value) -> Number:
    ordinal = a.kind == "ordinal"
    return Number(start, end, low, high, qualifier, ordinal, a.start, b.end, a.kind)  # type: ignore[arg-type]  # from the table


def _range(text: str, a: Value, b: Value, words: Words) -> Number | None:
    """Give "between 200 and 250", "200 to 250", "5k-20k", "two or three hundred" as one number."""
    if b.start - a.end > 12 or "vague" in (a.kind, b.kind) or (a.kind == "ordinal") != (b.kind == "ordinal"):
        return None
    join = words.fold(" ".join(text[a.end : b.start].split()))
    opening = _before(text, a.start, words.between, words)
    low, high = _shared_scale(a, b)
    if low >= high:
        return None
    if opening and join in opening[1]:
        return _number(opening[0], b.end, low, high, "range", a, b)
    if join not in words.joined or _in_chain(text, a, b):
        return None
    if not any(map(str.isalpha, join)) or a.kind == "cardinal":
        start = a.start
        loose = _before(text, a.start, words.before, words)
        if join in words.both and not (high <= 2 * low and high - low <= max(5.0, low)):
            return None  # "one or 200"
        if loose and loose[1] in ("approx", "exact"):
            start = loose[0]
        return _number(start, b.end, low, high, "range", a, b)
    return None


def _shared_scale(a: Value, b: Value) -> tuple[float, float]:
    """Give both ends; "two to three million" lends its scale to the first."""
    if b.scale >= 100 and a.scale == 1 and a.value < b.value / b.scale:
        return a.value * b.scale, b.value
    return a.value, b.value


def _in_chain(text: str, a: Value, b: Value) -> bool:
    """Tell telephone numbers, dates and scores ("222-2222/2222", "3-1-4") from a range."""
    before, after = text[max(0, a.start - 1) : a.start], text[b.end : b.end + 2]
    return before in ("-", "/", "+", "–") or (after[:1] in ("-", "/", "–") and after[1:2].isdigit())


def _pair(text: str, a: Number, b: Number, words: Words) -> bool:
    """Tell whether two comparisons say one range: "more than 10 and less than 20"."""
    if {a.qualifier, b.qualifier} != {"min", "max"} or b.start - a.end > 8 or a.ordinal != b.ordinal:
        return False
    low, high = _ends(a, b)
    return low < high and words.fold(" ".join(text[a.end : b.start].split())) in words.both


def _ends(a: Number, b: Number) -> tuple[float, float]:
    low = a.low if a.low is not None else b.low
    high = a.high if a.high is not None else b.high
    assert low is not None and high is not None
    return low, high


def _joined(a: Number, b: Number) -> Number:
    low, high = _ends(a, b)
    return a._replace(end=b.end, low=low, high=high, qualifier="range", value_end=b.value_end)


def _before(text: str, start: int, table: Mapping[Phrase, T], words: Words) -> tuple[int, T] | None:
    """Give where the longest phrase of `table` that ends right before `start` begins, and what it says."""
    offset = max(0, start - _HEAD)
    head = text[offset:start]
    if not head or not (head[-1].isspace() or _SIGNS_BEFORE.search(head)) or "\n" in head[-2:]:
        return None
    found = list(_WORD.finditer(head))[-_MAX_PHRASE:]
    spelt = [words.fold(match[0]) for match in found]
    if spelt and spelt[-1] in words.skipped:
        found, spelt = found[:-1], spelt[:-1]
    for i in range(len(spelt)):
        opener = len(spelt[i]) - len(spelt[i].lstrip(_OPENERS))
        said = table.get((spelt[i][opener:], *spelt[i + 1 :]))
        if said is not None:
            return offset + found[i].start() + opener, said
    return None


def _after(text: str, end: int, limit: int, words: Words) -> tuple[int, str] | None:
    """Give where the comparison right after `end` ends, and its qualifier; `limit` is where the next number begins."""
    tail = text[end : end + _TAIL]
    plus = re.match(r"\s?\+(?![\d\w])", tail)
    if plus:
        return end + plus.end(), "min"
    odd = re.match(r"-(odd|ish|plus|some)\b", tail)
    if odd:
        return end + odd.end(), "min" if odd[1] == "plus" else "approx"
    if not tail[:1].isspace():
        return None
    found = list(re.finditer(r"[^\W\d_]+|\S", tail))
    for count in range(min(_MAX_PHRASE, len(found)), 0, -1):
        phrase = tuple(words.fold(match[0]) for match in found[:count])
        qualifier = words.after.get(phrase)
        last = end + found[count - 1].end()
        # "above one quarter and below a half", "5000 or less than 6000": the words belong to the next number
        begins_next = last < limit and not text[last:limit].strip()
        if qualifier and not begins_next and not (count < len(found) and words.fold(found[count][0]) in words.than):
            return last, qualifier
    return None
