"""An evaluation for a person to read."""

from __future__ import annotations

from collections.abc import Iterator

from diplo_extract.evaluate.compare import Change, Comparison, DocumentChange
from diplo_extract.evaluate.evaluation import Evaluation, Measure
from diplo_extract.evaluate.outcome import Difference

_SIGNS = {"missed": "-", "spurious": "+", "wrong": "≠"}
_LONGEST = 150


def lines_of(evaluation: Evaluation, *, errors: int = 0) -> Iterator[str]:
    """Give the figures, and of each field the first `errors` errors."""
    documents, timing = len(evaluation.documents), evaluation.timing
    yield f"{documents} documents read from the {evaluation.input}, model {evaluation.model}"
    yield ""
    yield f"{'':22s} {'strict':^26s}   {'relaxed':^26s}"
    yield f"{'field':22s} {measure_head()}   {measure_head()}   {'right':>6s} {'found':>6s} {'gold':>6s} {'docs':>4s}"
    for name, figure in evaluation.figures.items():
        if figure.relaxed.gold or figure.relaxed.predicted:
            counts = f"{figure.relaxed.right:6d} {figure.relaxed.predicted:6d} {figure.relaxed.gold:6d}"
            both = f"{measure_cells(figure.strict)}   {measure_cells(figure.relaxed)}"
            yield f"{name:22s} {both}   {counts} {figure.documents:4d}"
    yield ""
    yield "P, R, F in percent over all documents; 95 %: bootstrap interval of F by document; counts: the relaxed ones"
    yield from _calibration(evaluation)
    load = f", after {timing.load_seconds:.1f} s of loading" if timing.load_seconds is not None else ""
    speed = f"{timing.seconds:.1f} s, {timing.pages_per_second:.1f} documents a second{load}"
    yield f"{speed}; slowest {timing.slowest} ({timing.slowest_seconds:.2f} s)"
    for document in evaluation.documents:
        if document.error:
            yield f"no record of {document.doc_id}: {document.error}"
    if errors:
        yield from _errors(evaluation, errors)


def measure_head() -> str:
    """Give the heads of the cells of a measure."""
    return f"{'P':>5s} {'R':>5s} {'F':>5s} {'95 %':>9s}"


def measure_cells(measure: Measure) -> str:
    """Give precision, recall, F and its interval in percent."""
    interval = f"{100 * measure.interval[0]:.0f}–{100 * measure.interval[1]:.0f}" if measure.interval else ""
    return f"{_percent(measure.precision)} {_percent(measure.recall)} {_percent(measure.f)} {interval:>9s}"


def _percent(share: float | None) -> str:
    return f"{'–':>5s}" if share is None else f"{100 * share:5.1f}"


def _calibration(evaluation: Evaluation) -> Iterator[str]:
    for name, calibration in evaluation.calibration.items():
        bins = " ".join(f"{part.confidence:.2f}:{part.right:.2f}({part.facts})" for part in calibration.bins)
        interval = f", 95 % {calibration.interval[0]:.3f}–{calibration.interval[1]:.3f}" if calibration.interval else ""
        error = f"off by {calibration.error:.3f} (ECE{interval}; {calibration.chance:.3f} by chance alone)"
        yield f"confidence of {name}: {error} over {calibration.facts} facts; {bins}"


def _errors(evaluation: Evaluation, most: int) -> Iterator[str]:
    for name in evaluation.figures:
        found = [
            (document.doc_id, difference)
            for document in evaluation.documents
            if name in document.fields
            for difference in document.fields[name].differences
        ]
        if found:
            yield ""
            yield f"{name}: {len(found)} errors (- missed, + spurious, ≠ wrong)"
            yield from (f"  {doc_id} {_difference(difference)}" for doc_id, difference in found[:most])


def _difference(difference: Difference) -> str:
    values = [_short(value) for value in (difference.gold, difference.predicted) if value is not None]
    made_by = f"  [{difference.made_by}]" if difference.made_by else ""
    return f"{_SIGNS[difference.fault]} {' → '.join(values)}{made_by}"


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def comparison_lines(comparison: Comparison, *, errors: int = 20) -> Iterator[str]:
    """Give what moved between two runs, and the first `errors` facts in each direction."""
    yield f"{comparison.before} → {comparison.after}, relaxed F on the documents of both"
    yield f"{'field':22s} {'before':>6s} {'after':>6s} {'change':>7s} {'95 %':>13s} {'p':>6s}"
    for name, change in comparison.relaxed.items():
        if change.difference is not None:
            yield f"{name:22s} {_change(change)}"
    for word, doc_ids in (("before", comparison.only_before), ("after", comparison.only_after)):
        if doc_ids:
            yield f"only {word}: {', '.join(doc_ids)}"
    mended = sum(len(change.mended) for change in comparison.changes)
    broken = sum(len(change.broken) for change in comparison.changes)
    documents = len({change.doc_id for change in comparison.changes})
    yield f"{mended} errors mended, {broken} new, in {documents} documents"
    for title, part in (("mended", "mended"), ("new", "broken")):
        yield from (f"  {title}: {line}" for line in _changed(comparison.changes, part)[:errors])


def _change(change: Change) -> str:
    difference = 100 * (change.difference or 0.0)
    interval = f"{100 * change.interval[0]:+.1f}…{100 * change.interval[1]:+.1f}" if change.interval else ""
    chance = "" if change.p is None else f"{change.p:.3f}"
    return f"{_percent(change.before):>6s} {_percent(change.after):>6s} {difference:+7.1f} {interval:>13s} {chance:>6s}"


def _changed(changes: list[DocumentChange], part: str) -> list[str]:
    return [
        f"{change.doc_id} {change.field} {_difference(difference)}"
        for change in changes
        for difference in getattr(change, part)
    ]
