"""Every regular expression of the package, and texts that make a bad one slow."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import diplo_extract


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Give (where it stands, pattern) for all that lie in modules, also within their tuples, lists and dicts."""
    seen: set[re.Pattern[Any]] = set()
    for module in pkgutil.walk_packages(diplo_extract.__path__, "diplo_extract."):
        if module.name.endswith("__main__") or module.name.startswith("diplo_extract.train"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _within(value, 3):
                if pattern not in seen:
                    seen.add(pattern)
                    yield f"{module.name}.{name}", pattern


def _within(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _within(item, depth - 1)
    elif depth and isinstance(value, dict):
        for item in value.values():
            yield from _within(item, depth - 1)


def prefixes(pattern: re.Pattern[Any], most: int = 12) -> list[str]:
    """Give beginnings of texts that the pattern matches, the whole among them."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    sample = _sample(parser.parse(text, pattern.flags & ~re.U), {})
    cuts = {round(len(sample) * part / most) for part in range(1, most + 1)}
    return [sample[:cut] for cut in sorted(cuts) if cut]


def _sample(parsed: Any, groups: dict[int, str]) -> str:
    return "".join(_one(code, value, groups) for code, value in parsed)


def _one(code: Any, value: Any, groups: dict[int, str]) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code in (codes.NOT_LITERAL, codes.ANY):
        return "a"
    if code is codes.IN:
        return _of_set(value)
    if code is codes.BRANCH:
        return max((_sample(branch, groups) for branch in value[1]), key=len)
    if code is codes.SUBPATTERN:
        text = _sample(value[3], groups)
        groups[value[0]] = text
        return text
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, inner = value
        return _sample(inner, groups) * max(least, min(int(most), 3))
    if code is codes.GROUPREF:
        return groups.get(value, "")
    if code is codes.ATOMIC_GROUP:
        return _sample(value, groups)
    return ""


def _of_set(members: Any) -> str:
    classes = {codes.CATEGORY_DIGIT: "7", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "a"}
    for code, value in members:
        if code is codes.NEGATE:
            return "a"
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.RANGE:
            return chr(value[0])
        if code is codes.CATEGORY:
            return classes.get(value, "-")
    return "a"
