"""The card of a trained pipeline: what it was made from and how well it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from string import Template

from diplo_extract.train.measure import Measured, table


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the card says of how a pipeline was made."""

    name: str
    network: str
    training: str
    sources: str
    """Further rows of the table of sources."""


def card(
    recipe: Recipe,
    measured: dict[str, Measured],
    reliability: Sequence[tuple[str, int, float, float]],
    errors: tuple[float, float],
) -> str:
    """Give the card as Markdown."""
    template = (files(__package__) / "data" / "card.md").read_text(encoding="utf-8")
    bins = [f"| {name} | {count} | {mean:.3f} | {right:.3f} |" for name, count, mean, right in reliability]
    return Template(template).substitute(
        name=recipe.name,
        network=recipe.network,
        made=f"{date.today():%B %Y}, {recipe.training}",
        sources=recipe.sources,
        scores="\n".join(table(measured)),
        reliability="\n".join(bins),
        before=f"{errors[0]:.3f}",
        after=f"{errors[1]:.3f}",
    )
