"""Precision, recall and F of names, as annotated (strict) and without article and possessive (norm)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Found = tuple[int, int, str]
"""Start, end (characters) and label."""


@dataclass(slots=True)
class Tally:
    """Counts of what was right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, found: set[Found], wanted: set[Found]) -> None:
        """Count one text."""
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)


@dataclass(slots=True)
class Scores:
    """Tallies by label and over all, for one corpus."""

    labels: dict[str, Tally] = field(default_factory=dict)
    micro: Tally = field(default_factory=Tally)

    def add(self, text: str, found: Iterable[Found], wanted: Iterable[Found], *, norm: bool) -> None:
        """Count one text."""
        ours, theirs = _prepared(text, found, norm), _prepared(text, wanted, norm)
        for label in {each[2] for each in ours | theirs}:
            tally = self.labels.setdefault(label, Tally())
            tally.add({each for each in ours if each[2] == label}, {each for each in theirs if each[2] == label})
        self.micro.add(ours, theirs)


def _prepared(text: str, names: Iterable[Found], norm: bool) -> set[Found]:
    return {trimmed(text, *name) if norm else name for name in names}


def trimmed(text: str, start: int, end: int, label: str) -> Found:
    """Leave out a leading article and a trailing possessive."""
    surface = text[start:end]
    for article in ("the ", "a ", "an "):
        if surface.lower().startswith(article):
            start += len(article)
            break
    for possessive in ("'s", "’s", "'", "’"):
        if surface.endswith(possessive):
            end -= len(possessive)
            break
    return start, end, label
