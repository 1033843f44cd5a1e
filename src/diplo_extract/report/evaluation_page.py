"""An evaluation as one page: scores, calibration, what changed, and every error in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from diplo_extract.evaluate.compare import Change, Comparison
from diplo_extract.evaluate.evaluation import Evaluation, Figure
from diplo_extract.evaluate.outcome import Difference
from diplo_extract.report.frame import EVALUATION, write_page

NEW, MENDED = "new", "mended"
_COLUMNS = ("field", "document", "fault", "gold", "predicted", "context", "place", "by", "change")


def write_evaluation_page(
    out: Path, evaluation: Evaluation, *, comparison: Comparison | None = None, history: Sequence[Evaluation] = ()
) -> None:
    """Write the page of `evaluation` to `out`.

    comparison: with an earlier run; its mended and new errors are marked, and can be looked at alone.
    history: earlier evaluations in their order, for the plot of scores by version.
    """
    data = {
        "model": evaluation.model,
        "package": evaluation.package,
        "input": evaluation.input,
        "timing": evaluation.timing.model_dump(),
        "fields": [_field(name, figure) for name, figure in evaluation.figures.items() if _says_something(figure)],
        "calibration": {name: part.model_dump() for name, part in evaluation.calibration.items()},
        "documents": [{"id": document.doc_id, "error": document.error or ""} for document in evaluation.documents],
        "errors": {"columns": _COLUMNS, "rows": list(_errors(evaluation, comparison))},
        "comparison": _comparison(comparison) if comparison else None,
        "versions": [_version(one) for one in [*history, evaluation]] if history else [],
    }
    write_page(out, EVALUATION, title=f"Evaluation of {evaluation.model}", data=data)


def _says_something(figure: Figure) -> bool:
    return bool(figure.relaxed.gold or figure.relaxed.predicted)


def _field(name: str, figure: Figure) -> dict[str, Any]:
    return {"name": name} | figure.model_dump()


def _errors(evaluation: Evaluation, comparison: Comparison | None) -> Iterator[list[Any]]:
    """Give the errors of this run, those that the earlier run had not marked as new, then those that are mended."""
    broken = _changed(comparison, "broken")
    for document in evaluation.documents:
        for field, outcome in document.fields.items():
            left = [difference.key() for difference in broken.get((document.doc_id, field), [])]
            for difference in outcome.differences:
                fresh = difference.key() in left
                if fresh:
                    left.remove(difference.key())
                yield _row(field, document.doc_id, difference, NEW if fresh else "")
    for (doc_id, field), mended in _changed(comparison, "mended").items():
        yield from (_row(field, doc_id, difference, MENDED) for difference in mended)


def _changed(comparison: Comparison | None, part: str) -> dict[tuple[str, str], list[Difference]]:
    changes = comparison.changes if comparison else []
    return {(change.doc_id, change.field): getattr(change, part) for change in changes}


def _row(field: str, doc_id: str, difference: Difference, change: str) -> list[Any]:
    return [
        field,
        doc_id,
        difference.fault,
        difference.gold,
        difference.predicted,
        difference.context,
        difference.place,
        difference.made_by or "",
        change,
    ]


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "before": comparison.before,
        "after": comparison.after,
        "changes": _changes(comparison.relaxed.items()),
        "only_before": comparison.only_before,
        "only_after": comparison.only_after,
    }


def _changes(changes: Iterable[tuple[str, Change]]) -> list[dict[str, Any]]:
    return [{"name": name} | change.model_dump() for name, change in changes if change.difference is not None]


def _version(evaluation: Evaluation) -> dict[str, Any]:
    figures = {
        name: {"f": figure.relaxed.f, "interval": figure.relaxed.interval}
        for name, figure in evaluation.figures.items()
        if figure.relaxed.f is not None
    }
    return {"model": evaluation.model, "package": evaluation.package, "figures": figures}
