"""Records as flat tables, one for each kind of fact, derived from the record's own model: a new field is a new column.

A row is found by (record_id, fact); `fact` is the place in the record, as in people/0 or people/0/positions/1. All
characters that facts were read from stand in the table `spans`. What is a list in the record stays one in its cell.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from diplo_extract.records import ErrorRecord, Model, Record, Span

Kind = Literal["text", "integer", "real", "boolean", "texts", "integers"]
_SCALARS: dict[type, Kind] = {str: "text", bool: "boolean", int: "integer", float: "real"}
_LISTS: dict[type, Kind] = {str: "texts", int: "integers"}

Cells = tuple[Any, ...]


class Column(NamedTuple):
    """A column and where its value lies in the JSON of its row."""

    name: str
    kind: Kind
    path: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """A table, the lists of the model that have tables of their own, and those that are spans."""

    name: str
    keys: tuple[Column, ...]
    values: list[Column] = field(default_factory=list)
    inner: dict[str, Table] = field(default_factory=dict)
    spans: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """(role, where they lie)."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Give all columns in their order."""
        return (*self.keys, *self.values)

    def cells(self, part: Mapping[str, Any]) -> Cells:
        """Give the values of a part of a record, without its keys."""
        return tuple(_value(part, column.path) for column in self.values)


RECORDS = "records"
ERRORS = "errors"
_FACT_KEYS = (Column("record_id", "text"), Column("fact", "text"))
SPANS = Table(
    "spans",
    (*_FACT_KEYS, Column("role", "text")),
    [Column("start", "integer"), Column("end", "integer"), Column("text", "text")],
)


@cache
def tables() -> tuple[Table, ...]:
    """Give all tables: records first, then one for each list of facts, spans and errors last."""
    found = [_table(Record, RECORDS, ())]
    # the list grows while it is walked, so that tables inside tables come too
    for table in found:
        found.extend(table.inner.values())
    return (*found, SPANS, _table(ErrorRecord, ERRORS, ()))


def rows(record: Mapping[str, Any]) -> Iterator[tuple[str, Cells]]:
    """Give (name of the table, cells) for everything in a record, as JSON holds it."""
    top = tables()[0]
    yield RECORDS, top.cells(record)
    yield from _inner_rows(top, record, record["id"], "")


def error_row(error: Mapping[str, Any]) -> tuple[str, Cells]:
    """Give (name of the table, cells) of an error record."""
    return ERRORS, tables()[-1].cells(error)


def _inner_rows(table: Table, part: Mapping[str, Any], id: str, place: str) -> Iterator[tuple[str, Cells]]:
    for name, inner in table.inner.items():
        for number, item in enumerate(part.get(name) or ()):
            fact = f"{place}{name}/{number}"
            parent = (part["id"],) if place else ()
            yield inner.name, (id, fact, *parent, *inner.cells(item))
            for role, path in inner.spans:
                for span in _value(item, path) or ():
                    yield SPANS.name, (id, fact, role, span["start"], span["end"], span["text"])
            yield from _inner_rows(inner, item, id, f"{fact}/")


def _value(part: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = part
    for name in path:
        if value is None:
            return None
        value = value.get(name)
    return value


def _table(model: type[Model], name: str, keys: tuple[Column, ...]) -> Table:
    table = Table(name, keys)
    _add_columns(table, model, (), "")
    return table


def _add_columns(table: Table, model: type[Model], path: tuple[str, ...], prefix: str) -> None:
    for name, info in model.model_fields.items():
        plain, is_list = plain_type(info.annotation)
        here = (*path, name)
        # the value of a {value, reason, …} is what a reader looks for: title, not title_value
        column = prefix.rstrip("_") if name == "value" and prefix else prefix + name
        if not is_list and plain in _SCALARS:
            table.values.append(Column(column, _SCALARS[plain], here))
        elif is_list and plain in _LISTS:
            table.values.append(Column(column, _LISTS[plain], here))
        elif not is_list:
            _add_columns(table, plain, here, column + "_")
        elif plain is Span:
            table.spans.append((prefix + name, here))
        elif not path:
            parent = (Column(f"{model.__name__.lower()}_id", "text"),) if table.keys else ()
            table.inner[name] = _table(plain, name, (*_FACT_KEYS, *parent))


def plain_type(annotation: Any) -> tuple[Any, bool]:
    """Give (type, whether it is a list of that) of an annotation; None, Literal and Annotated are looked through."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return plain_type(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        (only,) = (part for part in get_args(annotation) if part is not type(None))
        return plain_type(only)
    if origin is Literal:
        return type(get_args(annotation)[0]), False
    if origin is list:
        return plain_type(get_args(annotation)[0])[0], True
    return annotation, False
