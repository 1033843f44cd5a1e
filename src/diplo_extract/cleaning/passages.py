"""Passages: pieces of source text on their way to the cleaned text, and the text with its map made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from diplo_extract.article import Block, BlockKind, SourceRun
from diplo_extract.cleaning.characters import tidy

_SPACES = re.compile(r"\s+")
_COMBINING = re.compile("[\u0300-\u036f\u064b-\u065f\u3099\u309a]+")


class Piece(NamedTuple):
    """Characters of one place in the source; an empty `where` marks characters of ours (a cell separator)."""

    where: object
    raw: str
    offset: int = 0
    link: bool = False


@dataclass
class Passage:
    """One paragraph, heading, list item or table row to be."""

    kind: BlockKind
    pieces: list[Piece]
    level: int = 0
    names: str = ""
    """Class and id words of the element around it, for the rules that drop page chrome."""
    box: tuple[str, ...] = ()
    """The blocks that hold the element that it fills, the outermost first: passages of one box are siblings."""

    def is_around(self, other: Passage) -> bool:
        """Tell whether the other passage stands in the box of this one, or in a box inside it."""
        return other.box[: len(self.box)] == self.box

    @cached_property
    def text(self) -> str:
        """The characters as they will stand in the cleaned text."""
        return "".join(part for part, _, _ in _collapsed(self.pieces))

    @cached_property
    def link_share(self) -> float:
        """How much of it is inside links, 0 to 1."""
        total = sum(len(piece.raw.strip()) for piece in self.pieces)
        linked = sum(len(piece.raw.strip()) for piece in self.pieces if piece.link)
        return linked / total if total else 0.0


def _collapsed(pieces: Iterable[Piece]) -> list[tuple[str, object, int]]:
    """Give (characters, where, offset) with white space collapsed over the borders of pieces."""
    parts: list[tuple[str, object, int]] = []
    ends_in_space = True
    for where, raw, offset, _ in _joined_marks(list(pieces)):
        part = _SPACES.sub(" ", tidy(raw))
        if ends_in_space and part.startswith(" "):
            part = part[1:]
            offset += len(raw) - len(raw.lstrip())
        if part:
            parts.append((part, where, offset))
            ends_in_space = part.endswith(" ")
    while parts and parts[-1][0].endswith(" "):
        last, where, offset = parts.pop()
        if last.rstrip():
            parts.append((last.rstrip(), where, offset))
            break
    return parts


def _joined_marks(pieces: list[Piece]) -> list[Piece]:
    """Give an accent that begins a piece back to the letter that ends the piece before: NFC joins the two."""
    for index in range(1, len(pieces)):
        marks = _COMBINING.match(pieces[index].raw)
        if marks:
            before, here = pieces[index - 1], pieces[index]
            pieces[index - 1] = before._replace(raw=before.raw + marks.group())
            pieces[index] = here._replace(raw=here.raw[marks.end() :], offset=here.offset + marks.end())
    return pieces


def assemble(
    passages: Iterable[Passage], locate: Callable[[Any], str]
) -> tuple[str, tuple[Block, ...], tuple[SourceRun, ...]]:
    """Give the cleaned text, its blocks, and the way back; `locate` names the place that a piece came from."""
    parts: list[str] = []
    blocks: list[Block] = []
    runs: list[SourceRun] = []
    position = 0
    for passage in passages:
        collapsed = _collapsed(passage.pieces)
        if not collapsed:
            continue
        if blocks:
            parts.append("\n\n")
            position += 2
        start = position
        for part, where, offset in collapsed:
            parts.append(part)
            if where:
                runs.append(SourceRun(position, position + len(part), locate(where), offset))
            position += len(part)
        blocks.append(Block(passage.kind, start, position, passage.level))
    return "".join(parts), tuple(blocks), tuple(runs)
