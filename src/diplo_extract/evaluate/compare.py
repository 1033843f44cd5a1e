"""Two evaluations of the same samples: which figures moved, by which facts of which documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from diplo_extract.errors import UsageError
from diplo_extract.evaluate.evaluation import EVALUATION_SCHEMA, DocumentResult, Evaluation, measure
from diplo_extract.evaluate.intervals import counts_of, paired_difference
from diplo_extract.evaluate.outcome import Difference, Outcome
from diplo_extract.records import Model, first_problem

Level = Literal["strict", "relaxed"]


class Change(Model):
    """F of one field before and after, on the documents that both runs scored."""

    documents: int
    before: float | None
    after: float | None
    difference: float | None
    interval: tuple[float, float] | None = Field(description="95 % paired bootstrap interval of the difference")
    p: float | None = Field(description="two-sided, of no difference, by the same bootstrap")


class DocumentChange(Model):
    """Errors of one field of one document that one run has and the other has not."""

    doc_id: str
    field: str
    mended: list[Difference]
    broken: list[Difference]


class Comparison(Model):
    """What changed from `before` to `after`."""

    before: str
    after: str
    strict: dict[str, Change]
    relaxed: dict[str, Change]
    changes: list[DocumentChange]
    only_before: list[str] = Field(description="documents that only the earlier run scored")
    only_after: list[str]


def read_evaluation(file: Path) -> Evaluation:
    """Read what `evaluate --json` wrote; raises UsageError with what to do."""
    remedy = "write it anew with `evaluate --json`"
    try:
        evaluation = Evaluation.model_validate_json(file.read_bytes())
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read ({error.strerror or error}): name what `evaluate --json` wrote"
        ) from error
    except ValidationError as error:
        raise UsageError(f"{file} is no evaluation of this version ({first_problem(error)}): {remedy}") from error
    if evaluation.schema_version != EVALUATION_SCHEMA:
        message = f"{file} has schema {evaluation.schema_version}, this package {EVALUATION_SCHEMA}: {remedy}"
        raise UsageError(message)
    return evaluation


def compare_evaluations(before: Evaluation, after: Evaluation) -> Comparison:
    """Compare on the documents and fields that both have; raises UsageError when nothing can be compared."""
    if before.input != after.input:
        raise UsageError(f"one run read the {before.input}, the other the {after.input}: evaluate both on the same")
    earlier = {document.doc_id: document for document in before.documents}
    later = {document.doc_id: document for document in after.documents}
    shared = [(earlier[doc_id], later[doc_id]) for doc_id in later if doc_id in earlier]
    if not shared:
        raise UsageError("the two runs have no document in common: evaluate the same samples")
    return Comparison(
        before=before.model,
        after=after.model,
        strict=_changes(shared, "strict"),
        relaxed=_changes(shared, "relaxed"),
        changes=[change for pair in shared for change in _document_changes(*pair)],
        only_before=[doc_id for doc_id in earlier if doc_id not in later],
        only_after=[doc_id for doc_id in later if doc_id not in earlier],
    )


def _changes(shared: Sequence[tuple[DocumentResult, DocumentResult]], level: Level) -> dict[str, Change]:
    names = dict.fromkeys(name for _, after in shared for name in after.fields)
    changes = {}
    for name in names:
        both = [
            (old.fields[name], new.fields[name]) for old, new in shared if name in old.fields and name in new.fields
        ]
        if both:
            changes[name] = _change(both, level)
    return changes


def _change(both: Sequence[tuple[Outcome, Outcome]], level: Level) -> Change:
    before, after = [getattr(old, level) for old, _ in both], [getattr(new, level) for _, new in both]
    first, last = measure(before).f, measure(after).f
    paired = paired_difference(counts_of(before), counts_of(after))
    return Change(
        documents=len(both),
        before=first,
        after=last,
        difference=None if first is None or last is None else last - first,
        interval=paired[:2] if paired else None,
        p=paired[2] if paired else None,
    )


def _document_changes(before: DocumentResult, after: DocumentResult) -> list[DocumentChange]:
    changes = []
    for name, outcome in after.fields.items():
        if name not in before.fields:
            continue
        old, new = before.fields[name].differences, outcome.differences
        mended, broken = _not_in(old, new), _not_in(new, old)
        if mended or broken:
            changes.append(DocumentChange(doc_id=after.doc_id, field=name, mended=mended, broken=broken))
    return changes


def _not_in(differences: Sequence[Difference], others: Sequence[Difference]) -> list[Difference]:
    left = Counter(other.key() for other in others)
    kept = []
    for difference in differences:
        if left[difference.key()]:
            left[difference.key()] -= 1
        else:
            kept.append(difference)
    return kept
