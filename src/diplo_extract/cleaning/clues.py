"""What the page says about itself: meta elements, JSON-LD, headings, times. Read once, before anything is pruned."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from diplo_extract.cleaning.characters import one_line

_ARTICLE_TYPES = (
    "newsarticle", "reportagenewsarticle", "pressrelease", "analysisnewsarticle", "opinionnewsarticle",
    "liveblogposting", "article", "blogposting", "report", "scholarlyarticle", "socialmediaposting", "event",
    "webpage", "itempage", "videoobject",
)  # fmt: skip
_LONGEST_JSON = 2_000_000
_MOST_OBJECTS = 5_000
_DEEPEST = 12
_PAIR = re.compile(r'"(datePublished|dateModified|headline)"\s{0,9}:\s{0,9}"([^"\\]{4,300})"')
# <abbr class="published" title="2010-05-03T18:52:11+00:00">, as hAtom has it
_PUBLISHED = (
    "descendant::*[@itemprop='datePublished' or (@title and contains(@class, 'published'))]"
    "[not(self::meta or self::time)]"
)
# a list of teasers is no claim about this page
_OF_OTHERS = frozenset(("itemListElement", "hasPart", "isPartOf", "review", "comment"))
_CONTROL = re.compile(r"[\x00-\x1f]")


@dataclass
class Clues:
    """Everything the page says about itself, in document order."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    """Content of <meta>, by name, property or itemprop in lower case."""
    objects: list[dict[str, Any]] = field(default_factory=list)
    """JSON-LD objects, those of an article type first."""
    title: str = ""
    headings: list[tuple[int, str, Any]] = field(default_factory=list)
    """(level, text, element) of h1 and h2."""
    times: list[Any] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    """Values of elements marked as datePublished, other than meta and time."""
    scripts: list[Any] = field(default_factory=list)
    """The elements that hold JSON-LD."""
    canonical: str | None = None
    language: str | None = None

    def first(self, *names: str) -> str | None:
        """Give the first non-empty content of the meta elements with these names, the names in order."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return None

    def article(self) -> dict[str, Any]:
        """Give the JSON-LD object of the article, {} when there is none."""
        return next((found for found in self.objects if _rank(found) < len(_ARTICLE_TYPES)), {})


def read_clues(root: Any) -> Clues:
    """Give what the page says about itself."""
    clues = Clues(language=root.get("lang") or root.get("xml:lang"))
    objects: list[dict[str, Any]] = []
    for element in root.iter("meta", "script", "title", "link", "h1", "h2", "time"):
        tag = element.tag
        if tag == "meta":
            _read_meta(element, clues)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text:
                objects.extend(_json_ld(element.text))
                clues.scripts.append(element)
        elif tag == "title":
            clues.title = clues.title or one_line("".join(element.itertext()))
        elif tag == "link":
            if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
                clues.canonical = clues.canonical or element.get("href").strip()
        elif tag == "time":
            clues.times.append(element)
        else:
            clues.headings.append((int(tag[1]), one_line(" ".join(_shown(element))), element))
    clues.published = [
        value
        for element in root.xpath(_PUBLISHED)[:5]
        if (value := element.get("content") or element.get("title") or "".join(element.itertext()))
    ]
    clues.objects = sorted(objects[:_MOST_OBJECTS], key=_rank)
    return clues


def article_body(clues: Clues) -> tuple[Any, str] | None:
    """Give the text of the article that JSON-LD holds, and the script element that it stands in."""
    body = clues.article().get("articleBody")
    if not isinstance(body, str) or not body.strip():
        return None
    for script in clues.scripts:
        if any(found.get("articleBody") == body for found in _json_ld(script.text)):
            return script, body
    return None


def _shown(element: Any) -> Iterator[str]:
    if element.tag in ("script", "style", "svg", "rt", "rp"):
        return
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from _shown(child)
        if child.tail:
            yield child.tail


def _read_meta(element: Any, clues: Clues) -> None:
    content = element.get("content")
    if not content:
        return
    for attribute in ("name", "property", "itemprop", "http-equiv"):
        name = element.get(attribute)
        if name:
            clues.meta.setdefault(name.strip().lower(), []).append(one_line(content[:5_000]))


def _json_ld(raw: str) -> Iterator[dict[str, Any]]:
    if len(raw) > _LONGEST_JSON:
        return
    raw = (
        raw.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .strip()
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .rstrip("; \n")
    )
    try:
        data = json.loads(raw, strict=False)
    except (ValueError, RecursionError):
        try:
            # a line break inside a string, a comma before a bracket: the two faults that templates make
            data = json.loads(re.sub(r",\s{0,99}([}\]])", r"\1", _CONTROL.sub(" ", raw)))
        except (ValueError, RecursionError):
            data = _salvaged(raw)
    yield from _objects(data, 0)


def _salvaged(raw: str) -> dict[str, str]:
    """Give what can be read of JSON that is broken beyond these two: its dates, headline and author."""
    found: dict[str, str] = {}
    for key, value in _PAIR.findall(raw[:200_000]):
        found.setdefault(key, value)
    return {"@type": "Article", **found} if found else {}


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        if "@type" in data:
            yield data
        for key, value in data.items():
            if isinstance(value, dict | list) and key not in _OF_OTHERS:
                yield from _objects(value, depth + 1)


def types_of(item: dict[str, Any]) -> list[str]:
    """Give the types of a JSON-LD object in lower case, without their vocabulary."""
    types = item.get("@type")
    return [str(kind).rsplit("/", 1)[-1].lower() for kind in (types if isinstance(types, list) else [types])]


def _rank(item: dict[str, Any]) -> int:
    return min(
        (_ARTICLE_TYPES.index(kind) for kind in types_of(item) if kind in _ARTICLE_TYPES), default=len(_ARTICLE_TYPES)
    )


def text_of(value: Any) -> str:
    """Give a JSON-LD value as one line of text; "" when it is none."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return one_line(value[:200_000]) if isinstance(value, str) else ""
