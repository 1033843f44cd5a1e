"""Markdown to passages, and the front matter before it."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from diplo_extract.article import BlockKind
from diplo_extract.cleaning.passages import Passage, Piece
from diplo_extract.cleaning.plaintext import lines_of

_KEY = re.compile(r"([A-Za-z_][\w .-]{0,40}):(?:\s{1,9}(.*))?$")
_FENCE = re.compile(r"^(?:---|\+\+\+)\s{0,9}$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s{1,9}(.*?)\s{0,9}#{0,6}\s{0,9}$")
# a bullet is a mark; a number is text, and readers refer to it
_ITEM = re.compile(r"\s{0,40}(?:[-*+•]\s{1,9}|(?=\d{1,3}[.)]\s))(?=\S)")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_UNDERLINE = re.compile(r"\s{0,3}(?:={3,}|-{3,})\s{0,9}$")
_RULE = re.compile(r"\s{0,3}(?:[-*_]\s{0,3}){3,}$")
_TABLE_RULE = re.compile(r"[\s|:+-]{3,}$")
# what is markup and no text; a link keeps its words
_MARKUP = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)"
    r"|\[(?P<words>[^\]\n]{0,500})\]\([^)\n]{0,2000}\)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|</?[A-Za-z][^<>\n]{0,500}>|<!--"
    r"|(?P<emphasis>\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,!?\"”’])_{1,3}(?!\w)|`{1,3}|~~)"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,30});)"
)
_YAML_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)


class FrontMatter(NamedTuple):
    """The keys before the text, lower case, and the number of lines they take."""

    values: dict[str, str]
    lines: int


def front_matter(text: str) -> FrontMatter:
    """Give the front matter of a Markdown file: YAML or TOML scalars between fences."""
    lines = [line for _, line in lines_of(text[:50_000])]
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None or not _FENCE.match(lines[first]):
        return FrontMatter({}, 0)
    end = next(
        (i for i in range(first + 1, min(len(lines), first + 200)) if _FENCE.match(lines[i]) or lines[i] == "..."), None
    )
    if end is None:
        return FrontMatter({}, 0)
    values: dict[str, str] = {}
    key = None
    for line in lines[first + 1 : end]:
        match = _KEY.match(line) or re.match(r"([A-Za-z_][\w.-]{0,40})\s{0,9}=\s{0,9}(.*)$", line)
        if match and not line[:1].isspace():
            key = match.group(1).strip().lower()
            values[key] = (match.group(2) or "").strip()
        elif key and line.strip():
            # a folded scalar goes on; YAML joins the lines of a quoted one at "\"
            values[key] = (
                values[key].removesuffix("\\") + ("" if values[key].endswith("\\") else " ") + line.strip()
            ).strip()
    return FrontMatter({key: _scalar(value) for key, value in values.items()}, end + 1)


def _scalar(raw: str) -> str:
    if len(raw) >= 2 and raw[0] == raw[-1] == '"':
        return _YAML_ESCAPE.sub(_unescape, raw[1:-1])
    if len(raw) >= 2 and raw[0] == raw[-1] == "'":
        return raw[1:-1].replace("''", "'")
    return "" if raw in ("null", "~", "|", ">", ">-", "|-") else re.sub(r"^[>|][+-]?\s", "", raw)


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2)
    if code:
        return chr(int(code, 16))
    return {"n": "\n", "t": "\t", "_": "\u00a0", "N": "\u0085"}.get(match.group(3), match.group(3))


def markdown_passages(text: str, skip: int = 0) -> list[Passage]:
    """Give the passages of a Markdown text behind its first `skip` lines."""
    reader = _Reader()
    for number, line in lines_of(text)[skip:]:
        reader.read(number, line)
    reader.flush()
    return reader.passages


class _Reader:
    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._pieces: list[Piece] = []
        self._kind: BlockKind = "paragraph"

    def read(self, number: int, line: str) -> None:
        heading = _HEADING.match(line)
        if not line.strip():
            self.flush()
        elif heading and heading.group(2):
            self.flush()
            self._add(number, line[: heading.end(2)], heading.start(2))
            self._end("heading", len(heading.group(1)))
        elif _UNDERLINE.match(line) and self._pieces and self._kind == "paragraph":
            self._end("heading", 1 if "=" in line else 2)
        elif _RULE.match(line):
            self.flush()
        elif line.count("|") > 1 and line.strip().startswith("|"):
            self.flush()
            self._row(number, line)
        else:
            self._running(number, line)

    def _running(self, number: int, line: str) -> None:
        item, quote = _ITEM.match(line), _QUOTE.match(line)
        offset = 0
        if item:
            self.flush()
            self._kind, offset = "list_item", item.end()
        elif quote:
            offset = quote.end()
            if self._kind != "quote":
                self.flush()
            self._kind = "quote"
        self._add(number, line, offset)
        if line.endswith("  ") and line.rstrip().endswith((".", "!", "?", ":", "”", '"')):
            # two spaces at the end are a line break: an end of sentence there ends the paragraph
            self.flush()

    def _row(self, number: int, line: str) -> None:
        if _TABLE_RULE.match(line):
            return
        start = 0
        for cell in line.split("|"):
            if cell.strip():
                if self._pieces:
                    self._pieces.append(Piece(None, " | "))
                self._inline(number, line[start : start + len(cell)], start)
            start += len(cell) + 1
        self._end("table_row", 0)

    def _add(self, number: int, line: str, offset: int) -> None:
        if self._pieces:
            self._pieces.append(Piece(None, " "))
        self._inline(number, line[offset:], offset)

    def _inline(self, number: int, raw: str, offset: int) -> None:
        position = 0
        for match in _MARKUP.finditer(raw):
            self._piece(number, raw[position : match.start()], offset + position)
            if match.group("words"):
                self._piece(number, match.group("words"), offset + match.start("words"), link=True)
            elif match.group("escaped"):
                self._piece(number, match.group("escaped"), offset + match.start("escaped"))
            elif match.group("entity"):
                self._pieces.append(Piece(None, html.unescape(match.group("entity"))))
            position = match.end()
        self._piece(number, raw[position:], offset + position)

    def _piece(self, number: int, raw: str, offset: int, *, link: bool = False) -> None:
        if raw:
            self._pieces.append(Piece(f"line {number}", raw, offset, link))

    def _end(self, kind: BlockKind, level: int) -> None:
        if any(piece.raw.strip() for piece in self._pieces):
            self.passages.append(Passage(kind, self._pieces, level))
        self._pieces, self._kind = [], "paragraph"

    def flush(self) -> None:
        """End the passage that is being read."""
        self._end(self._kind, 0)
