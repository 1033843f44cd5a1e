"""One-to-one pairs of annotated and predicted things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from diplo_extract.evaluate.words import fold

Pairs = dict[int, int]
"""index of the prediction -> index of the gold item"""


class Located(Protocol):
    """What has offsets and characters."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """After the last character."""
        ...

    @property
    def text(self) -> str:
        """The characters."""
        ...


class Place(NamedTuple):
    """A span with its folded characters."""

    start: int
    end: int
    text: str


def places(items: Sequence[Located]) -> list[Place]:
    """Give the spans of `items`, ready to be compared."""
    return [Place(item.start, item.end, fold(item.text)) for item in items]


def pair_spans(gold: Sequence[Place], predicted: Sequence[Place], *, same_text: bool, overlapping: bool) -> Pairs:
    """Pair equal spans, then, when asked, overlapping ones.

    When gold and prediction point into different texts (the page was cleaned otherwise than by the annotator), offsets
    mean nothing and spans are compared by their characters: equal, or one within the other.
    """
    if same_text:
        pairs = _greedy(gold, predicted, lambda g, p: (g.start, g.end) == (p.start, p.end), {})
        return (
            _greedy(gold, predicted, lambda g, p: g.start < p.end and p.start < g.end, pairs) if overlapping else pairs
        )
    pairs = _greedy(gold, predicted, lambda g, p: g.text == p.text, {})
    return _greedy(gold, predicted, lambda g, p: g.text in p.text or p.text in g.text, pairs) if overlapping else pairs


def _greedy(
    gold: Sequence[Place], predicted: Sequence[Place], same: Callable[[Place, Place], bool], pairs: Pairs
) -> Pairs:
    """Add to `pairs`, in text order, the first free prediction that is the same as each free gold item."""
    pairs = dict(pairs)
    taken = set(pairs.values())
    for j, wanted in enumerate(gold):
        if j in taken:
            continue
        for i, found in enumerate(predicted):
            if i not in pairs and found.text and same(wanted, found):
                pairs[i] = j
                break
    return pairs


def pair_best(gold: int, predicted: int, similarity: Callable[[int, int], float], least: float) -> Pairs:
    """Pair by falling similarity(prediction, gold), down to `least`; equal ones in the order they stand."""
    scored = sorted((-similarity(i, j), i, j) for i in range(predicted) for j in range(gold))
    pairs: Pairs = {}
    taken: set[int] = set()
    for negative, i, j in scored:
        if -negative < least:
            break
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
