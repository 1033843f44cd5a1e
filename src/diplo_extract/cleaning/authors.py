"""Who wrote it: names only, without the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from diplo_extract.cleaning.characters import one_line
from diplo_extract.cleaning.clues import Clues, text_of
from diplo_extract.records import PageFact

_SPLIT = re.compile(r"\s{0,9}(?:;|\||,|&|\band\b|\bund\b|\bet\b|\by\b|\bve\b)\s{1,9}")
_MARKS = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[@rel='author']",
    "//*[contains(concat(' ', @class, ' '), ' author ') or contains(@class, 'author-name')]",
    "//*[contains(@class, 'byline')]",
)
_SHOWN_BY = re.compile(r"(?:[Ww]ritten by|[Pp]osted by|[Tt]ext by|[Ss]tory by|By|BY|Von|Par|Por)\s{1,3}(?=[A-ZÀ-Þ])")
# "By Ada Obi • Oct. 6": the name ends where a sign or a figure stands
_NAME_ENDS = re.compile(r"\s{0,3}(?:[•·|/()\[\]\n\d]|\s[-–—]\s|,\s).{0,200}")
_NEAR = 40
_LONGEST_LINE = 80
_BY = re.compile(r"^\s{0,9}(?:by|von|par|por|di|written by|posted by|author:?|text:?)\s{1,9}", re.I)


def authors(clues: Clues, root: Any, headline: Any = None) -> tuple[PageFact, ...]:
    """Give the authors: JSON-LD, then meta, then what the page marks as a by-line or shows below its headline."""
    readers: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("json-ld", lambda: _from_objects(clues)),
        ("meta", lambda: _from_meta(clues)),
        ("byline", lambda: _from_byline(root)),
        ("text", lambda: _below(headline)),
    )
    for reason, read in readers:
        names = [name for value in read() for name in names_in(value)]
        if names:
            return tuple(PageFact(value=name, reason=reason) for name in dict.fromkeys(names))
    return ()


def _from_objects(clues: Clues) -> list[str]:
    found = clues.article().get("author")
    return [text_of(value) for value in (found if isinstance(found, list) else [found]) if value]


def _from_meta(clues: Clues) -> list[str]:
    for name in ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"):
        values = [value for value in clues.meta.get(name, ()) if value and "://" not in value and "@" not in value]
        if values:
            return values
    return []


def _from_byline(root: Any) -> list[str]:
    """Give the texts of elements that the page marks as its author, the first kind of mark that is there."""
    for path in _MARKS:
        texts = [one_line(" ".join(element.itertext())[:200]) for element in root.xpath(path)[:3]]
        texts = [text for text in texts if 2 < len(text) < 80]
        if texts:
            return texts[:1] if path in _MARKS[-2:] else texts
    return []


def _below(headline: Any) -> list[str]:
    """Give the name in the line below the headline that begins with "By": two capital words at least."""
    if headline is None:
        return []
    for text in islice(headline.xpath("following::text()[normalize-space()]"), _NEAR):
        line = one_line(text[:200])
        match = _SHOWN_BY.match(line)
        if match and len(line) < _LONGEST_LINE:
            name = _NAME_ENDS.sub("", line[match.end() :], count=1)
            if 2 <= len(name.split()) <= 4 and all(word[:1].isupper() for word in name.split()):
                return [name]
    return []


def names_in(value: str) -> list[str]:
    """Give the names in a byline."""
    return [name for part in _SPLIT.split(_BY.sub("", value)) if (name := part.strip(" .,|-–—")) and _is_name(name)]


def _is_name(text: str) -> bool:
    return (
        2 < len(text) < 60
        and "http" not in text
        and len(text.split()) <= 6
        and not any(char.isdigit() for char in text)
    )
