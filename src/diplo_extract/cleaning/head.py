"""What stands between the headline and the first paragraph: by-lines, dates, kickers, the teaser. None is body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplo_extract.cleaning.characters import folded
from diplo_extract.cleaning.headline import alike
from diplo_extract.cleaning.names import is_lead
from diplo_extract.cleaning.passages import Passage

_PROSE = 80
_SENTENCE_END = re.compile(r"[.!?…。！？؟।:][\"'”’»)\]]{0,2}$")
_CLOCK_OR_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_BYLINE = re.compile(r"(?:by|von|par|por|di|da|av|door|text|words|author|from|yazan|haber)\b[:\s]", re.I)
_DATE_LINE = 100
_ZONE = 15


def without_head(
    passages: Sequence[Passage], title: str | None, lead: str | None, authors: Sequence[str]
) -> list[Passage]:
    """Give the passages of the text, without those before it that are none of it."""
    first = _first_prose(passages, lead)
    if first is None:
        return list(passages)
    box = passages[first].box
    opening = [
        passage
        for passage in passages[:first]
        if _belongs(passage, box, lead) and not is_credit(passage, title, authors)
    ]
    return [*opening, *passages[first:]]


def _first_prose(passages: Sequence[Passage], lead: str | None) -> int | None:
    """Give the index of the first paragraph of the text; a teaser in a box of its own is not it."""
    for index, passage in enumerate(passages[:_ZONE]):
        if passage.kind == "heading" or len(passage.text) < _PROSE or not _SENTENCE_END.search(passage.text):
            continue
        following = next(
            (other for other in passages[index + 1 :] if len(other.text) >= _PROSE and other.kind != "heading"), None
        )
        if following is not None and not passage.is_around(following) and _is_teaser(passage, lead):
            continue
        if not is_credit(passage, None, ()):
            return index
    return None


def _is_teaser(passage: Passage, lead: str | None) -> bool:
    return is_lead(passage.names) or (lead is not None and _repeats(passage.text, lead))


def _repeats(text: str, lead: str) -> bool:
    """Tell whether a passage is the page's description, which is often cut with an ellipsis."""
    one, other = folded(text), folded(lead.rstrip(".… "))
    return bool(other) and (
        one == other or (len(other) > 60 and one.startswith(other)) or (len(one) > 60 and other.startswith(one))
    )


def _belongs(passage: Passage, box: tuple[str, ...], lead: str | None) -> bool:
    if passage.kind == "heading":
        return passage.box == box and not (lead and _repeats(passage.text, lead))
    if passage.box == box:
        return len(passage.text) >= 40 or bool(_SENTENCE_END.search(passage.text)) or passage.kind != "paragraph"
    return passage.kind == "paragraph" and bool(_SENTENCE_END.search(passage.text)) and not _is_teaser(passage, lead)


def is_credit(passage: Passage, title: str | None, authors: Sequence[str]) -> bool:
    """Tell a line of who and when, or the headline once more."""
    text = passage.text
    if title and alike(text, title):
        return True
    if len(text) > _DATE_LINE:
        return False
    return bool(_CLOCK_OR_YEAR.search(text) and not _SENTENCE_END.search(text)) or (
        not _SENTENCE_END.search(text)
        and (bool(_BYLINE.match(text)) or any(name in text for name in authors if len(name) > 4))
    )
