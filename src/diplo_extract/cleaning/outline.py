"""The page as a tree of blocks with what a reader could count on each: text, links, tag, class words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from diplo_extract.cleaning.elements import DROPPED, DROPPED_ROLES, INLINE, is_silent
from diplo_extract.cleaning.names import chrome_phrase, meaning

_HIDDEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]{0,2}(?:\s|$)")


@dataclass(slots=True, eq=False)
class Node:
    """A block element of the page."""

    element: Any
    parent: Node | None
    children: list[Node] = field(default_factory=list)
    text: int = 0
    """Characters of its own running text outside links."""
    linked: int = 0
    """Characters of its own running text inside links."""
    ends: int = 0
    """Sentence ends in its own text."""
    drop: str = ""
    """Why it is probably no part of the article: tag, role, hidden, chrome, never."""
    body: bool = False
    """The page itself calls it the text of an article."""
    worth: float = 0.0
    """What it and all it holds add to the article."""
    prose: float = 0.0
    """Characters of full sentences in it, dropped or not."""

    def walk(self) -> Iterator[Node]:
        """Give this block and all below it."""
        queue = [self]
        while queue:
            node = queue.pop()
            queue.extend(node.children)
            yield node


def outline(root: Any) -> Node:
    """Give the block tree of the page's body."""
    body = root.find("body") if root.tag == "html" else root
    body = body if body is not None else root
    top = Node(body, None)
    _walk(body, top, False)
    return top


def _walk(element: Any, node: Node, in_link: bool) -> None:
    if element.text:
        _count(node, element.text, in_link)
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and not is_silent(child):
            if tag in INLINE:
                if tag not in ("br", "img") and not is_chrome_inline(child):
                    _walk(child, node, in_link or tag == "a")
            else:
                block = Node(child, node)
                attributes = dict(child.items())
                says = named(attributes)
                block.drop = drop_reason(child, attributes, says)
                block.body = says == "article" or attributes.get("itemprop") in ("articleBody", "text")
                node.children.append(block)
                _walk(child, block, in_link)
        if child.tail:
            _count(node, child.tail, in_link)


def _count(node: Node, raw: str, in_link: bool) -> None:
    size = len(raw) if raw[:1] > " " and raw[-1:] > " " else len(raw.strip())
    if size == 0:
        return
    if in_link:
        node.linked += size
    else:
        node.text += size
        if size > 20:
            node.ends += len(_SENTENCE_END.findall(raw))


def named(attributes: dict[str, str]) -> str:
    """Tell what the class and id of an element say it is; class words first."""
    names, identity = attributes.get("class"), attributes.get("id")
    by_class = meaning(names) if names else ""
    if not identity or by_class == "never":
        return by_class
    found = {by_class, meaning(identity)}
    return next((meaning for meaning in ("never", "article", "chrome") if meaning in found), "")


def is_chrome_inline(element: Any) -> bool:
    """Tell whether an inline element is a button, a label or hidden."""
    attributes = dict(element.items())
    if not attributes:
        return False
    if _hidden(attributes):
        return True
    if element.tag == "a" or named(attributes) not in ("chrome", "never"):
        return False
    # around the paragraphs that only subscribers see it is no button
    return chrome_phrase(attributes.get("class", "")) != "paywall" or next(element.iter("p"), None) is None


def drop_reason(element: Any, attributes: dict[str, str], says: str) -> str:
    """Give why a block is probably no part of an article; "" when nothing says so."""
    tag = element.tag
    if tag in DROPPED or (tag == "figure" and _is_picture(element)):
        return "tag"
    if not attributes:
        return ""
    if attributes.get("role") in DROPPED_ROLES:
        return "role"
    if _hidden(attributes):
        return "hidden"
    return says if says in ("chrome", "never") else ""


def _is_picture(figure: Any) -> bool:
    """Tell a picture with its caption from a table or a quotation that a theme puts into <figure>."""
    return next(figure.iter("table", "blockquote", "pre", "ul", "ol"), None) is None


def _hidden(attributes: dict[str, str]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and bool(_HIDDEN_STYLE.search(str(style)[:500]))
