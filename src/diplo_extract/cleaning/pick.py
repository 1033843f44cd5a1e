"""Which block holds the article: the container whose contents add up to the most, bad contents counted against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from diplo_extract.cleaning.names import chrome_phrase
from diplo_extract.cleaning.outline import Node

_SHORT = 40
_ROUNDS = 12
_ALL = 0.9
"""A block with this share of the prose is the page itself: <div id="theme-taboola">."""
_TOO_LITTLE = 250
_TEASER = 250
_SEVERAL = 3
_SURELY = 2
"""So many times the rest, and a name that speaks of chrome is wrong about the parts of its block too."""
_PARTS = frozenset({"p", "li", "blockquote", "pre", "dd"})
_ARTICLE_TAGS = frozenset({"article", "main", "body"})


class Pick(NamedTuple):
    """The container of the article, and what is left out of it."""

    node: Node
    dropped: set[Node]


def pick(top: Node) -> Pick:
    """Give the container of the article."""
    _measure(top)
    dropped = _drops(top)
    _value(top, dropped)
    best = _best(top, dropped)
    best = _whole(best, dropped) if best.worth > 0 else _declared(top, dropped)
    dropped |= _cards(best)
    return Pick(best, dropped)


def _measure(node: Node) -> float:
    """Sum the prose of the subtree: characters outside links in blocks that look like sentences."""
    node.prose = float(node.text) if _is_prose(node) else 0.0
    for child in node.children:
        node.prose += _measure(child)
    return node.prose


def _is_prose(node: Node) -> bool:
    return node.text >= _SHORT and node.text >= node.linked


def _drops(top: Node) -> set[Node]:
    """Give the blocks to leave out; one that holds more prose than all that is kept stays, whatever its name."""
    dropped: set[Node] = set()
    kept = _settle(top, dropped)
    if _free_worn_paragraphs(dropped, kept):
        dropped.clear()
        kept = _settle(top, dropped)
    for _ in range(_ROUNDS):
        doubtful = [
            node for node in dropped if node.prose > kept and (node.drop != "never" or node.prose > _ALL * top.prose)
        ]
        if not doubtful:
            break
        inside = {node: _settle(node, set()) for node in doubtful}
        for node in doubtful:
            if inside[node] <= kept and (freed := _settle(node, set(), _phrase(node))) > _SURELY * kept:
                inside[node] = freed
        best = max(doubtful, key=lambda node: inside[node])
        if inside[best] <= kept:
            if max(node.prose for node in doubtful) < _TOO_LITTLE or kept > _TOO_LITTLE:
                break
            best = max(doubtful, key=lambda node: node.prose)
        dropped.discard(best)
        kept += _settle(best, dropped, _phrase(best))
    return dropped


def _settle(node: Node, dropped: set[Node], freed: str = "") -> float:
    """Collect the outermost blocks below `node` that look like page chrome; give the prose that is left.

    freed: the phrase that proved wrong about `node`; it is wrong about the parts with the same name too.
    """
    kept = float(node.text) if _is_prose(node) else 0.0
    for child in node.children:
        if child.drop and not _is_freed(child, freed):
            dropped.add(child)
        else:
            kept += _settle(child, dropped, freed)
    return kept


def _is_freed(node: Node, freed: str) -> bool:
    return node.drop == "chrome" and (node.element.tag in _ARTICLE_TAGS or bool(freed and _phrase(node) == freed))


def _phrase(node: Node) -> str:
    """Give the words in the class and id of a block that speak of page chrome."""
    return chrome_phrase(f"{node.element.get('class') or ''} {node.element.get('id') or ''}")


def _free_worn_paragraphs(dropped: set[Node], kept: float) -> bool:
    """Free paragraphs of a class that bears much of the text: all behind the first are <p class="paywall">."""
    groups: dict[str, list[Node]] = {}
    for node in dropped:
        if node.drop == "chrome" and node.element.tag == "p" and _is_prose(node):
            groups.setdefault(node.element.get("class") or "", []).append(node)
    worn = [group for group in groups.values() if len(group) > 2 and sum(node.text for node in group) > kept / 2 > 0]
    for node in (node for group in worn for node in group):
        node.drop = ""
    return bool(worn)


def _value(node: Node, dropped: set[Node]) -> float:
    worth = _own_value(node)
    for child in node.children:
        if child not in dropped:
            worth += _value(child, dropped)
    if node.body and worth > 0:
        worth *= 1.2
    node.worth = worth
    return worth


def _own_value(node: Node) -> float:
    chars = node.text + node.linked
    if not chars:
        return 0.0
    tag = node.element.tag
    density = node.linked / chars
    if density > 0.5:
        return -10.0 - 0.5 * node.linked
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return 0.0
    if node.text < _SHORT:
        return -5.0
    worth = node.text * (1.0 - density)
    if tag in ("li", "td", "th", "dd", "dt"):
        worth *= 0.5
    if not node.ends:
        worth *= 0.5
    return worth


def _best(top: Node, dropped: set[Node]) -> Node:
    best = top
    queue = [top]
    while queue:
        node = queue.pop()
        # a tie goes to the inner one: it has less around it
        if node.worth > best.worth or (node.worth == best.worth and _is_inside(node, best)):
            best = node
        queue.extend(child for child in node.children if child not in dropped)
    return best


def _declared(top: Node, dropped: set[Node]) -> Node:
    """Give the block that the page calls its article, where none has sentences: a list of films and apertures."""
    named = [node for node in _kept(top, dropped) if node.body or node.element.tag in ("article", "main")]
    return max(named, key=lambda node: (node.body, sum(inner.text for inner in node.walk())), default=top)


def _kept(node: Node, dropped: set[Node]) -> Iterator[Node]:
    for child in node.children:
        if child not in dropped:
            yield child
            yield from _kept(child, dropped)


def _whole(best: Node, dropped: set[Node]) -> Node:
    """Give what holds the whole article where the best block is only a part: a paragraph, one of several sections."""
    while best.parent is not None and (best.element.tag in _PARTS or _has_fellows(_shell(best), dropped)):
        best = best.parent
    return best


def _shell(node: Node) -> Node:
    """Give the outermost block that holds no other prose: <div class="sect1"> around its heading and its text."""
    while node.parent is not None and node.parent.prose == node.prose and not _has_name(node):
        node = node.parent
    return node


def _has_name(node: Node) -> bool:
    return node.element.tag in _ARTICLE_TAGS or node.body


def _has_fellows(node: Node, dropped: set[Node]) -> bool:
    """Tell whether blocks beside a block are called the same and hold as much prose: <div class="sect1">."""
    if node.parent is None or not node.element.get("class"):
        return False
    fellows = [
        other
        for other in node.parent.children
        if other is not node and other not in dropped and _name(other) == _name(node) and other.prose
    ]
    return sum(other.prose for other in fellows) > node.prose / 2


def _name(node: Node) -> str:
    return f"{node.element.tag} {node.element.get('class')}"


def _cards(best: Node) -> set[Node]:
    """Give the teasers of other articles inside an article: several <article> in it that say a line each."""
    inner = [node for node in best.walk() if node.element.tag == "article" and node is not best]
    small = {node for node in inner if node.prose < _TEASER and next(node.element.iter("a"), None) is not None}
    return small if len(small) >= _SEVERAL and sum(node.prose for node in small) < best.prose / 2 else set()


def _is_inside(node: Node, other: Node) -> bool:
    above = node.parent
    while above is not None and above is not other:
        above = above.parent
    return above is other
