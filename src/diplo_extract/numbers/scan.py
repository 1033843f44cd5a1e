"""Text -> atoms: figures and number words with their place, grouped into runs that stand together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from diplo_extract.numbers.words import Entry, Kind, Words

MAX_DIGITS = 40
"""Longer figures are serial numbers or garbage, not counts."""
_MAX_RUN = 48
_MAX_GLUED = 90
_HYPHENS = frozenset("-‐‑")
_SIGNS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_WORD = rf"[^\W\d_{_SIGNS}]+"


class Atom(NamedTuple):
    """One figure or number word."""

    start: int
    end: int
    kind: Kind
    value: float
    joined: str
    """How it follows the atom before: "" (it does not), "space", "hyphen" or "glued"."""
    word: str


class Token(NamedTuple):
    """A word or figure of the text; `figure` is None for words."""

    start: int
    end: int
    text: str
    figure: re.Match[str] | None


def runs(text: str, words: Words) -> Iterator[list[Atom]]:
    """Give the atoms of `text`, in lists of those with nothing but space or a hyphen between them."""
    run: list[Atom] = []
    for atom in _atoms(text, words):
        if run and (not atom.joined or len(run) >= _MAX_RUN):
            yield run
            run = []
        run.append(atom)
    if run:
        yield run


def _atoms(text: str, words: Words) -> Iterator[Atom]:
    tokens = _tokens(text, words)
    last_end = -1
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.figure is not None:
            found, used = _figure(text, token, words), 1
        else:
            found, used = _word(text, tokens, i, words)
        for start, end, kind, value, word in found:
            yield Atom(start, end, kind, value, _joint(text, last_end, start), word)
            last_end = end
        i += used


def _tokens(text: str, words: Words) -> list[Token]:
    """Give the figures and the words that may belong to a number; the others part runs by the gap they leave."""
    pattern = _pattern(words.decimal, words.group, words.group_space)
    matters: dict[str, bool] = {}
    found = []
    for match in pattern.finditer(text):
        surface = match[0]
        if match.lastgroup != "word":
            found.append(Token(match.start(), match.end(), surface, match))
            continue
        if surface not in matters:
            matters[surface] = bool(words.glued) or words.fold(surface) in words.vocabulary
        if matters[surface]:
            found.append(Token(match.start(), match.end(), surface, None))
    return found


@cache
def _pattern(decimal: str, group: str, group_space: bool) -> re.Pattern[str]:
    """Match one word, or one figure: 1,234,567.5  12,34,567  1 234 567  .25  1e10  1.1^23  3/4  ½."""
    dot, comma = re.escape(decimal), re.escape(group)
    space = "[ \u00a0\u202f]" if group_space else "[\u00a0\u202f]"
    thousands = "" if group_space else "| 000"  # "340 000": no other number is written so
    by_comma = rf"(?:{comma}\d{{2,3}}){{0,10}}{comma}\d{{3}}"
    grouped = rf"\d{{1,3}}(?:{by_comma}|(?:{space}\d{{3}}){{1,10}}|(?:['’]\d{{3}}){{1,10}}{thousands})(?!\d|{comma}\d)"
    power = r"(?:\^[+-]{0,2}\d{1,3}|e[+-]?\d{1,3}(?!\w))?"
    tail = rf"(?:{dot}\d{{1,30}}(?![{dot}]\d))?{power}"
    ratio = r"(?P<ratio>(?<![\d/])\d{1,3}/\d{1,4}(?![\d/]))"
    other = rf"(?<!\d)\d{{1,6}}(?:{comma}\d{{1,2}}|{comma}\d{{4,8}})(?![\d]|{comma}\d)"
    return re.compile(
        rf"(?P<sign>[{_SIGNS}])|(?P<word>{_WORD})|{ratio}|(?P<odd>{other})|(?P<plain>(?:{grouped}|\d+){tail}|(?<![\w.])\.\d{{1,30}}(?!\.))"
    )


def _figure(text: str, token: Token, words: Words) -> list[tuple[int, int, Kind, float, str]]:
    """Give the atom of a figure, with the letters that belong to it (2nd, 10k); none for one inside a word (29km)."""
    start, end = token.start, token.end
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return []
    value = _value(token, words)
    if value is None:
        return []
    sign = _sign(text, start)
    if sign:
        start, value = start - 1, -value
    kind: Kind = "denominator" if token.figure and token.figure.lastgroup in ("ratio", "sign") else "digits"
    tail = _letters(text, end)
    if tail:
        folded = words.fold(tail)
        if folded in words.ordinal_suffixes and value == int(value):
            return [(start, end + len(tail), "ordinal", value, "")]
        if folded not in words.suffixes:
            return []
        return [(start, end + len(tail), kind, value * words.suffixes[folded], "")]
    spaced = re.compile(r"[ \u00a0]{1,2}k(?!\w)").match(text, end)
    if spaced and kind == "digits":
        return [(start, spaced.end(), kind, value * 1000, "")]
    return [(start, end, kind, value, "figure")]


def _letters(text: str, start: int) -> str:
    end = start
    while end < len(text) and (text[end].isalpha() or text[end] in "ºª°") and end - start < 12:
        end += 1
    return text[start:end]


def _sign(text: str, start: int) -> bool:
    """Tell a minus ("-5", "(-5)") from a hyphen ("10-15", "SCP-173") and from a dash ("– 5")."""
    return start > 0 and text[start - 1] in "-−" and (start == 1 or text[start - 2] in " (<>=\t\u00a0")


def _value(token: Token, words: Words) -> float | None:
    """Give the value of a figure; None when it is too long or no number."""
    assert token.figure is not None
    text, how = token.text, token.figure.lastgroup
    if how == "sign":
        return unicodedata.numeric(text)
    if how == "ratio":
        low, high = (int(part) for part in text.split("/"))
        return low / high if low < high and high > 1 else None
    if how == "odd":
        return float(text.replace(words.group, "."))
    if sum(map(str.isdigit, text)) > MAX_DIGITS:
        return None
    text = re.sub(r"(?<=\d)[ \u00a0\u202f'’](?=\d)", "", text.replace(words.group, "")).replace(words.decimal, ".")
    base, _, power = text.partition("^")
    try:
        value = float(base)
        value = value ** _power(power) if power else value
    except (OverflowError, ZeroDivisionError, ValueError):
        return None
    return value if abs(value) < 1e60 else None


def _power(text: str) -> int:
    return int(text.replace("+", "").replace("--", ""))


def _word(text: str, tokens: list[Token], i: int, words: Words) -> tuple[list[tuple[int, int, Kind, float, str]], int]:
    """Give the atoms that begin with the word `i`, and how many tokens they take."""
    token = tokens[i]
    folded = words.fold(token.text)
    for phrase, (kind, value) in words.phrases.get(folded, ()):
        if len(phrase) == 1 or _follows(text, tokens, i, phrase, words):
            end = tokens[i + len(phrase) - 1].end
            return [(token.start, end, kind, value, " ".join(phrase))], len(phrase)
    parts = _glued(folded, words) if words.glued and len(folded) <= _MAX_GLUED else None
    if not parts:
        return [], 1
    return [(token.start, token.end, kind, value, "glued") for kind, value in parts], 1


def _follows(text: str, tokens: list[Token], i: int, phrase: tuple[str, ...], words: Words) -> bool:
    """Tell whether the words of `phrase` stand from token `i` on, with a space or hyphen between them."""
    stretch = tokens[i : i + len(phrase)]
    return (
        len(stretch) == len(phrase)
        and all(words.fold(token.text) == word for token, word in zip(stretch, phrase, strict=True))
        and all(_joint(text, left.end, right.start) for left, right in pairwise(stretch))
    )


def _glued(word: str, words: Words) -> list[Entry] | None:
    """Cut a word into number words (dreihundertneunzig, onbinaltıyüz), with as few parts as possible."""
    best: list[list[Entry] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 24), end):
            head, part = best[start], word[start:end]
            if head is None:
                continue
            entry = words.glued.get(part)
            if part in words.glue and head and end < len(word):
                entry = ("and", 0.0)
            current = best[end]
            if entry is not None and (current is None or len(head) + 1 < len(current)):
                best[end] = [*head, entry]
    return best[len(word)]


def _joint(text: str, end: int, start: int) -> str:
    """Tell how what begins at `start` follows what ended at `end`."""
    if end < 0:
        return ""
    gap = text[end:start] if end <= start else ""
    if not gap:
        return "glued"
    if len(gap) > 4 or "\n" in gap:
        return ""
    if gap.isspace():
        return "space"
    return "hyphen" if gap.strip() in _HYPHENS else ""
