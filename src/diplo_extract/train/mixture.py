"""What a network reads next: our annotation, open corpora, sentences of our own, and text that was labelled for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diplo_extract.train import corpora, gold, silver
from diplo_extract.train.passages import Passage
from diplo_extract.train.phrases import Writer
from diplo_extract.train.swap import Rates, changed, random_writer

CORPORA = ("gum", "redocred", "wikigold", "re3d", "crossner_politics")
IN_PART = frozenset({"gum", "redocred"})
"""Their labels are noisy but nearly complete: a capitalised word outside of their names counts as no name."""
RATES = {
    "annotated": Rates(people=0.35, organizations=0.08, places=0.15),
    "corpora": Rates(),
    "own": Rates(people=0, organizations=0, places=0, capitals=0.08, plain_letters=0.1),
    "silver": Rates(people=0.3, organizations=0.05, places=0.15),
}


@dataclass(slots=True)
class Mixture:
    """Draws passages so that each source keeps its share of the words; the same seed draws the same ones."""

    passages: dict[str, list[Passage]]
    shares: Mapping[str, float]
    writer: Writer
    _left: dict[str, list[int]] = field(default_factory=dict)
    _drawn: dict[str, int] = field(default_factory=dict)

    def __call__(self) -> Passage:
        """Give the next passage, changed at random."""
        source = min(self.shares, key=lambda name: self._drawn.get(name, 0) / self.shares[name])
        passage = self.writer.passage() if source == "own" else self._next(source)
        self._drawn[source] = self._drawn.get(source, 0) + len(passage.words)
        return changed(passage, self.writer, RATES[source])

    def _next(self, source: str) -> Passage:
        left = self._left.setdefault(source, [])
        if not left:
            left.extend(range(len(self.passages[source])))
            self.writer.rng.shuffle(left)
        return self.passages[source][left.pop()]

    def position(self) -> dict[str, Any]:
        """Give all that is needed to go on from here."""
        left = {name: list(some) for name, some in self._left.items()}
        return {"left": left, "drawn": dict(self._drawn), "random": self.writer.rng.getstate()}

    def go_to(self, position: dict[str, Any]) -> None:
        """Go on from where `position` was taken."""
        self._left, self._drawn = position["left"], position["drawn"]
        self.writer.rng.setstate(position["random"])


def open_corpora(shared: Path) -> list[Passage]:
    """Give the open corpora in our conventions."""
    found = [passage for corpus in CORPORA for passage in corpora.read(shared / "corpora" / "ner", corpus)]
    for passage in found:
        if passage.source in IN_PART:
            passage.loose = {i: ("EVENT",) for i, labels in passage.loose.items() if "EVENT" in labels}
    return found


def own_annotation(shared: Path, samples: Path) -> list[Passage]:
    """Give what we annotated ourselves, without the held-back part."""
    releases = gold.releases(shared, samples, "train")
    return gold.passages([*releases, *gold.sample_releases(samples), *gold.written()])


def mixture(shared: Path, samples: Path, silver_file: Path | None, shares: Mapping[str, float], seed: int) -> Mixture:
    """Give the mixture of the sources in `shares`; "own" are the sentences that the writer makes up."""
    passages = {"corpora": open_corpora(shared), "annotated": own_annotation(shared, samples)}
    if silver_file is not None:
        passages["silver"] = silver.read(silver_file)
    return Mixture(passages, shares, random_writer(seed))
