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
    numeric = [node for reading in found for node in _calendars(reading.node)]
    published = _order_of_publication(numeric, reference)
    if given in ("dmy", "mdy"):
        # the spelling of a page tells less than a date at its head
        return published or Order(given, "given")
    shown = {node.order for node in numeric if node.year} - {None}
    if len(shown) == 1 and any(node.other for node in numeric):
        return Order(shown.pop(), "another date of the text")
    if published:
        return published
    return Order(table.get("numeric_order") or None, "language")


def _order_of_publication(numeric: list[Calendar], reference: date | None) -> Order | None:
    """Give the order in which a date of the text that can be read both ways is the day of publication."""
    if reference is None:
        return None
    either = [node for node in numeric if node.other]
    for name, nodes in (("dmy", either), ("mdy", [node.other for node in either if node.other])):
        if any((node.year, node.month, node.day) == (reference.year, reference.month, reference.day) for node in nodes):
            return Order(name, "publication date")
    return None


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
