"""What is wrong with a gold file: each fault with its place and what to do about it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from diplo_extract.evaluate import json_lines
from diplo_extract.evaluate.consistency import inconsistencies
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


def read_gold(file: Path) -> tuple[Gold | None, list[Fault]]:
    """Read one gold file; Gold is None when it cannot be scored, and the faults say why.

    A gold that can be scored may have faults too: an alias that stands nowhere in the body.
    """
    try:
        found = json_lines.parse(file.read_bytes().decode("utf-8-sig"))
    except json_lines.JsonFault as error:
        return None, [Fault(str(file), error.line, "", str(error), "finish or mend the file: it is no whole JSON")]
    except UnicodeDecodeError as error:
        return None, [Fault(str(file), None, "", f"no UTF-8: {error.reason} at byte {error.start}", "save it as UTF-8")]
    except OSError as error:
        return None, [Fault(str(file), None, "", str(error.strerror), "check that the file may be read")]
    report = _Report(str(file), found)
    gold = report.gold()
    return gold, report.faults


class _Report:
    """The faults of one file."""

    def __init__(self, file: str, found: json_lines.LocatedJson) -> None:
        self.file = file
        self.found = found
        self.faults: list[Fault] = []

    def add(self, path: json_lines.Path, message: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, self.found.line(path), shown(path), message, remedy))

    def gold(self) -> Gold | None:
        value = self.found.value
        for path in self.found.repeated:
            self.add(path, "the key stands twice", "keep one: readers lose the first")
        if is_release(value):
            value = from_release(value)
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
