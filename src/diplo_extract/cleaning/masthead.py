"""Pages of the 2000s that give every page the name of the site as its title: the headline is the bold line above."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from diplo_extract.cleaning.characters import folded
from diplo_extract.cleaning.clues import Clues
from diplo_extract.cleaning.letterhead import names_office
from diplo_extract.cleaning.passages import Passage
from diplo_extract.cleaning.render import TextNode
from diplo_extract.cleaning.sitename import without_site
from diplo_extract.records import PageFact

_BOLD = frozenset(("b", "strong", "big", "h1", "h2", "h3", "h4"))
_PROSE = 200
_LEAST, _MOST = 12, 200
_ABOVE = 6
_PICTURES = 8


def masthead_replaced(title: PageFact | None, clues: Clues, root: Any, passages: Sequence[Passage]) -> PageFact | None:
    """Give the title; where it is only the name of the site or its owner, the bold line above the text.

    passages: what the container of the article holds, from its first line on.
    """
    if title is not None and names_office(title.value):
        shown = _bold_line([passage for passage in passages if not names_office(passage.text)])
        return PageFact(value=shown, reason="text") if shown else title
    if title is not None and title.reason != "title":
        return title
    name = _name_of_logo(root, clues.title)
    if title is not None and name is not None and folded(title.value) != folded(name):
        return PageFact(value=without_site(title.value.removeprefix(f"{name} / "), name, None), reason=title.reason)
    is_masthead = title is None or name is not None
    shown = _bold_line(passages) if is_masthead else None
    return PageFact(value=shown, reason="text") if shown else title


def _name_of_logo(root: Any, title: str) -> str | None:
    """Give the text that stands for a picture at the top, when the title is it or begins or ends with it."""
    for picture in islice(root.iter("img"), _PICTURES):
        name = " ".join((picture.get("alt") or "").split())
        if len(name) > 5 and (title.startswith(name) or title.endswith(name)):
            return name
    return None


def _bold_line(passages: Sequence[Passage]) -> str | None:
    for passage in passages[:_ABOVE]:
        if len(passage.text) > _PROSE:
            return None
        if _LEAST <= len(passage.text) <= _MOST and not passage.link_share and _is_bold(passage):
            return passage.text
    return None


def _is_bold(passage: Passage) -> bool:
    """Tell whether all of a line is set bold."""
    places = [piece.where for piece in passage.pieces if piece.raw.strip()]
    return bool(places) and all(isinstance(place, TextNode) and _holder_is_bold(place) for place in places)


def _holder_is_bold(place: TextNode) -> bool:
    element = place.element.getparent() if place.tail else place.element
    chain = [element, *islice(element.iterancestors(), 2)] if element is not None else []
    return any(node.tag in _BOLD for node in chain)
