"""Which body a short name means: "the Metropolitan Municipality" the one the text is about, "IARC" the Association."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from diplo_extract import lexicon
from diplo_extract.records import Organization
from diplo_extract.resolve.entities import key_of

_TIMES = 2
"""How many times as often as any other body of its kind the one that is meant must be named."""


@cache
def _kinds() -> frozenset[str]:
    return frozenset(lexicon.load("en", "organizations")["words"]["short_for_one"])


class Bodies:
    """The organizations of one document, by their names and other forms."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        self._named = [(key_of(body.name), body) for body in organizations]
        self._other = {key_of(alias): body.name for _, body in self._named for alias in body.aliases}

    def whole(self, name: str) -> str:
        """Give the full name of the body that a bare kind or another form stands for; any other name as it is."""
        key = key_of(name)
        return (self._of_kind(key) if key in _kinds() else self._other.get(key)) or name

    def _of_kind(self, kind: str) -> str | None:
        """Give the body of a kind that is named far more often than any other; None when there is no such body."""
        found = [
            (len(body.mentions), body.name)
            for key, body in self._named
            if key.endswith(f" {kind}") or key.startswith((f"{kind} of ", f"{kind} for "))
        ]
        found.sort(key=lambda item: -item[0])
        clear = len(found) == 1 or (len(found) > 1 and found[0][0] >= _TIMES * found[1][0])
        return found[0][1] if clear else None
