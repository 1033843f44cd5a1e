"""The dateline of a release: "CITY, COUNTRY, November 5, 2024 /Agency/ -- ", "July 13, 2020 (SAINT PAUL) — "."""

from __future__ import annotations

import re
from functools import cache

from diplo_extract import lexicon
from diplo_extract.article import Block
from diplo_extract.dates import DateOrder, find_dates
from diplo_extract.edtf import is_day, is_point
from diplo_extract.records import Dateline, Published, Span

_LONGEST = 140
_LONGEST_CLOSING = 60
_DASH = re.compile(r"\s{0,3}(?:—|–|--|―|\s-)\s{1,3}(?=\S)|(?<=\))\s{0,3}[-–—]\s{0,3}(?=\S)")
_COLON = re.compile(r"([^\W\d_][\w'’.-]{1,30}(?:[ ,]{1,2}[^\W\d_][\w'’.-]{1,30}){0,2}):\s{1,3}(?=[^\W\d_a-z\"“])")
_AGENCY = re.compile(r"/([^/]{2,40})/|\(([A-Z][\w .&-]{1,30})\)")
_PLACE = re.compile(r"[^\W\d_][^\W\d_'’.-]{0,30}(?:[ '’.-]{1,2}[^\W\d_]{1,30}){0,4}")
_SMALL = frozenset((
    "de", "da", "do", "di", "la", "le", "las", "los", "el", "al", "del", "of", "the", "and", "upon", "sur", "y", "e",
    "am", "an", "der", "den", "bin",
))  # fmt: skip


def read_dateline(
    text: str, blocks: tuple[Block, ...], published: str | None, language: str, order: DateOrder | None
) -> Dateline | None:
    """Give the dateline of the first paragraph, or of the one behind a sub-headline."""
    openings = [block for block in blocks[:3] if block.kind in ("paragraph", "quote")][:2]
    for block in openings:
        found = _in_opening(
            text[block.start : min(block.end, block.start + _LONGEST)], block, published, language, order
        )
        if found:
            return found
    return None


def closing_date(
    text: str, blocks: tuple[Block, ...], language: str, order: DateOrder | None, limit: str | None
) -> Published | None:
    """Give the day in the last line of a text, below which nothing stands: "New Delhi, 5 June 2023"."""
    line = text[blocks[-1].start : blocks[-1].end]
    if len(line) > _LONGEST_CLOSING:
        return None
    for mention in find_dates(line, language=language, order=order):
        rest = (line[: mention.start] + line[mention.end :]).strip(" ,.")
        value = mention.value or ""
        if is_day(value) and value <= (limit or value) and (not rest or _are_places(rest)):
            return Published(value=value, text=line[mention.start : mention.end], reason="dateline")
    return None


def _in_opening(
    opening: str, block: Block, published: str | None, language: str, order: DateOrder | None
) -> Dateline | None:
    dash = _DASH.search(opening)
    colon = _COLON.match(opening)
    if colon and block.end - block.start > 60 and (not dash or colon.end() <= dash.start()):
        head = colon[1]
        if head.casefold().split()[0].strip(".,") not in _no_place() and _are_places(head):
            return Dateline(place=head, span=_span(block.start, head))
    if not dash:
        return None
    head = opening[: dash.start()].strip()
    mention = next(
        (
            m
            for m in find_dates(head, reference=published, language=language, order=order)
            if m.value and is_point(m.value)
        ),
        None,
    )
    agency = _AGENCY.search(head)
    rest = head
    if mention:
        rest = rest[: mention.start] + " " * (mention.end - mention.start) + rest[mention.end :]
    place, agency_name = _place_and_agency(rest, agency)
    if place is None or not (mention or agency or place.split(",")[0].isupper()):
        return None
    return Dateline(
        place=place, date=mention.value if mention else None, agency=agency_name, span=_span(block.start, head)
    )


def _place_and_agency(rest: str, agency: re.Match[str] | None) -> tuple[str | None, str | None]:
    """Part "SAINT PAUL" in brackets from "(AP)": brackets hold the agency when a place stands before them."""
    name = (agency[1] or agency[2]) if agency else None
    outside = rest[: agency.start()] + rest[agency.end() :] if agency else rest
    outside = " ".join(outside.split()).strip(" ,.;:|-–—()")
    if outside:
        return (outside, name) if _are_places(outside) else (None, None)
    return (name, None) if name and _are_places(name) else (None, None)


def _are_places(text: str) -> bool:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return 0 < len(parts) <= 3 and all(
        _PLACE.fullmatch(part) and all(word[0].isupper() or word in _SMALL for word in part.split()) for part in parts
    )


def _span(start: int, head: str) -> Span:
    return Span(start=start, end=start + len(head), text=head)


@cache
def _no_place() -> frozenset[str]:
    return frozenset(lexicon.load("page", "verdicts")["no_place"])
