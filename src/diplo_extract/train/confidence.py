"""One command: judge the facts of annotated releases, make the table of confidences, check it, save it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from diplo_extract.nlp import model_path
from diplo_extract.pipeline import load
from diplo_extract.resolve.confidence import Check, ConfidenceTable, write_table
from diplo_extract.train import facts
from diplo_extract.train.judged import FROZEN, Reading, frozen, judge, readings

HELD_BACK = "five folds"
_WIDTH = 33
Progress = Callable[[Sequence[Reading]], Iterable[Reading]]


def calibrate(model: str | Path, samples: Path, shared: Path, *, progress: Progress = iter) -> ConfidenceTable:
    """Make the table of the pipeline `model` anew and save it in its folder.

    The frozen samples only measure. Raises UsageError when an annotation is missing or cannot be read.
    """
    pipeline = load(model)
    judged, documents = judge(pipeline, progress(readings(samples, shared)))
    unseen, _ = judge(pipeline, progress(frozen(samples)))
    table = facts.fit(judged, documents)
    table.checked = {HELD_BACK: facts.held_back(judged), FROZEN: facts.on_others(table, unseen)}
    write_table(table, model_path(model))
    return table


def lines_of(table: ConfidenceTable) -> Iterator[str]:
    """Give the table for a person to read."""
    yield f"{'':14s} {'counted':^13s}  {'held back, by folds':^{_WIDTH}s}  {FROZEN:^{_WIDTH}s}"
    yield f"{'kind of fact':14s} {'facts':>6s} {'right':>6s}  {_head()}  {_head()}"
    for name in (*table.kinds, facts.ALL):
        kind = table.kinds.get(name)
        counted = f"{kind.facts:6d} {kind.right:6d}" if kind else " " * 13
        checks = (table.checked[where].get(name) for where in (HELD_BACK, FROZEN))
        yield f"{name:14s} {counted}  " + "  ".join(map(_check, checks))
    yield "ECE: how far confidence and truth are apart; 95 %: its bootstrap interval by document; chance: what it would"
    yield "be with so few facts if every confidence were perfect"


def _head() -> str:
    return f"{'facts':>7s} {'ECE':>7s} {'95 %':>9s} {'chance':>7s}"


def _check(check: Check | None) -> str:
    if check is None:
        return " " * _WIDTH
    interval = "–".join(f"{end:.3f}".removeprefix("0") for end in check.interval or ())
    return f"{check.facts:7d} {check.error:7.3f} {interval:>9s} {check.chance:7.3f}"
