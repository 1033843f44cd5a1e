"""Markup to one lxml tree that holds all of its text, in bounded time; raises DocumentError for what cannot be."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from diplo_extract.cleaning.elements import INLINE
from diplo_extract.errors import DocumentError

MAX_TAGS = 250_000
"""Beyond this a page takes more memory and time than any article is worth."""
_MAX_DEPTH = 200
_LONG_TAG = 50_000
_MOST_ATTRIBUTES = 2_000
_DATA_URI = re.compile(r"data:[a-z0-9.+/-]{1,60};base64,[A-Za-z0-9+/=\s%]{100,}", re.I)
# all behind a first "</html>" would be lost, and templates glued together have several
_END_OF_PAGE = re.compile(r"</(?:html|body)\s{0,9}>", re.I)
# the tree builder raises for what the parser reads from broken markup: <title<script>, and control characters
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# it names the charset of bytes, and these are characters
_XML_DECLARATION = re.compile(r"^\s{0,99}<\?xml[^>]{0,200}\?>", re.I)


def parse(markup: str) -> Any:
    """Give the root of the page.

    The tree parser of lxml drops text nested deeper than about 250 elements and takes minutes for a tag with 100,000
    attributes; such pages go through its event interface, which does neither, into a tree whose depth is bounded.
    """
    if markup.count("<") > MAX_TAGS:
        raise DocumentError(
            "clean", "too-large", f"the page has more than {MAX_TAGS} tags", "cut the article out of it"
        )
    markup = _END_OF_PAGE.sub(_blank, _XML_DECLARATION.sub(_blank, markup, count=1))
    if "base64," in markup:
        markup = _DATA_URI.sub("data:,", markup)
    if not _has_monstrous_tag(markup):
        parser = etree.HTMLParser(encoding="utf-8", remove_pis=True)
        root = _root(markup, parser)
        if root is not None and not _ran_into_limit(parser):
            return root
    root = _root(markup, etree.HTMLParser(target=_BoundedTree(), encoding="utf-8", huge_tree=True))
    if root is None:
        raise DocumentError("clean", "no-text", "the markup holds no element", "look at the file")
    return root


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _has_monstrous_tag(markup: str) -> bool:
    if len(markup) <= _LONG_TAG:
        return False
    parts = markup.split(">")
    if max(map(len, parts)) <= _LONG_TAG:
        return False
    return any(len(part) > _LONG_TAG and part.count("=") > _MOST_ATTRIBUTES for part in parts)


def _root(markup: str, parser: Any) -> Any:
    try:
        return etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, etree.ParserError, AssertionError):
        return None


def _ran_into_limit(parser: Any) -> bool:
    return bool(parser.error_log) and any("RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log)


def _name(tag: str) -> str:
    return tag if _NAME.fullmatch(tag) else "span"


def _printable(text: str) -> str:
    return _NO_XML.sub("", text)


class _BoundedTree:
    """Parser target: a tree of bounded depth; deeper elements leave their text and a line break behind."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._depth = 0
        self._open = 0
        self._broken = False

    def start(self, tag: Any, attributes: Any) -> None:
        self._depth += 1
        if self._depth <= _MAX_DEPTH:
            self._open += 1
            few = list(attributes.items())[:100]
            self._builder.start(_name(tag), {key: _printable(value) for key, value in few if _NAME.fullmatch(key)})
        elif tag not in INLINE:
            self._break()

    def end(self, tag: Any) -> None:
        self._depth -= 1
        if self._depth < _MAX_DEPTH:
            self._open -= 1
            self._builder.end(_name(tag))
        elif tag not in INLINE:
            self._break()

    def _break(self) -> None:
        if self._broken:
            return
        self._broken = True
        self._builder.start("br", {})
        self._builder.end("br")

    def data(self, data: Any) -> None:
        if self._open:
            self._broken = self._broken and not data.strip()
            self._builder.data(_printable(data))

    def comment(self, text: Any) -> None:
        """Comments hold no text of the page."""

    def close(self) -> Any:
        return self._builder.close() if self._open == 0 else None
