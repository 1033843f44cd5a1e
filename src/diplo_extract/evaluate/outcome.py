"""What the comparison of one record with its gold gives, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import Field

from diplo_extract.evaluate.align import Pairs
from diplo_extract.evaluate.samples import Gold
from diplo_extract.evaluate.sentence import excerpt
from diplo_extract.records import Fact, Model, PageFact, Published, Record

Fault = Literal["missed", "spurious", "wrong"]
Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


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
    context: str = Field(default="", description="the sentences around it, on one line")
    place: tuple[int, int] | None = Field(default=None, description="its first and last character in the context")
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
        return Difference(fault="missed", gold=gold, start=start, **_context(self.gold.body, start, gold))

    def spurious(self, predicted: str, start: int | None = None, fact: Fact | None = None) -> Difference:
        """Give the error of a prediction that nobody annotated."""
        return Difference(
            fault="spurious",
            predicted=predicted,
            start=start,
            made_by=made_by(fact),
            **_context(self.text, start, predicted),
        )

    def wrong(self, gold: str, predicted: str, start: int | None = None, fact: Fact | None = None) -> Difference:
        """Give the error of a prediction at the right place with another value."""
        return Difference(
            fault="wrong",
            gold=gold,
            predicted=predicted,
            start=start,
            made_by=made_by(fact),
            **_context(self.gold.body, start, gold),
        )


def outcome_of(
    wanted: Sequence[Wanted],
    found: Sequence[Found],
    strict: Pairs,
    relaxed: Pairs,
    missed: Callable[[Wanted], Difference],
    spurious: Callable[[Found], Difference],
) -> Outcome:
    """Give the counts of both pairings; what the relaxed one leaves alone is an error."""
    size = {"predicted": len(found), "gold": len(wanted)}
    taken = set(relaxed.values())
    return Outcome(
        strict=Count(right=len(strict), **size),
        relaxed=Count(right=len(relaxed), **size),
        differences=[
            *(missed(item) for j, item in enumerate(wanted) if j not in taken),
            *(spurious(item) for i, item in enumerate(found) if i not in relaxed),
        ],
    )


def made_by(fact: Fact | None) -> str | None:
    """Give the rule or model of a fact."""
    return (fact.rule or fact.model) if fact else None


def _context(text: str | None, start: int | None, words: str) -> dict[str, Any]:
    found = excerpt(text or "", start, words)
    return {"context": found.text, "place": (found.start, found.end)} if found else {}
