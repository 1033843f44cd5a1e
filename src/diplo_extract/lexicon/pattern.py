"""Phrases of a table as one regular expression that is quick to search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def any_of(phrases: Iterable[str]) -> str:
    """Give a pattern that matches the longest of `phrases` at a place.

    It is a tree of their beginnings: the regular expressions of Python try the branches of a plain alternation one
    after the other at every character.
    """
    tree: dict[str, Any] = {}
    for phrase in phrases:
        node = tree
        for char in phrase:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: dict[str, Any]) -> str:
    found = [re.escape(char) + _branches(rest) for char, rest in sorted(node.items()) if char]
    if not found:
        return ""
    return f"(?:{'|'.join(found)})" + ("?" if "" in node else "")
