"""Which characters of a text stand inside quotation marks, of every style, also when a mark is missing."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"[\"“”„‟«»‹›‘’‚‛'`]{1,2}|\n")
_OPENERS = {"“": "”“", "„": "“”‟", "‟": "”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‛": "’", "‹": "›", "›": "‹"}
_SINGLE = frozenset("'’‘`")
_DOUBLE_STRAIGHT = '"'
_PLAIN_WORD = re.compile(r"[a-zà-ÿ]")
# a quote without its closing mark ends here at the latest
_MOST_CHARACTERS = 6000


class Quoted(NamedTuple):
    """Characters between quotation marks, without them."""

    start: int
    end: int
    closed: bool
    """False when the paragraph ended first and the next begins with a mark again, or the mark was forgotten."""


def find_quoted(text: str) -> list[Quoted]:
    """Give what stands between outer quotation marks, in text order; nested quotes belong to the outer one."""
    return _Scanner(text).scan()


class _Scanner:
    """One pass over the marks of a text; remembers the quote that is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Quoted] = []
        self.start = -1
        """Where the open quote begins, or -1."""
        self.closers = ""
        self.marks = list(_MARK.finditer(text))

    def scan(self) -> list[Quoted]:
        at = 0
        while at < len(self.marks):
            match = self.marks[at]
            mark = match.group()[0]
            if mark == "\n":
                self._end_of_line(match.start(), at)
            elif self.start < 0:
                self._maybe_open(match, mark)
            elif match.start() - self.start > _MOST_CHARACTERS:
                self.start = -1
                continue
            elif mark in self.closers and self._closes(match, mark, at):
                self._add(match.start(), closed=True)
            at += 1
        if self.start >= 0:
            self._end_unclosed(len(self.text))
        return self.found

    def _add(self, end: int, closed: bool) -> None:
        text, start = self.text, self.start
        while start < end and text[start].isspace():
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
            end -= 1
        if start < end:
            self.found.append(Quoted(start, end, closed))
        self.start = -1

    def _maybe_open(self, match: re.Match[str], mark: str) -> None:
        before = self.text[match.start() - 1] if match.start() else " "
        behind = self.text[match.end()] if match.end() < len(self.text) else " "
        if mark == _DOUBLE_STRAIGHT:
            # after a comma the space may stand on the wrong side: said," We are …
            opens = not before.isalnum()
            closers = _DOUBLE_STRAIGHT + "”"
        elif mark in "'`":
            opens = self._opens_single(before, behind, match.end())
            closers = "'’"
        elif mark == "’":
            opens = behind.isalpha() and behind.isupper() and before.isspace()
            closers = "’"
        elif mark == "”":
            opens = before.isspace() and not behind.isspace()
            closers = "”"
        else:
            opens = mark in _OPENERS and not behind.isspace() and not (mark in "»›" and not before.isspace())
            closers = _OPENERS.get(mark, "") + (_DOUBLE_STRAIGHT if mark == "“" else "")
        if opens:
            self.start, self.closers = match.end(), closers

    def _opens_single(self, before: str, behind: str, at: int) -> bool:
        """Tell whether a straight ' begins a quote: not in "don't", nor in "'90s"."""
        if before.isalnum() or behind.isspace() or not (before.isspace() or before in "(,:—–-["):
            return False
        if behind == "s" and not self.text[at + 1 : at + 2].isalnum():
            return False  # "Virginia 's firefighters"
        return not (behind.isdigit() and self.text[at + 2 : at + 3] == "s")

    def _closes(self, match: re.Match[str], mark: str, at: int) -> bool:
        """Tell whether a mark that may close the open quote does; an apostrophe does not."""
        before = self.text[match.start() - 1]
        behind = self.text[match.end()] if match.end() < len(self.text) else " "
        if mark in "’'":
            if before.isspace() or behind.isalnum():
                return False
            return not (before == "s" and behind == " " and self._better_closer(match, at))
        if mark == _DOUBLE_STRAIGHT and before.isspace() and behind.isalnum():
            # one quote was never closed and the next begins
            self._add(match.start(), closed=False)
            self.start = match.end()
            return False
        return True

    def _better_closer(self, match: re.Match[str], at: int) -> bool:
        """Tell whether ’ after an s is a possessive: "the cities’ role" goes on, and the quote is closed later."""
        if not _PLAIN_WORD.match(self.text, match.end() + 1):
            return False
        for later in self.marks[at + 1 : at + 12]:
            mark = later.group()[0]
            if mark in "\n‘":
                return False
            before = self.text[later.start() - 1]
            behind = self.text[later.end() : later.end() + 1]
            if mark in self.closers and (
                before in ".,!?…" or (before.isalpha() and before != "s" and not behind.isalnum())
            ):
                return True
        return False

    def _end_of_line(self, at: int, index: int) -> None:
        """Decide at the end of a paragraph what becomes of a quote that is still open."""
        if self.start < 0:
            return
        following = self.text[at : at + 4].lstrip("\n")[:1]
        if following and following in "\"“„«»‘'":
            self._add(at, closed=False)
        elif self._forgotten(index):
            self._end_unclosed(at)

    def _forgotten(self, index: int) -> bool:
        """Tell whether the closing mark does not come in the next paragraph before another opens."""
        lines = 0
        for later in self.marks[index : index + 40]:
            mark = later.group()[0]
            if mark == "\n":
                lines += 1
                if lines > 4:
                    return True
                continue
            before = self.text[later.start() - 1]
            behind = self.text[later.end()] if later.end() < len(self.text) else " "
            if mark in self.closers and not behind.isalnum() and not before.isspace():
                return mark in _SINGLE
            if mark in '"“„«‘':
                return True
        return True

    def _end_unclosed(self, at: int) -> None:
        """End a quote whose closing mark is missing at the end of its paragraph; a single mark was an apostrophe."""
        if self.closers[0] in _SINGLE:
            self.start = -1
        else:
            self._add(at, closed=False)
