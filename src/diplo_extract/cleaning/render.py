"""The picked part to passages: serialised with numbered elements, read by BeautifulSoup, cut at block borders."""

from __future__ import annotations

import html
import re
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from diplo_extract.article import BlockKind
from diplo_extract.cleaning.code import prose
from diplo_extract.cleaning.elements import INLINE, is_silent
from diplo_extract.cleaning.names import words
from diplo_extract.cleaning.outline import is_chrome_inline
from diplo_extract.cleaning.passages import Passage, Piece

_NUMBER = "data-n"
# a void element marks the place of what was left out, so that the text behind it is still found in the page;
# <wbr> would be natural, but libxml2 does not know that it is void
_STAND_IN = "img"
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SENTENCE_END = re.compile(r"[.!?:;…。！？؟।][\"'”’»)\]]{0,2}\s{0,9}$")


class TextNode(NamedTuple):
    """One text node of the page: the text of an element, or the tail behind it."""

    element: Any
    tail: bool


def passages(picked: Any, dropped: set[Any]) -> list[Passage]:
    """Give the passages of the picked element, without the `dropped` elements in it."""
    elements: list[Any] = []
    parts: list[str] = ["<html><body>"]
    _serialise(picked, dropped, elements, parts)
    parts.append("</body></html>")
    soup = BeautifulSoup("".join(parts), "lxml", multi_valued_attributes=None)
    reader = _Reader(elements)
    if soup.body is not None:
        reader.read(soup.body, "paragraph", False)
    reader.flush()
    return reader.passages


def _serialise(element: Any, dropped: set[Any], elements: list[Any], parts: list[str]) -> None:
    number = len(elements)
    elements.append(element)
    tag = element.tag
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    mark = f' class="{html.escape(names[:300])}"' if names else ""
    # a picked <body> or <td> must not be swallowed by the parser's own
    shown = "div" if number == 0 or tag in ("body", "html", "form", "button") else tag
    parts.append(f'<{shown} {_NUMBER}="{number}"{mark}>')
    if element.text:
        parts.append(html.escape(element.text, quote=False))
    for child in element:
        if not isinstance(child.tag, str) or is_silent(child) or child in dropped or _is_silent_inline(child):
            if child.tail and child.tail.strip():
                parts.append(f'<{_STAND_IN} {_NUMBER}="{len(elements)}">')
                elements.append(child)
                parts.append(html.escape(child.tail, quote=False))
            elif child.tail:
                parts.append(" ")
            continue
        _serialise(child, dropped, elements, parts)
        if child.tail:
            parts.append(html.escape(child.tail, quote=False))
    if tag not in ("br", "hr"):
        parts.append(f"</{shown}>")


def _is_silent_inline(element: Any) -> bool:
    return element.tag in ("img", "wbr") or (element.tag in INLINE and is_chrome_inline(element))


_LINE_BREAK = Piece(None, " ")
_LONGEST_LINE = 80
_PARTS_OF_A_PAGE = {"p", "div", "h1", "h2", "h3"}


class _Reader:
    """Walks the soup and cuts it into passages."""

    def __init__(self, elements: list[Any]) -> None:
        self.passages: list[Passage] = []
        self._elements = elements
        self._pieces: list[Piece] = []
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._names = ""
        self._box: tuple[str, ...] = ()
        self._open: tuple[str, ...] = ()
        self._breaks = 0

    def read(self, tag: Tag, kind: BlockKind, in_link: bool) -> None:
        for child in tag.children:
            if isinstance(child, NavigableString):
                self._take(child, in_link)
            elif isinstance(child, Tag):
                self._read_tag(child, kind, in_link)

    def _read_tag(self, tag: Tag, kind: BlockKind, in_link: bool) -> None:
        if tag.name == "br":
            self._break()
        elif tag.name == _STAND_IN:
            return
        elif tag.name in INLINE:
            self.read(tag, kind, in_link or tag.name == "a")
        elif tag.name == "tr" and _is_fact_row(tag):
            self._read_row(tag)
        else:
            self.flush()
            before = self._kind, self._level, self._names, self._box, self._open
            kind = _kind_of(tag, kind)
            self._kind, self._level = kind, _HEADINGS.get(tag.name, 0)
            self._names = words(str(tag.get("class") or ""))
            self._box = self._open
            self._open = (*self._open, str(tag.get(_NUMBER)))
            self.read(tag, kind, in_link)
            self.flush()
            self._kind, self._level, self._names, self._box, self._open = before

    def _take(self, string: NavigableString, in_link: bool) -> None:
        raw = str(string)
        if not raw.strip():
            if self._pieces:
                self._pieces.append(Piece(self._place(string), raw, 0, in_link))
            return
        if (
            self._breaks == 1
            and self._pieces
            and _SENTENCE_END.search(self._pieces[-1].raw)
            and raw.lstrip()[:1].isupper()
        ):
            self.flush()
        self._breaks = 0
        place = self._place(string)
        self._pieces += [Piece(place, raw[start:end], start, in_link) for start, end in prose(raw)]

    def _break(self) -> None:
        self._breaks += 1
        if self._breaks > 1:
            self.flush()
            self._breaks = 1
        elif self._pieces:
            self._pieces.append(_LINE_BREAK)

    def _place(self, string: NavigableString) -> TextNode | None:
        sibling: PageElement | None = string.previous_sibling
        holder = sibling if isinstance(sibling, Tag) else string.parent
        number = holder.get(_NUMBER) if isinstance(holder, Tag) else None
        return TextNode(self._elements[int(str(number))], isinstance(sibling, Tag)) if number else None

    def _read_row(self, row: Tag) -> None:
        self.flush()
        pieces: list[Piece] = []
        for cell in _cells(row):
            inner = _Reader(self._elements)
            inner.read(cell, "table_row", False)
            inner.flush()
            found = [piece for passage in inner.passages for piece in (Piece(None, " "), *passage.pieces)]
            if found:
                pieces += [Piece(None, " | "), *found] if pieces else found
        if pieces:
            self.passages.append(Passage("table_row", pieces, names=words(str(row.get("class") or ""))))

    def flush(self) -> None:
        """End the passage that is being read."""
        self._breaks = 0
        for pieces in _lines(self._pieces):
            if any(piece.raw.strip() for piece in pieces):
                self.passages.append(Passage(self._kind, pieces, self._level, self._names, self._box))
        self._pieces = []


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Part pieces at single line breaks when these make a list or an address, not when they wrap a sentence."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece is _LINE_BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    if len(lines) == 1:
        return lines
    texts = [text for line in lines if (text := "".join(piece.raw for piece in line).strip())]
    listed = len(texts) > 1 and all(len(text) <= _LONGEST_LINE and not text[0].islower() for text in texts)
    return lines if listed else [pieces]


def _kind_of(tag: Tag, around: BlockKind) -> BlockKind:
    if tag.name in _HEADINGS:
        return "heading"
    if tag.name == "blockquote":
        return "quote"
    if tag.name in ("li", "dt", "dd"):
        return "list_item"
    if tag.name in ("p", "div", "span", "section", "td", "center"):
        return around if around in ("quote", "list_item") else "paragraph"
    return around


def _is_fact_row(row: Tag) -> bool:
    """Tell a row of facts from a row of a page laid out as a table."""
    filled = [cell for cell in _cells(row) if cell.get_text(strip=True)]
    if len(filled) < 2 or _count(row, {"table"}):
        return False
    return all(len(cell.get_text()) <= 400 and _count(cell, _PARTS_OF_A_PAGE) <= 2 for cell in filled)


# by hand: BeautifulSoup's own search makes its rules anew for every call, and a page may have 20,000 rows
def _cells(row: Tag) -> list[Tag]:
    return [child for child in row.children if isinstance(child, Tag) and child.name in ("td", "th")]


def _count(tag: Tag, names: set[str]) -> int:
    return sum(isinstance(inner, Tag) and inner.name in names for inner in tag.descendants)
