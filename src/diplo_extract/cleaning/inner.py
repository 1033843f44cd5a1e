"""A text that is itself a document: a field of an XML file, the articleBody of JSON-LD; plain or with markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from diplo_extract.cleaning.address import Addresses
from diplo_extract.cleaning.passages import Passage
from diplo_extract.cleaning.plaintext import LINE_END, plain_passages
from diplo_extract.cleaning.render import TextNode, passages
from diplo_extract.cleaning.tree import parse

MARKUP = re.compile(r"<(?:p|br|div|ul|ol|table|h[1-6])\b", re.I)


def inner_passages(inner: str, where: str) -> tuple[list[Passage], Callable[[Any], str]]:
    """Give the passages of a text that stands at `where`, and what names the place of a piece of them."""
    if not MARKUP.search(inner):
        starts = [0, *(end.end() for end in LINE_END.finditer(inner))]
        return [_moved(passage, where, starts) for passage in plain_passages(inner)], str
    root = parse(inner)
    addresses = Addresses()

    def locate(place: TextNode) -> str:
        return f"{where}!{addresses.of(place)}"

    body = root.find("body")
    return passages(body if body is not None else root, set()), locate


def _moved(passage: Passage, where: str, starts: list[int]) -> Passage:
    """Give a passage whose pieces count from the start of the whole text, not from that of their line."""
    pieces = [
        piece._replace(where=where, offset=starts[int(piece.where[5:]) - 1] + piece.offset)
        if isinstance(piece.where, str)
        else piece
        for piece in passage.pieces
    ]
    return Passage(passage.kind, pieces, passage.level)
