"""BIOES tags: which sequences are legal, the best legal one, and the spans it stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

OUTSIDE = 0
BEGIN, INSIDE, END, SINGLE = range(4)
_ILLEGAL = np.float32(-1e4)
_SURELY_OUTSIDE = np.float32(np.log(0.99))


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of some labels: O first, then begin, inside, end and single of each label in turn."""

    labels: tuple[str, ...]

    def __len__(self) -> int:
        return 1 + 4 * len(self.labels)

    def index(self, label: str, position: int) -> int:
        """Give the number of the tag for `label` at BEGIN, INSIDE, END or SINGLE."""
        return 1 + 4 * self.labels.index(label) + position

    def of_span(self, label: str, length: int) -> list[int]:
        """Give the tags of a name of `length` tokens."""
        if length == 1:
            return [self.index(label, SINGLE)]
        inner = [self.index(label, INSIDE)] * (length - 2)
        return [self.index(label, BEGIN), *inner, self.index(label, END)]

    def names(self) -> list[str]:
        """Give the tags as people write them: O, B-PERSON, …"""
        return ["O", *(f"{position}-{label}" for label in self.labels for position in "BIES")]

    def transitions(self) -> Bools:
        """Give a table that is true where tag `column` may follow tag `row`."""
        size = len(self)
        tag = np.arange(size)
        position = np.where(tag == OUTSIDE, -1, (tag - 1) % 4)
        label = np.where(tag == OUTSIDE, -1, (tag - 1) // 4)
        is_open = (position == BEGIN) | (position == INSIDE)
        continues = (position == INSIDE) | (position == END)
        same = label[:, None] == label[None, :]
        return np.asarray(np.where(is_open[:, None], same & continues[None, :], ~continues[None, :]), dtype=np.bool_)

    def ends(self) -> tuple[Bools, Bools]:
        """Tell which tags may stand first in a line, and which last."""
        position = (np.arange(len(self)) - 1) % 4
        outside = np.arange(len(self)) == OUTSIDE
        first = outside | (position == BEGIN) | (position == SINGLE)
        last = outside | (position == END) | (position == SINGLE)
        return first, last


class Decoder:
    """Finds the best legal tags for lines of token scores."""

    def __init__(self, tags: Tags) -> None:
        self._legal = tags.transitions()
        self._costs = np.where(self._legal, np.float32(0), _ILLEGAL)
        self._first, self._last = tags.ends()

    def __call__(self, scores: Floats) -> Ints:
        """Give one tag for each row of log-probabilities: the greedy path when it is legal, else the best legal one.

        Words that are almost surely no name cut the line into short stretches, and only the illegal ones are searched.
        """
        best = np.asarray(scores.argmax(axis=1), dtype=np.intp)
        if self.is_legal(best):
            return best
        open_words = np.flatnonzero((best != OUTSIDE) | (scores[:, OUTSIDE] < _SURELY_OUTSIDE))
        for stretch in np.split(open_words, np.flatnonzero(np.diff(open_words) > 1) + 1):
            rows = slice(int(stretch[0]), int(stretch[-1]) + 1)
            if not self.is_legal(best[rows]):
                best[rows] = self._search(scores[rows])
        return best

    def is_legal(self, path: Ints) -> bool:
        """Tell whether a sequence of tags opens and closes every name."""
        if not len(path):
            return True
        inner = bool(self._legal[path[:-1], path[1:]].all())
        return inner and bool(self._first[path[0]]) and bool(self._last[path[-1]])

    def _search(self, scores: Floats) -> Ints:
        """Viterbi."""
        length, size = scores.shape
        came_from = np.zeros((length, size), dtype=np.int16)
        total = scores[0] + np.where(self._first, np.float32(0), _ILLEGAL)
        for i in range(1, length):
            paths = total[:, None] + self._costs
            came_from[i] = paths.argmax(axis=0)
            total = paths.max(axis=0) + scores[i]
        path = np.zeros(length, dtype=np.intp)
        path[-1] = int((total + np.where(self._last, np.float32(0), _ILLEGAL)).argmax())
        for i in range(length - 1, 0, -1):
            path[i - 1] = came_from[i, path[i]]
        return path


def spans(path: Ints) -> list[tuple[int, int, int]]:
    """Give (start, end, number of the label) for each name in a legal sequence of tags."""
    found = []
    start = 0
    for i in np.flatnonzero(path):
        position, label = (int(path[i]) - 1) % 4, (int(path[i]) - 1) // 4
        if position in (BEGIN, SINGLE):
            start = int(i)
        if position in (END, SINGLE):
            found.append((start, int(i) + 1, label))
    return found
