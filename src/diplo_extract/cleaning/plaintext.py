"""Plain text to passages: blank lines part paragraphs, short lines without a full stop are headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from diplo_extract import lexicon
from diplo_extract.article import BlockKind
from diplo_extract.cleaning.passages import Passage, Piece

_WRAP = 40
"""Shorter lines were not broken by the width of the page."""
_BULLET = re.compile(r"\s{0,40}[-*•·▪◦‣–—]\s{1,9}(?=\S)")
_NUMBERED = re.compile(r"\s{0,40}\(?\d{1,3}[.)]\s{1,9}(?=\S)")
_END = re.compile(r"[.!?:;,…。！？؟।][\"'”’»)\]]{0,3}$")
_HEADING_LONGEST = 110
_NAME_WORDS = 7
_HEAD = 6
_YEAR = re.compile(r"\b(?:19|20)\d\d$")
# "WHERE: Town hall" states a fact, it opens no section
_LABELLED = re.compile(r"[^\W\d_][\w /-]{1,24}:\s{1,9}\S")
LINE_END = re.compile(r"\r\n|[\n\r\f\u2028\u2029]")
# what a cell or a line break of the page became: "…Project on Friday            For Immediate Release: June 15, 2006"
_GAP = re.compile(r"(?<=\S)[ \t\u00a0]{16,}(?=\S)")


class Line(NamedTuple):
    """A line, or the part of one between two wide gaps."""

    number: int
    start: int
    text: str


def lines_of(text: str) -> list[tuple[int, str]]:
    """Give (line number from 1, line) of every line."""
    return list(enumerate(LINE_END.split(text), 1))


def plain_passages(text: str) -> list[Passage]:
    """Give the passages of a plain text."""
    lines = list(_parts_of(lines_of(text)))
    wrapped = _is_wrapped([line.text for line in lines])
    found = list(_listed(passage for group in _paragraphs(lines) for passage in _split(group, wrapped)))
    # the headline, a date and a button above the text are parted from it later
    return _dated(_signed(found[:_HEAD] + _without_false_headings(found[_HEAD:])))


def _parts_of(lines: list[tuple[int, str]]) -> Iterator[Line]:
    """Part lines at wide gaps."""
    for number, line in lines:
        start = 0
        for gap in _GAP.finditer(line):
            yield Line(number, start, line[start : gap.start()])
            start = gap.end()
        yield Line(number, start, line[start:])


def _listed(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Make list items of the short lines behind a colon: "Participants included:" and a name a line."""
    in_list = False
    for passage in passages:
        if in_list and passage.kind == "heading":
            yield Passage("list_item", passage.pieces)
        else:
            in_list = passage.text.endswith(":")
            yield passage


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether lines were broken at a width: then a line break is a space, else it ends a paragraph."""
    filled = [line.strip() for line in lines if line.strip()]
    longest = max(map(len, filled), default=0)
    if not 40 <= longest <= 130:
        return False
    nearly_full = sum(1 for line in filled if len(line) >= longest * 0.75)
    return nearly_full >= 3 and nearly_full >= len(filled) * 0.4


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if line.text.strip():
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _split(group: list[Line], wrapped: bool) -> Iterator[Passage]:
    current: list[Piece] = []
    kind: BlockKind = "paragraph"
    last = ""
    # "2. City and Diplomacy Workshop" alone is a headline; two numbered lines are a list
    numbered = sum(1 for _, _, line in group if _NUMBERED.match(line)) > 1
    for position, (number, begin, line) in enumerate(group):
        bullet = _BULLET.match(line)
        item = bool(bullet) or (numbered and bool(_NUMBERED.match(line)))
        indented = line[:1] in " \t" and position > 0 and not group[position - 1].text[:1].isspace()
        if current and (not wrapped or item or indented or len(last) < _WRAP):
            yield _passage(kind, current)
            current = []
        if current:
            current.append(Piece(None, " "))
        else:
            kind = "list_item" if item else "paragraph"
        offset = bullet.end() if bullet and not current else 0
        current.append(Piece(f"line {number}", line[offset:], begin + offset))
        last = line.strip()
    if current:
        yield _passage(kind, current)


def _passage(kind: BlockKind, pieces: list[Piece]) -> Passage:
    passage = Passage(kind, pieces)
    if kind == "paragraph" and looks_like_heading(passage.text):
        return Passage("heading", pieces, level=2)
    return passage


def _without_false_headings(passages: list[Passage]) -> list[Passage]:
    """Give runs of three short lines and more as paragraphs: an address or a programme, no headings."""
    mended = list(passages)
    start = 0
    while start < len(mended):
        end = start
        while end < len(mended) and mended[end].kind == "heading":
            end += 1
        if end - start >= 3:
            mended[start:end] = [Passage("paragraph", passage.pieces) for passage in mended[start:end]]
        start = max(end, start + 1)
    return mended


def _signed(passages: list[Passage]) -> list[Passage]:
    """Give two short lines as paragraphs when they sign a text: a name, and below it an office."""
    mended = list(passages)
    for at in range(1, len(mended) - 1):
        pair = mended[at : at + 2]
        if all(passage.kind == "heading" for passage in pair) and _is_name(pair[0].text) and _is_office(pair[1].text):
            mended[at : at + 2] = [Passage("paragraph", passage.pieces) for passage in pair]
    return mended


def _dated(passages: list[Passage]) -> list[Passage]:
    """Give the place and the day below a text as paragraphs: "New Delhi" and "June 5, 2023"."""
    end = len(passages)
    if not (end and passages[-1].kind == "heading" and _YEAR.search(passages[-1].text)):
        return passages
    first = end - 2 if end > 1 and passages[-2].kind == "heading" else end - 1
    return passages[:first] + [Passage("paragraph", passage.pieces) for passage in passages[first:]]


def _is_name(line: str) -> bool:
    return 2 <= len(line.split()) <= _NAME_WORDS and all(word[0].isupper() for word in line.split() if len(word) > 3)


def _is_office(line: str) -> bool:
    words = line.casefold().split()
    return any(" ".join(words[:size]) in _offices() for size in (1, 2, 3))


@cache
def _offices() -> frozenset[str]:
    return frozenset(head for heads in lexicon.load("en", "titles")["heads"].values() for head in heads)


def looks_like_heading(text: str) -> bool:
    """Tell a short line that begins like a sentence and does not end like one."""
    return (
        3 <= len(text) <= _HEADING_LONGEST
        and not _END.search(text)
        and not _LABELLED.match(text)
        and text[0].isupper() | text[0].isdigit()
    )
