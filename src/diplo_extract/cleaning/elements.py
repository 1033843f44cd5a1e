"""Kinds of HTML elements, by what they do to text."""

from __future__ import annotations

from typing import Any

SILENT = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "frameset", "object", "embed",
    "applet", "select", "option", "optgroup", "button", "input", "textarea", "datalist", "canvas", "map", "audio",
    "video", "source", "track", "head", "link", "meta", "title", "base", "dialog", "progress", "meter", "rp", "rt",
))  # fmt: skip
"""Their characters are no text of the page."""
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "ruby", "rb", "picture",
))  # fmt: skip
"""They stand inside a paragraph; every other element parts paragraphs."""
DROPPED = frozenset(("nav", "footer", "aside", "figcaption", "menu", "form"))
"""By their meaning no part of an article."""
DROPPED_ROLES = frozenset((
    "navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alertdialog", "menu", "menubar",
    "toolbar",
))  # fmt: skip


def is_silent(element: Any) -> bool:
    """Tell whether an element holds no text of the page; a button that was never closed may hold all of it."""
    if element.tag != "button":
        return element.tag in SILENT
    return next(element.iter("main", "article", "h1"), None) is None
