"""What the comparison of one record with its gold gives, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from diplo_extract.evaluate.samples import Gold
from diplo_extract.records import Fact, Model, PageFact, Published, Record

Fault = Literal["missed", "spurious", "wrong"]
CONTEXT_CHARACTERS = 60


class Count(Model):
    """Right ones among those predicted and those annotated."""

    right: int = 0
    predicted: int = 0
    gold: int = 0


class Difference(Model):
    """One error: annotated and not found (missed), found and not annotated (spurious), found with another value."""

    fault: Fault
    gold: str | None = None
    predicted: str | None = None
    start: int | None = Field(default=None, description="in the body for what was missed, else in the record's text")
    context: str = Field(default="", description="the characters around it")
    made_by: str | None = Field(default=None, description="rule or model of the prediction")

    def key(self) -> tuple[str, str | None, str | None]:
        """Tell the same error in two runs."""
        return self.fault, self.gold, self.predicted


class Outcome(Model):
    """One field of one document."""

    strict: Count = Field(default_factory=Count)
    relaxed: Count = Field(default_factory=Count)
    differences: list[Difference] = Field(default_factory=list)
    judged: list[tuple[float, bool]] = Field(
        default_factory=list, description="confidence of each fact that has one, and whether it is right"
    )
    verdicts: list[tuple[Any, bool]] = Field(
        default_factory=list, exclude=True, repr=False, description="each fact itself, and whether it is right"
    )

    def judge(self, verdicts: Iterable[tuple[Fact | PageFact | Published, bool]]) -> None:
        """Note of each fact whether it is right, as a whole: a date with its value, a quote with its speaker."""
        for fact, right in verdicts:
            self.verdicts.append((fact, right))
            if fact.confidence is not None:
                self.judged.append((fact.confidence, right))


@dataclass(frozen=True, slots=True)
class Pair:
    """A document's gold and the record made of its page; no record when the pipeline gave an error."""

    gold: Gold
    record: Record | None

    @property
    def text(self) -> str:
        """The text the predicted offsets point into."""
        return self.record.text if self.record else ""

    @property
    def same_text(self) -> bool:
        """Whether offsets of gold and record mean the same characters."""
        return self.record is not None and self.record.text == self.gold.body

    def missed(self, gold: str, start: int | None = None) -> Difference:
        """Give the error of an annotation that was not found."""
        context = around(self.gold.body or "", start, gold)
        return Difference(fault="missed", gold=gold, start=start, context=context)

    def spurious(self, predicted: str, start: int | None = None, fact: Fact | None = None) -> Difference:
        """Give the error of a prediction that nobody annotated."""
        return Difference(
            fault="spurious",
            predicted=predicted,
            start=start,
            context=around(self.text, start, predicted),
            made_by=made_by(fact),
        )

    def wrong(self, gold: str, predicted: str, start: int | None = None, fact: Fact | None = None) -> Difference:
        """Give the error of a prediction at the right place with another value."""
        context = around(self.gold.body or "", start, "")
        return Difference(
            fault="wrong", gold=gold, predicted=predicted, start=start, context=context, made_by=made_by(fact)
        )


def made_by(fact: Fact | None) -> str | None:
    """Give the rule or model of a fact."""
    return (fact.rule or fact.model) if fact else None


def around(text: str, start: int | None, surface: str) -> str:
    """Give the characters of `text` around the place; without offset, around the first place of `surface`."""
    if start is None:
        start = text.find(surface)
        if start < 0:
            return ""
    left = max(0, start - CONTEXT_CHARACTERS)
    right = start + len(surface) + CONTEXT_CHARACTERS
    return " ".join(text[left:right].split())
