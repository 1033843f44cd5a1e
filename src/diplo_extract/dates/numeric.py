"""Which number of 05/06/2024 is the day: learned from the document, else both readings are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from diplo_extract.dates.nodes import Calendar, Range, Reading


class Order(NamedTuple):
    """The order of numeric dates, and what told it."""

    name: str | None
    reason: str


def order_of(found: list[Reading], given: str | None, reference: date | None, table: dict[str, Any]) -> Order:
    """Give the order: what the caller knows, what another date or the publication date shows, the language's."""
    if given in ("dmy", "mdy"):
        return Order(given, "given")
    numeric = [node for reading in found for node in _calendars(reading.node)]
    if any(node.other for node in numeric):
        shown = {node.order for node in numeric if node.year} - {None}
        if len(shown) == 1:
            return Order(shown.pop(), "another date of the text")
        if reference and any(
            (node.year, node.month, node.day) == (reference.year, reference.month, reference.day)
            for node in numeric
            if node.other
        ):
            return Order("dmy", "publication date")
        if reference and any(
            node.other
            and (node.other.year, node.other.month, node.other.day) == (reference.year, reference.month, reference.day)
            for node in numeric
        ):
            return Order("mdy", "publication date")
    return Order(table.get("numeric_order") or None, "language")


def _calendars(node: object) -> Iterator[Calendar]:
    if isinstance(node, Calendar):
        yield node
    elif isinstance(node, Range):
        yield from _calendars(node.first)
        yield from _calendars(node.last)


def ordered(reading: Reading, order: Order) -> Reading:
    """Give the reading with its numeric dates in the order found."""
    if not any(node.other for node in _calendars(reading.node)):
        return reading
    if order.name is None:
        return reading
    return replace(
        reading, node=settled(reading.node, order.name), rule=f"{reading.rule} {order.name} ({order.reason})"
    )


def settled(node: Any, name: str) -> Any:
    """Give the node with its numeric dates in one order."""
    if isinstance(node, Range):
        return Range(settled(node.first, name), settled(node.last, name))
    if isinstance(node, Calendar) and node.other:
        other = node.other
        return replace(node, other=None) if name == "dmy" else replace(other, weekday=node.weekday)
    return node
