"""Shallow reading of a sentence: its words, and the noun phrase that a number counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from diplo_extract.nlp.count_words import CountWords, Kind, Unit
from diplo_extract.numbers import Number

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’&.][^\W_]+){0,6}|[^\w\s]|_")
_MAX_NOUN_PHRASE = 9
_DOTTED = re.compile(r"\d{1,3}\.\d{3}")
_PLURAL_ADJECTIVES = frozenset(
    {"arts", "sports", "news", "business", "affairs", "rights", "services", "sciences", "united", "grassroots"}
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as words with their place in the Doc's text."""

    text: tuple[str, ...]
    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def word_at(self, char: int) -> int:
        """Give the index of the first word that ends after `char`."""
        return bisect_left(self.ends, char + 1)


def read_sentence(text: str, start: int, end: int) -> Sentence:
    """Cut text[start:end] into words; hyphens and apostrophes stay inside them ("newly-elected", "women's")."""
    found = list(_WORD.finditer(text, start, end))
    words = tuple(match[0] for match in found)
    return Sentence(
        text=words,
        low=tuple(word.lower().replace("’", "'") for word in words),
        starts=tuple(match.start() for match in found),
        ends=tuple(match.end() for match in found),
    )


class NounPhrase(NamedTuple):
    """Words of a noun phrase: its first, its head, the index after the head, and what the head means."""

    first: int
    head: int
    last: int
    unit: Unit


@dataclass(slots=True)
class Counted:
    """A number with what it counts, in words of its sentence."""

    number: Number
    first: int
    """First word, comparison included."""
    value: int
    """The word that holds the figure."""
    last: int
    """Index after the head noun."""
    start: int
    end: int
    head: str
    kind: Kind
    present: bool
    unit: str
    compound: bool = False


def read_counted(text: str, sentence: Sentence, number: Number, words: CountWords) -> Counted | None:
    """Give `number` with its noun phrase; None when it counts nothing that could take part."""
    first, value = sentence.word_at(number.start), sentence.word_at(number.value_start)
    compound = _compound(text, sentence, number, words)
    if compound:
        return compound
    after = sentence.word_at(number.end - 1) + 1
    if touches_sign(text, number) or _is_named(text, sentence, number, first, words):
        return None
    phrase = _noun_phrase(sentence, after, words)
    if phrase is None:
        return None
    number = _whole(text, number)
    last = phrase.last
    unit_end = _second_conjunct(sentence, last, phrase.unit.kind, words)
    start = number.start if number.qualifier != "exact" else number.value_start
    return Counted(
        number=number,
        first=first,
        value=value,
        last=last,
        start=start,
        end=sentence.ends[last - 1],
        head=" ".join(sentence.low[phrase.head : last]),
        kind=phrase.unit.kind,
        present=phrase.unit.present,
        unit=" ".join(text[sentence.starts[phrase.first] : sentence.ends[unit_end - 1]].split()),
    )


def _whole(text: str, number: Number) -> Number:
    """Read "1.500 performers" as 1,500: nobody counts a half of a performer to three places."""
    if not _DOTTED.fullmatch(text, number.value_start, number.value_end):
        return number
    low, high = (end and round(end * 1000) * 1.0 for end in (number.low, number.high))
    return number._replace(low=low, high=high)


def touches_sign(text: str, number: Number) -> bool:
    """Tell sums, shares and figures that are part of a name: "$50", "40%", "COVID-19", "(3)"."""
    before, after = (
        text[max(0, number.value_start - 1) : number.value_start],
        text[number.end : number.end + 2].lstrip(),
    )
    return (
        before in ("$", "€", "£", "¥", "₺", "#", "/", "№")
        or after[:1] in ("%", "°", "/", "$", "€", ")")
        or before == "-"
    )


def _is_named(text: str, sentence: Sentence, number: Number, first: int, words: CountWords) -> bool:
    """Tell the number of a name ("Local 150", "Big 3") and a year ("FY 2006", "in 2019") from a count."""
    figure = text[number.value_start : number.value_end]
    if number.qualifier != "exact" or not figure.isdigit() or not first:
        return False
    before, low = sentence.text[first - 1], sentence.low[first - 1]
    if len(figure) == 4 and 1900 <= int(figure) <= 2099 and low in words.before_year:
        return True
    if not before[0].isupper() or first == 1 or len(before) == 1:
        return False
    known = (words.hosting, words.phrases, words.not_object, words.other_verbs, words.taking_part)
    return (
        low not in words.stops
        and low not in words.skipped
        and not any(table.ending(sentence.low, first - 1) for table in known)
    )


def _noun_phrase(sentence: Sentence, i: int, words: CountWords) -> NounPhrase | None:
    """Give first word, index after the head, and meaning of the noun phrase after a number.

    The head is the first plural noun of people or bodies that no further such noun follows: "20 Latino venture and
    business leaders", "women leaders". "7,000 athletes and partners" ends at athletes.
    """
    low = sentence.low
    if i < len(low) and low[i] == "of" and i + 1 < len(low):
        return _partitive(sentence, i + 1, words)
    after_plural = False
    for j in range(i, min(len(low), i + _MAX_NOUN_PHRASE)):
        word = low[j]
        found = words.unit(low, j)
        if found and word not in words.modifiers:
            length, unit = found
            last = j + length
            if last < len(low) and (low[last] in ("'", "’", "'s") or _goes_on_as_name(sentence, last, words)):
                continue  # "200 workers' groups"
            further = words.unit(low, last) if last < len(low) else None
            if further and not (unit.present and not further[1].present and unit.kind == further[1].kind):
                j, last, unit = last, last + further[0], further[1]
            return NounPhrase(i, j, last, unit)
        if (
            word in words.stops
            or word in words.modifiers
            or after_plural
            or not _may_stand_inside(sentence, j, i, words)
        ):
            return None
        after_plural = _is_unknown_plural(word, sentence.text[j])
    return None


def _goes_on_as_name(sentence: Sentence, last: int, words: CountWords) -> bool:
    """Tell "two Pacific Islands Forum Summits": the noun is part of a longer name."""
    head, following = sentence.text[last - 1], sentence.text[last]
    name = head[0].isupper() and following[0].isupper() and following[1:].islower() and not head.isupper()
    return name and sentence.low[last] not in words.stops and not words.taking_part.starting(sentence.low, last)


def _may_stand_inside(sentence: Sentence, j: int, i: int, words: CountWords) -> bool:
    """Tell whether word `j` may stand between the number and its head noun."""
    word = sentence.low[j]
    if word in words.joins:
        return j > i
    if word == "," or word in ("'", "’", '"', "“", "”", "‘", ".", "+"):
        return j > i and j + 1 < len(sentence.low)
    if any(map(str.isdigit, word)) and not any(map(str.isalpha, word)):
        return False
    if words.representing.starting(sentence.low, j):
        return False
    if words.other_verbs.starting(sentence.low, j) or words.hosting.starting(sentence.low, j):
        return word.endswith(("ing", "ed"))
    return word[0].isalnum()


def _is_unknown_plural(word: str, text: str) -> bool:
    """Tell "45 projects led by mayors": the head was there, and it is none of ours."""
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "ous"))
    return plural and word not in _PLURAL_ADJECTIVES and text[0].islower()


def _partitive(sentence: Sentence, i: int, words: CountWords) -> NounPhrase | None:
    """Read what follows "of": "dozens of leaders", "seven of the province's mayors"."""
    low = sentence.low
    begin = i
    while i < len(low) and low[i] in words.definite and i - begin < 3:
        i += 1
    found = _noun_phrase(sentence, i, words) if i < len(low) and low[i] != "of" else None
    return found._replace(first=begin) if found else None


def _second_conjunct(sentence: Sentence, last: int, kind: Kind, words: CountWords) -> int:
    """Give the index after "mayors and mayors-elect", "officials and community leaders"."""
    low = sentence.low
    if last + 1 < len(low) and low[last] in ("and", "or", "&"):
        for j in range(last + 1, min(len(low), last + 5)):
            if low[j] in words.stops or any(map(str.isdigit, low[j])) or not low[j][0].isalpha():
                break
            found = words.unit(low, j)
            if found and found[1].kind == kind:
                return j + found[0]
    return last


def _compound(text: str, sentence: Sentence, number: Number, words: CountWords) -> Counted | None:
    """Read "12-strong trade delegation", "6-member Congressional delegation", "a 15-person team"."""
    tail = re.compile(r"[-‐‑]([^\W\d_]{2,12})(?![\w])").match(text, number.value_end)
    if not tail or tail[1].lower() not in words.compounds:
        return None
    first = sentence.word_at(number.value_start)
    inside = sentence.word_at(tail.end() - 1) + 1
    for j in range(inside, min(len(sentence.low), inside + 5)):
        word = sentence.low[j]
        if word in words.compound_heads:
            unit = (
                tail[1]
                if tail[1].lower() != "strong"
                else " ".join(text[sentence.starts[inside] : sentence.ends[j]].split())
            )
            start = number.start if number.qualifier != "exact" else number.value_start
            return Counted(number, first, first, j + 1, start, tail.end(), word, "people", False, unit, compound=True)
        if word in words.stops or word in words.bodies or not word[0].isalnum():
            return None
    return None
