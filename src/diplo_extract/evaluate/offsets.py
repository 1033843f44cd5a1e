"""Offsets that do not give the text beside them, and the most likely reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

from diplo_extract.evaluate.samples import SPAN_FIELDS

Path = tuple[str | int, ...]
Problem = tuple[Path, str, str]
"""path in the file, what is wrong, what to do"""

UNITS: dict[str, Callable[[str], int]] = {
    "UTF-16 units (as JavaScript and Java count)": lambda letter: 1 + (letter > "\uffff"),
    "UTF-8 bytes": lambda letter: len(letter.encode("utf-8", "surrogatepass")),
}


def bad_offsets(value: dict[str, Any]) -> Iterator[Problem]:
    """Give a problem for every span of a gold file whose characters are others than its text."""
    body = value.get("body")
    spans = list(_spans(value))
    if not isinstance(body, str):
        if spans:
            yield (), "there are offsets, but no body", "add the body that the offsets count in"
        return
    wrong = [(path, item) for path, item in spans if body[item["start"] : item["end"]] != item["text"]]
    unit = _unit(body, [item for _, item in wrong])
    for path, item in wrong:
        start, end, text = item["start"], item["end"], item["text"]
        message = f"body[{start}:{end}] is {body[max(0, start) : end][:60]!r}, not {text[:60]!r}"
        yield path, message, _remedy(body, item, unit)


def _spans(value: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for field in SPAN_FIELDS:
        items = value.get(field)
        for i, item in enumerate(items if isinstance(items, list) else []):
            if not isinstance(item, dict) or not isinstance(item.get("text"), str):
                continue
            if all(type(item.get(key)) is int for key in ("start", "end")):
                yield (field, i), item


def _unit(body: str, items: list[dict[str, Any]]) -> str | None:
    """Tell the unit in which all wrong offsets would be right."""
    for unit in UNITS:
        to_code_points = code_points(body, unit)
        if items and all(
            body[to_code_points(item["start"]) : to_code_points(item["end"])] == item["text"] for item in items
        ):
            return unit
    return None


def code_points(body: str, unit: str) -> Callable[[int], int]:
    """Give the function from an offset in `unit` to the offset in code points."""
    ends = list(accumulate(map(UNITS[unit], body)))
    return lambda offset: bisect_right(ends, offset)


def _remedy(body: str, item: dict[str, Any], unit: str | None) -> str:
    start, text = item["start"], item["text"]
    nearest = min(_all_places(body, text), key=lambda place: abs(place - start), default=None)
    if unit:
        counted = code_points(body, unit)
        return f"offsets count {unit}; in code points it is {counted(start)}-{counted(item['end'])}"
    if nearest is None:
        return "this text is nowhere in the body: copy it from there, character by character"
    return f"the nearest place of this text is {nearest}-{nearest + len(text)}"


def _all_places(body: str, text: str) -> Iterator[int]:
    place = body.find(text) if text else -1
    while place >= 0:
        yield place
        place = body.find(text, place + 1)
