"""How sure a fact is: what was counted of facts like it in annotated releases.

The counts lie beside the pipeline, in `confidence.json`, made by `diplo-extract train calibrate`. A fact of a kind or
rule that nobody counted keeps null.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError

from diplo_extract.errors import ModelError
from diplo_extract.records import Confidence, Model, Record, first_problem
from diplo_extract.resolve.signs import Sign, Signs, Trust

FILE = "confidence.json"
CONFIDENCE_SCHEMA = "1.0"


class Rate(Model):
    """How many facts were judged, how many of them were right, and the confidence that follows."""

    facts: int = Field(ge=0)
    right: int = Field(ge=0)
    confidence: Confidence


class TrustRate(Rate):
    """Facts on whose names the tagger put at least this much trust, and less than the next step."""

    trust: float = Field(ge=0, le=1)


class RuleRate(Rate):
    """Facts of one kind made by one rule."""

    by_trust: list[TrustRate] = Field(default_factory=list, description="rising; empty where no name is involved")

    def of(self, trust: float | None) -> float:
        """Give the confidence of a fact on whose name the tagger put `trust`."""
        if trust is None or not self.by_trust:
            return self.confidence
        return max((step for step in self.by_trust if step.trust <= trust), key=lambda step: step.trust).confidence


class KindRate(Rate):
    """Facts of one kind."""

    by_rule: dict[str, RuleRate]


class Check(Model):
    """How far the confidence of one kind was off on facts that it was not made from."""

    facts: int
    error: float = Field(description="expected calibration error over ten ranges of confidence")
    interval: tuple[float, float] | None = Field(
        default=None, description="95 % bootstrap interval of the error by document"
    )
    chance: float = Field(description="what it would be by chance alone, with so few facts")


class ConfidenceTable(Model):
    """All counts of one pipeline."""

    schema_version: str = CONFIDENCE_SCHEMA
    documents: dict[str, int] = Field(description="where the facts were judged -> how many documents of it")
    checked: dict[str, dict[str, Check]] = Field(
        default_factory=dict, description="on which documents -> kind of fact -> how far off"
    )
    kinds: dict[str, KindRate]

    def of(self, sign: Sign | None) -> float | None:
        """Give the confidence of a fact; None when nobody counted its like."""
        kind = self.kinds.get(sign.kind) if sign else None
        rule = kind.by_rule.get(sign.rule) if kind and sign else None
        return rule.of(sign.trust) if rule and sign else None

    def mark(self, record: Record, trust: Trust) -> None:
        """Write the confidence of every fact into the record; what the page told of itself may have one already."""
        signs = Signs(record, trust)
        for fact in signs.facts():
            counted = self.of(signs.of(fact))
            fact.confidence = fact.confidence if counted is None else counted


def read_table(folder: Path | None) -> ConfidenceTable | None:
    """Give the table of the pipeline in `folder`, None when it has none; raises ModelError when it is damaged."""
    file = folder / FILE if folder else None
    if file is None or not file.is_file():
        return None
    remedy = "make it anew with 'diplo-extract train calibrate', or take the file away"
    try:
        table = ConfidenceTable.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise ModelError(f"{file} is no table of confidences ({first_problem(error)}): {remedy}") from error
    if table.schema_version != CONFIDENCE_SCHEMA:
        raise ModelError(f"{file} has schema {table.schema_version}, this package {CONFIDENCE_SCHEMA}: {remedy}")
    return table


def write_table(table: ConfidenceTable, folder: Path) -> Path:
    """Write the table beside the pipeline, in one move."""
    part = folder / (FILE + ".part")
    part.write_text(table.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return part.replace(folder / FILE)
