"""What is wrong with a gold file: each fault with its place and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from diplo_extract.evaluate import doccano, json_lines, label_studio
from diplo_extract.evaluate.consistency import inconsistencies
from diplo_extract.evaluate.exchange import ExchangeError
from diplo_extract.evaluate.offsets import bad_offsets
from diplo_extract.evaluate.release_gold import from_release, is_release
from diplo_extract.evaluate.samples import GOLD_SCHEMA, Gold

_VALUES = "dates are 2024-06-03, 2024-06, 2024, 2024-22 or first/last; durations P2D, P3W, P1Y"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a samples folder."""

    file: str
    line: int | None
    place: str
    """Path of the value in the file: dates[3].value"""
    message: str
    remedy: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        place = f"{self.place}: " if self.place else ""
        return f"{where}: {place}{self.message} -> {self.remedy}"


class Reading(NamedTuple):
    """One gold of a file, None when it cannot be scored; then the faults say why.

    A gold that can be scored may have faults too: an alias that stands nowhere in the body.
    """

    gold: Gold | None
    faults: list[Fault]
    exported: bool = False
    """Whether an annotation tool wrote it: its pages lie elsewhere."""
    lines: Mapping[str, int] = {}
    """Where its id and its page are named."""


def read_gold(file: Path) -> list[Reading]:
    """Read one file: a gold file has one gold, an export of an annotation tool has many."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        parts, exported = _parts(text, by_line=file.suffix == ".jsonl")
    except json_lines.JsonFault as error:
        return _unreadable(file, error.line, str(error), "finish or mend the file: it is no whole JSON")
    except UnicodeDecodeError as error:
        return _unreadable(file, None, f"no UTF-8: {error.reason} at byte {error.start}", "save it as UTF-8")
    except OSError as error:
        return _unreadable(file, None, str(error.strerror), "check that the file may be read")
    reports = [_Report(str(file), found, root) for found, root in parts]
    return [Reading(report.gold(), report.faults, exported, report.lines()) for report in reports]


def _unreadable(file: Path, line: int | None, message: str, remedy: str) -> list[Reading]:
    return [Reading(None, [Fault(str(file), line, "", message, remedy)])]


def _parts(text: str, *, by_line: bool) -> tuple[list[tuple[json_lines.LocatedJson, json_lines.Path]], bool]:
    """Give the JSON of each gold with the path to it, and whether a tool exported them."""
    if by_line:
        rows = [(number, row) for number, row in enumerate(text.split("\n"), 1) if row.strip()]
        return [(json_lines.parse(row, first_line=number), ()) for number, row in rows], True
    whole = json_lines.parse(text)
    if isinstance(whole.value, list) and all(map(label_studio.is_task, whole.value)):
        return [(whole, (i,)) for i in range(len(whole.value))], True
    return [(whole, ())], False


class _Report:
    """The faults of one gold, which is the file or the part of it under `root`."""

    def __init__(self, file: str, found: json_lines.LocatedJson, root: json_lines.Path) -> None:
        self.file = file
        self.found = found
        self.root = root
        self.faults: list[Fault] = []

    def add(self, path: json_lines.Path, message: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, self.found.line((*self.root, *path)), shown(path), message, remedy))

    def lines(self) -> dict[str, int]:
        return {key: self.found.line((*self.root, key)) for key in ("doc_id", "page")}

    def gold(self) -> Gold | None:
        for path in self.found.repeated:
            self.add(path, "the key stands twice", "keep one: readers lose the first")
        try:
            value = _in_our_words(self.found.value[self.root[0]] if self.root else self.found.value)
        except ExchangeError as error:
            self.add((), error.message, error.remedy)
            return None
        except (KeyError, TypeError, IndexError, ValueError) as error:
            problem = f"{type(error).__name__}: {error}"
            self.add((), f"no export that this package knows ({problem})", "export as JSON with all fields")
            return None
        if not self._has_our_schema(value):
            return None
        try:
            gold = Gold.model_validate(value, strict=True)
        except ValidationError as error:
            self._explain(error, value)
            return None
        for path, message, remedy in inconsistencies(gold):
            self.add(path, message, remedy)
        return gold

    def _has_our_schema(self, value: Any) -> bool:
        if not isinstance(value, dict):
            self.add(
                (), "the file holds no JSON object", "a gold file is one object; `samples schema` prints its schema"
            )
            return False
        version = value.get("schema_version")
        if version == GOLD_SCHEMA:
            return True
        if version is None:
            remedy = f'check its keys against the schema and add "schema_version": "{GOLD_SCHEMA}"'
            self.add((), "no schema_version: made before gold files had one, or no gold file", remedy)
        else:
            remedy = f'bring it to schema {GOLD_SCHEMA}, then write "schema_version": "{GOLD_SCHEMA}"'
            self.add(("schema_version",), f"made for schema {version!r}; this package reads {GOLD_SCHEMA}", remedy)
        return False

    def _explain(self, error: ValidationError, value: dict[str, Any]) -> None:
        for problem in error.errors(include_url=False):
            if problem["loc"]:
                path = tuple(problem["loc"])
                self.add(path, problem["msg"].removeprefix("Value error, "), _remedy(problem, value))
        for path, message, remedy in bad_offsets(value):
            self.add(path, message, remedy)
        if not self.faults:
            problem = error.errors(include_url=False)[0]
            self.add((), problem["msg"].removeprefix("Value error, "), "mend the offsets: code points into body")


def _in_our_words(value: Any) -> Any:
    """Give a gold file of older guidelines, or an annotation tool's document, as our JSON."""
    if is_release(value):
        return from_release(value)
    if label_studio.is_task(value):
        return label_studio.from_task(value)
    return doccano.from_document(value) if doccano.is_document(value) else value


def _remedy(problem: Any, value: dict[str, Any]) -> str:
    """Say what to do about a value that pydantic refused."""
    kind, loc = problem["type"], problem["loc"]
    if kind == "extra_forbidden":
        known = _known_keys(loc)
        close = difflib.get_close_matches(str(loc[-1]), known, n=1)
        return f"write {close[0]!r}" if close else f"leave it out; the keys here are {', '.join(known)}"
    if kind == "missing":
        return f"add the key {loc[-1]!r}"
    if kind == "list_type" and problem["input"] is None:
        return "write [] for looked and found none; leave the key out for not annotated"
    if kind == "value_error" and ("EDTF" in problem["msg"] or "ISO" in problem["msg"]):
        return _VALUES
    return "correct the value"


def _known_keys(path: tuple[int | str, ...]) -> list[str]:
    """Give the keys that the schema has in the object around the last step of `path`."""
    schema = Gold.model_json_schema()
    here: Any = schema
    for step in path[:-1]:
        here = _resolved(here, schema)
        here = here.get("items", {}) if isinstance(step, int) else here.get("properties", {}).get(step, {})
    return list(_resolved(here, schema).get("properties", {}))


def _resolved(here: Any, schema: dict[str, Any]) -> dict[str, Any]:
    for option in here.get("anyOf", [here]):
        if "$ref" in option:
            resolved = schema["$defs"][option["$ref"].rpartition("/")[2]]
            return dict(resolved)
    return dict(here)


def shown(path: json_lines.Path) -> str:
    """Give a path as people write it: dates[3].value"""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
