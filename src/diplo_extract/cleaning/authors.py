"""Who wrote it: names only, without the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice
from typing import Any

from diplo_extract import lexicon
from diplo_extract.cleaning.characters import one_line
from diplo_extract.cleaning.clues import Clues, text_of
from diplo_extract.cleaning.names import words
from diplo_extract.cleaning.sitename import is_site, without_site
from diplo_extract.records import PageFact

_SPLIT = re.compile(r"\s{0,9};\s{0,9}|\s{0,9}(?:\||,|&|\band\b|\bund\b|\bet\b|\by\b|\bve\b)\s{1,9}")
# one walk over the page for all kinds of marks: each costs as much as the rest of the search
_MARKED = (
    "descendant::*[@itemprop='author' or @rel='author' or contains(@class, 'uthor') or contains(@class, 'byline')]"
)
_NAMED = "descendant::*[@itemprop='name']"
_LINKED = (
    "descendant::a[contains(@href, '/author') or contains(@href, '/autor')"
    " or contains(@href, '/auteur') or contains(@href, '/yazar')]"
)
_MOST = 3
_SHOWN_BY = re.compile(r"(?:[Ww]ritten by|[Pp]osted by|[Tt]ext by|[Ss]tory by|By|BY|Von|Par|Por)\s{1,3}(?=[A-ZÀ-Þ])")
# "By Ada Obi • Oct. 6": the name ends where a sign or a figure stands
_NAME_ENDS = re.compile(r"\s{0,3}(?:[•·|/()\[\]\n\d]|\s[-–—]\s|,\s).{0,200}")
_NEAR = 40
_LONGEST_LINE = 80
_FEW = 5
_ABOVE = 7
_AROUND = " .,|-–—→»:"


def authors(
    clues: Clues, root: Any, headline: Any = None, site: str | None = None, url: str | None = None
) -> tuple[PageFact, ...]:
    """Give the authors: JSON-LD, then meta, then what the page marks as a by-line or shows below its headline.

    The name of the site is an author only where no other is named.
    """
    readers: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("json-ld", lambda: _from_objects(clues)),
        ("meta", lambda: _from_meta(clues)),
        ("byline", lambda: _from_byline(root)),
        ("text", lambda: _below(headline)),
    )
    sites: tuple[PageFact, ...] = ()
    for reason, read in readers:
        names = dict.fromkeys(name for value in read() for name in names_in(without_site(value, site, url)))
        people = [name for name in names if not is_site(name, site, url)]
        if people:
            return tuple(PageFact(value=name, reason=reason) for name in people)
        sites = sites or tuple(PageFact(value=name, reason=reason) for name in names)
    return sites


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
    marked = root.xpath(_MARKED)
    persons = [element for element in marked if element.get("itemprop") == "author"]
    inside = (inner for person in persons for inner in person.xpath(_NAMED))
    linked = (element for element in marked if element.tag == "a" and element.get("rel") == "author")
    if texts := _texts(inside) or _texts(persons) or _texts(linked):
        return texts
    classes = [(f" {element.get('class') or ''} ", element) for element in marked]
    exact = (element for names, element in classes if " author " in names or "author-name" in names)
    line = (element for names, element in classes if "byline" in names)
    if texts := _texts(exact) or _texts(line):
        return texts[:1]
    # <h4 class="elementor-author-box__name">, <a href="/author/ada-obi">; what they hold must look like a name
    named = (element for names, element in classes if "uthor" in names and "ame" in names)
    names = filter(_is_like_a_name, (*_texts(named), *_texts(root.xpath(_LINKED))))
    return list(islice(names, 1))


def _texts(elements: Iterable[Any]) -> list[str]:
    """Give the texts of the first of these elements that do not belong to others."""
    own = islice((element for element in elements if not _is_of_others(element)), _MOST)
    texts = [one_line(" ".join(element.itertext())[:200]) for element in own]
    return [text for text in texts if 2 < len(text) < _LONGEST_LINE]


def _is_of_others(element: Any) -> bool:
    """Tell whether an element stands in a comment or the teaser of another article."""
    classes = (node.get("class") for node in (element, *islice(element.iterancestors(), _ABOVE)))
    return any(not _elsewhere().isdisjoint(words(names).split()) for names in classes if names)


def _is_like_a_name(text: str) -> bool:
    """Tell whether all of a text can be the name of a person: two capital words at least."""
    parts = text.split()
    return 2 <= len(parts) <= _FEW and parts[0][:1].isupper() and parts[-1][:1].isupper() and _is_name(text)


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
    parts = (_labels().sub("", part).strip(_AROUND) for part in _SPLIT.split(_labels().sub("", value)))
    return [part for part in parts if _is_name(part) and part.casefold() not in _degrees()]


@cache
def _labels() -> re.Pattern[str]:
    labels = sorted(lexicon.load("page", "labels")["byline"], key=len, reverse=True)
    return re.compile(rf"^\s{{0,9}}(?:(?:{'|'.join(map(re.escape, labels))})(?:(?<=:)|\s{{0,9}}:|\s)\s{{0,9}})+", re.I)


@cache
def _elsewhere() -> frozenset[str]:
    return frozenset(lexicon.load("page", "labels")["authors_elsewhere"])


@cache
def _degrees() -> frozenset[str]:
    return frozenset(lexicon.load("en", "honorifics")["after"])


def _is_name(text: str) -> bool:
    return (
        2 < len(text) < 60
        and "http" not in text
        and not text.startswith("(")
        and len(text.split()) <= 6
        and not any(char.isdigit() for char in text)
    )
