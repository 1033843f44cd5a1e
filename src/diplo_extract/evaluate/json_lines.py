"""JSON with the line of every value, so that a fault can be shown where it stands."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"-?[0-9][0-9.eE+-]{0,400}|true|false|null")
_DECODER = json.JSONDecoder()
DEEPEST = 50


class JsonFault(ValueError):
    """The text is no JSON; `line` is where it stops being it."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass
class LocatedJson:
    """A value and the line each of its parts begins in."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[Path] = field(default_factory=list)
    """Keys that stand twice in one object: the earlier value is lost to every reader."""

    def line(self, path: Path) -> int:
        """Give the line of the part, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str, *, first_line: int = 1) -> LocatedJson:
    """Read JSON that begins in line `first_line` of its file; raises JsonFault."""
    return _Reader(text, first_line).read()


class _Reader:
    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.found = LocatedJson()

    def read(self) -> LocatedJson:
        self.found.value, end = self._value(self._skip(0), ())
        end = self._skip(end)
        if end < len(self.text):
            raise self._fault("something stands after the end", end)
        return self.found

    def _value(self, at: int, path: Path) -> tuple[Any, int]:
        self.found.lines[path] = self._line(at)
        if len(path) > DEEPEST:
            raise self._fault("nested too deeply", at)
        opening = self.text[at : at + 1]
        if opening == "{":
            return self._object(at + 1, path)
        if opening == "[":
            return self._array(at + 1, path)
        if opening == '"':
            return self._string(at)
        match = _SCALAR.match(self.text, at)
        if not match:
            raise self._fault("a value is missing", at)
        try:
            return json.loads(match.group()), match.end()
        except ValueError as error:
            raise self._fault(f"{match.group()!r} is no number", at) from error

    def _object(self, at: int, path: Path) -> tuple[dict[str, Any], int]:
        values: dict[str, Any] = {}
        at = self._skip(at)
        while self.text[at : at + 1] != "}":
            if self.text[at : at + 1] != '"':
                raise self._fault("a key in quotation marks, or }, is missing", at)
            key, end = self._string(at)
            if key in values:
                self.found.repeated.append((*path, key))
            end = self._skip(end)
            if self.text[end : end + 1] != ":":
                raise self._fault(f"a colon is missing after {key!r}", end)
            values[key], end = self._value(self._skip(end + 1), (*path, key))
            at = self._next(end, "}")
        return values, at + 1

    def _array(self, at: int, path: Path) -> tuple[list[Any], int]:
        values: list[Any] = []
        at = self._skip(at)
        while self.text[at : at + 1] != "]":
            value, end = self._value(at, (*path, len(values)))
            values.append(value)
            at = self._next(end, "]")
        return values, at + 1

    def _next(self, at: int, closing: str) -> int:
        """Step over a comma; give the place of the next item or of the closing bracket."""
        at = self._skip(at)
        if self.text[at : at + 1] == closing:
            return at
        if self.text[at : at + 1] != ",":
            raise self._fault(f"a comma or {closing} is missing", at)
        following = self._skip(at + 1)
        if self.text[following : following + 1] == closing:
            raise self._fault(f"a comma before {closing}", at)
        return following

    def _string(self, at: int) -> tuple[str, int]:
        try:
            value, end = _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise self._fault(error.msg, error.pos) from error
        return str(value), end

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def _line(self, at: int) -> int:
        return bisect_right(self.breaks, at - 1) + self.first_line

    def _fault(self, message: str, at: int) -> JsonFault:
        if at >= len(self.text):
            message = "the file ends too early"
        return JsonFault(message, self._line(at))
