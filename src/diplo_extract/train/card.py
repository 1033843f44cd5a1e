"""The card of a trained pipeline: what it was made from and how well it does."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from string import Template

from diplo_extract.train.loop import Plan
from diplo_extract.train.measure import Measured, table

MADE = "November 2026"


def card(
    plan: Plan,
    measured: dict[str, Measured],
    reliability: Sequence[tuple[str, int, float, float]],
    errors: tuple[float, float],
    *,
    distilled: bool,
) -> str:
    """Give the card as Markdown."""
    template = (files(__package__) / "data" / "card.md").read_text(encoding="utf-8")
    bins = [f"| {name} | {count} | {mean:.3f} | {right:.3f} |" for name, count, mean, right in reliability]
    return Template(template).substitute(
        made=MADE,
        seed=plan.seed,
        words=f"{plan.words:,}",
        scores="\n".join(table(measured)),
        reliability="\n".join(bins),
        before=f"{errors[0]:.3f}",
        after=f"{errors[1]:.3f}",
        silver=_SILVER if distilled else "none",
    )


_SILVER = (
    "beginnings of releases of the White House 2021–2025 and US Senators 2004–2008 (US Government works) and of the "
    "Prime Minister of Australia 1996–2018 (CC BY 3.0 AU, © Commonwealth of Australia), labelled by a MiniLM-L6 "
    "teacher that was fine-tuned on the same annotated data; what the teacher doubted gave no loss"
)
