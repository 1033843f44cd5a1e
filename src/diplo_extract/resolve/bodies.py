"""Which body "the Metropolitan Municipality" means: the one of that kind that the document is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from diplo_extract import lexicon
from diplo_extract.resolve.entities import key_of
from diplo_extract.resolve.evidence import Name

_TIMES = 2
"""How many times as often as any other body of its kind the one that is meant must be named."""


@cache
def _kinds() -> frozenset[str]:
    return frozenset(lexicon.load("en", "organizations")["words"]["short_for_one"])


class Bodies:
    """The organizations that one document names in full."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._times: Counter[str] = Counter()
        self._name: dict[str, str] = {}
        for name in names:
            key = key_of(name.text)
            self._times[key] += 1
            self._name.setdefault(key, name.text)

    def whole(self, name: str) -> str:
        """Give the full name of the body that a bare kind ("Ministry") stands for; any other name as it is."""
        kind = key_of(name)
        if kind not in _kinds():
            return name
        found = [
            (times, key)
            for key, times in self._times.items()
            if key.endswith(f" {kind}") or key.startswith((f"{kind} of ", f"{kind} for "))
        ]
        (most, key), second = max(found, default=(0, "")), sorted(times for times, _ in found)[-2:-1]
        return self._name[key] if most and most >= _TIMES * sum(second) else name
