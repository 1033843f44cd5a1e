"""Runs of atoms -> values: cardinals, fractions, ordinals."""

from __future__ import annotations

from typing import NamedTuple

from diplo_extract.numbers.cardinals import LARGE, Cardinals, Part
from diplo_extract.numbers.scan import Atom, runs
from diplo_extract.numbers.words import Words

_MAX_RATIO = 1000.0
_FRACTION_PARTS = frozenset({"cardinal", "scale", "digits", "and", "article"})


class Value(NamedTuple):
    """One number as it stands, without comparisons."""

    start: int
    end: int
    value: float
    kind: str
    """cardinal, ordinal, fraction, vague, or set ("a dozen")."""
    scale: float = 1.0
    """The scale that ends it: "two to three million" shares it."""


def find_values(text: str, words: Words, *, ordinals_only: bool = False) -> list[Value]:
    """Give every number of `text`, in order; with `ordinals_only` "a third" is 3rd, not 1/3."""
    found: list[Value] = []
    for run in runs(text, words):
        i = 0
        while i < len(run):
            part = Reader(text, run, words, ordinals_only).read(i)
            if part is None:
                i += 1
                continue
            found.append(Value(run[i].start, run[part.end - 1].end, part.value, part.kind, part.scale))
            i = part.end
    return [value for value in found if not ordinals_only or value.kind == "ordinal"]


class Reader(Cardinals):
    """Reads one run."""

    def __init__(self, text: str, run: list[Atom], words: Words, ordinals_only: bool) -> None:
        super().__init__(text, run, words)
        self._ordinals_only = ordinals_only

    def read(self, i: int) -> Part | None:
        """Give the longest number that begins at atom `i`, or None."""
        first = self._run[i]
        if first.kind == "minus":
            part = self._ratio(i + 1, self._positive(i + 1))
            return part._replace(value=-part.value) if part and part.kind != "vague" else None
        if first.kind == "vague":
            return Part(first.value, i + 1, kind="vague")
        return self._ratio(i, self._positive(i))

    def _positive(self, i: int) -> Part | None:
        if i >= len(self._run) or self._is_pronoun(i):
            return None
        if not self._ordinals_only:
            fraction = self._fraction(i)
            if fraction:
                return self.times_scale(fraction)
        ordinal = self._ordinal(i, len(self._run))
        if ordinal:
            return ordinal
        return self.cardinal(i, len(self._run))

    def _ratio(self, i: int, part: Part | None) -> Part | None:
        """Read "1 in twenty-one", "two out of five hundred", "one over 20" as fractions."""
        if part is None or part.kind != "cardinal" or part.end + 1 >= len(self._run):
            return part
        joiner = self._run[part.end]
        if joiner.kind not in ("ratio", "over"):
            return part
        below = self._positive(part.end + 1)
        if below is None or below.kind != "cardinal" or below.value <= 0:
            return part
        if joiner.kind == "ratio":
            # "8 in 5", "12 in six boxes", "30000 in 2009" are two numbers
            is_one = part.value < below.value <= _MAX_RATIO and part.value >= 1
        else:
            money = self._run[i].start > 0 and self._text[self._run[i].start - 1] in "$€£"
            is_one = not money and not self.next_word(below.end)
        return Part(part.value / below.value, below.end, kind="fraction") if is_one else part

    def _fraction(self, i: int) -> Part | None:
        """Read the fraction that begins at `i`: "three fifths", "a half", "five and a half million"."""
        k = i
        while k < len(self._run) and self._run[k].kind in _FRACTION_PARTS:
            k += 1
        if k == len(self._run) or self._run[k].kind not in ("denominator", "ordinal", "ordinal_scale"):
            return None
        if self._run[k].word in ("figure", ""):
            return None
        if k == i:
            return self._half(i)
        for joint in range(k - 1, i, -1):
            if self._run[joint].kind == "and":
                mixed = self._mixed(i, joint, k)
                if mixed:
                    return mixed
        return self._simple(i, k)

    def _half(self, i: int) -> Part | None:
        """Read "half" where it stands alone: "more than half", "half a million", not "the second half"."""
        atom = self._run[i]
        if atom.word not in self._words.alone or self.word_before(i) in self._words.not_half_after:
            return None
        if self._text[atom.end : atom.end + 1] == "-":
            return None
        after = i + 1
        if (
            after + 1 < len(self._run)
            and self._run[after].kind == "article"
            and self._run[after + 1].kind in ("scale", "collective")
        ):
            after += 1
        scaled = self.times_scale(Part(0.5, after, kind="fraction"))
        return scaled if scaled.end > after else Part(0.5, i + 1, kind="fraction")

    def _mixed(self, i: int, joint: int, k: int) -> Part | None:
        """Read a whole number, "and" and a fraction below one: "one hundred and three quarters"."""
        whole, below = self.cardinal(i, joint), self._simple(joint + 1, k)
        if whole is None or whole.end != joint or below is None or below.value >= 1:
            return None
        scaled = self.times_scale(below)
        if whole.scale >= LARGE and scaled.end == below.end:
            # "one million and a half" is 1.5 million
            return Part(whole.value + below.value * whole.scale, below.end)
        if scaled.end > below.end and whole.value < LARGE:
            factor = scaled.value / below.value
            return Part((whole.value + below.value) * factor, scaled.end)
        return Part(whole.value + scaled.value, scaled.end)

    def _simple(self, i: int, k: int) -> Part | None:
        """Read numerator and denominator; the denominator is as long as grammar allows ("twenty twenty fifths")."""
        singular = self._run[k].kind in ("ordinal", "ordinal_scale") or self._run[k].word in (
            "quarter",
            *self._words.alone,
        )
        for split in range(i + 1, k + 1):
            if split < k and self._run[split].joined == "hyphen":
                continue
            above = self._numerator(i, split)
            if above is None or (singular and above != 1) or above == 0:
                continue
            below = self._denominator(split, k)
            if below and not (singular and self._is_followed_by_noun(k, below)):
                return Part(above / below, k + 1, kind="fraction")
        return None

    def _numerator(self, i: int, stop: int) -> float | None:
        if self._run[i].kind == "article":
            return 1.0 if stop == i + 1 else None
        part = self.cardinal(i, stop)
        return part.value if part and part.end == stop else None

    def _denominator(self, i: int, k: int) -> float | None:
        """Give the value of atoms `i` to `k` as a denominator; it never begins with a bare scale."""
        last = self._run[k]
        if i == k:
            return last.value if last.value > 1 else None
        if self._run[i].kind in ("scale", "and", "article"):
            return None
        if last.value == 2 and last.kind == "denominator":
            return None
        before = self.cardinal(i, k)
        if before is None or before.end != k:
            return None
        if last.kind == "ordinal_scale" or last.value >= 100:
            return before.value * last.value
        large = before.scale >= 100 and last.value < before.scale
        return before.value + last.value if large or self.fits(before.value, last.value) else None

    def _is_followed_by_noun(self, k: int, below: float) -> bool:
        """Tell "a third meeting" and "one second" (ordinals, units) from "a third of the mayors"."""
        word = self.next_word(k + 1)
        if self._run[k].kind == "denominator":
            return False
        return below <= 2 or (bool(word) and word not in self._words.of)

    def _ordinal(self, i: int, stop: int) -> Part | None:
        """Read "twenty-fifth", "two hundredth", "2nd"; None when what begins here is no ordinal."""
        first = self._run[i]
        if first.kind in ("ordinal", "ordinal_scale"):
            return Part(first.value, i + 1, kind="ordinal")
        k = i
        while k < stop and self._run[k].kind in ("cardinal", "scale", "and", "digits"):
            k += 1
        if k in (i, stop) or self._run[k].kind not in ("ordinal", "ordinal_scale") or not self._run[k].word:
            return None
        last = self._run[k]
        head = k - 1 if self._run[k - 1].kind == "and" else k
        before = self.cardinal(i, head)
        if before is None or before.end != head:
            return None
        if last.kind == "ordinal_scale":
            return Part(before.value * last.value, k + 1, kind="ordinal")
        if (before.scale >= 100 and last.value < before.scale) or self.fits(before.value, last.value):
            return Part(before.value + last.value, k + 1, kind="ordinal")
        return None

    def _is_pronoun(self, i: int) -> bool:
        """Tell "this one", "the previous one" from a number."""
        return self._run[i].word in self._words.not_after_applies_to and self.word_before(i) in self._words.not_after
