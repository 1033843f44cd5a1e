"""Runs of atoms -> values: the grammar of number words, fractions and decimals."""

from __future__ import annotations

from typing import NamedTuple

from diplo_extract.numbers.scan import Atom, runs
from diplo_extract.numbers.words import Words

_LARGE = 1000.0
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


class Part(NamedTuple):
    """What was read from a run: the value and the index after it."""

    value: float
    end: int
    scale: float = 1.0
    """The scale of the last word, when it was one: "one million" and a half."""
    kind: str = "cardinal"


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


class Reader:
    """Reads one run."""

    def __init__(self, text: str, run: list[Atom], words: Words, ordinals_only: bool) -> None:
        self._text = text
        self._run = run
        self._words = words
        self._ordinals_only = ordinals_only
        self._in_range = self._word_before(0) in words.opens_range

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
                return self._times_scale(fraction)
        ordinal = self._ordinal(i, len(self._run))
        if ordinal:
            return ordinal
        return self._cardinal(i, len(self._run))

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
            is_one = not money and not self._next_word(below.end)
        return Part(part.value / below.value, below.end, kind="fraction") if is_one else part

    # --- cardinals

    def _cardinal(self, i: int, stop: int, *, ahead: bool = False) -> Part | None:
        """Read digits and number words up to `stop`: pieces times their scales, the largest first.

        `ahead` only looks what follows an "and": it ends at the next one, so that reading stays linear.
        """
        pieces: list[tuple[float, float]] = []
        current: float | None = None
        done: Part | None = None
        j = i
        while j < stop:
            atom = self._run[j]
            if atom.kind == "and":
                if ahead or not self._and_joins(j, stop, current, pieces):
                    break
            elif atom.kind == "article":
                if j != i or j + 1 >= stop or self._run[j + 1].kind not in ("scale", "collective"):
                    break
                current = 1.0
            elif atom.kind in ("digits", "cardinal"):
                extended = self._extend(current, atom, j, i, pieces)
                if extended is None:
                    break
                current = extended
            elif atom.kind == "denominator" and atom.word in ("figure", ""):
                return self._with_figure_fraction(j, current, pieces, i, done)
            elif atom.kind == "scale" and atom.value < _LARGE:
                if current is not None and current >= atom.value and self._run[j - 1].kind != "digits":
                    break
                current = (1.0 if current is None else current) * atom.value
            elif atom.kind == "scale":
                if pieces and pieces[-1][1] == atom.value:
                    return done
                amount = current if current is not None else (0.0 if pieces else 1.0)
                while pieces and pieces[-1][1] < atom.value:
                    amount += pieces.pop()[0]
                pieces.append((amount * atom.value, atom.value))
                current = None
                done = Part(sum(piece for piece, _ in pieces), j + 1, atom.value)
                j += 1
                continue
            elif atom.kind == "collective":
                return self._collective(i, j, current, pieces) or done
            elif atom.kind == "point" and current is not None:
                return self._decimal(j, stop, current, pieces) or done
            else:
                break
            j += 1
            if current is not None and atom.kind not in ("and", "article"):
                scale = atom.value if atom.kind == "scale" else 1.0
                done = Part(sum(piece for piece, _ in pieces) + current, j, scale)
        return done

    def _extend(
        self, current: float | None, atom: Atom, j: int, i: int, pieces: list[tuple[float, float]]
    ) -> float | None:
        """Add a figure or number word to the group before the next scale; None when it begins another number."""
        if current is None:
            fits = not pieces or atom.value < pieces[-1][1]
            return atom.value if fits and (atom.value >= 0 or j == i) else None
        if atom.kind == "digits" and self._run[j - 1].kind not in ("scale", "and"):
            return None
        return current + atom.value if self._fits(current, atom.value) and current == int(current) else None

    def _fits(self, current: float, value: float) -> bool:
        """Tell whether `value` may follow `current` in one group: 300 + 47, 40 + 7, French 60 + 12."""
        rest = int(current) % 100
        if rest == 0:
            return current >= 100 and 0 < value < 100
        if rest in self._words.teens_after and 0 < value < 20:
            return rest != 10 or value < 10
        return rest % 10 == 0 and rest >= 20 and 0 < value < 10

    def _and_joins(self, j: int, stop: int, current: float | None, pieces: list[tuple[float, float]]) -> bool:
        """Tell whether "and" goes on with the number: "3 hundred and 21", not "3 hundred and 2 hundred"."""
        if j + 1 >= stop or (current is None and not pieces) or self._run[j - 1].kind == "digits":
            return False
        following = self._cardinal(j + 1, stop, ahead=True)
        if following is None or following.value <= 0:
            return False
        first = self._run[j + 1]
        if current is None:
            return following.value < pieces[-1][1]
        if current < 100 and self._words.language == "en":
            return False
        if not self._fits(current, first.value):
            return False
        if following.value < 100:
            return True
        # "two hundred and two thousand" is one number, "one hundred and two hundred" are two
        return first.kind == "cardinal" and following.value >= _LARGE and not self._in_range

    def _collective(self, i: int, j: int, current: float | None, pieces: list[tuple[float, float]]) -> Part | None:
        """Read "three dozen", "a dozen"; "dozens" alone is vague and never comes here."""
        atom = self._run[j]
        if current is None and not pieces:
            if atom.value != 12.0:
                return None  # "the score" is a result, not twenty
            if atom.word in self._words.vague:
                return Part(atom.value, j + 1, kind="vague")
            return Part(atom.value, j + 1, kind="set")
        if atom.word.startswith("score") and self._run[i].kind == "article":
            return None
        total = (sum(piece for piece, _ in pieces) + (current or 0.0)) * atom.value
        return Part(total, j + 1, kind="set" if self._run[i].kind == "article" else "cardinal")

    def _decimal(self, j: int, stop: int, current: float, pieces: list[tuple[float, float]]) -> Part | None:
        """Read the words after "point": single digits one by one, else a number (seventy-one: .71)."""
        k = j + 1
        digits = ""
        while k < stop and self._run[k].kind in ("cardinal", "digits") and 0 <= self._run[k].value < 10:
            digits += str(int(self._run[k].value))
            k += 1
        if not digits:
            below = self._cardinal(j + 1, stop)
            if below is None or below.value != int(below.value) or not 0 <= below.value < 1e9:
                return None
            digits, k = str(int(below.value)), below.end
        value = sum(piece for piece, _ in pieces) + current + float("0." + digits)
        return self._times_scale(Part(value, k))

    def _with_figure_fraction(
        self, j: int, current: float | None, pieces: list[tuple[float, float]], i: int, done: Part | None
    ) -> Part | None:
        """Read "2 1/4" and "2½"; a fraction in figures alone is a number too."""
        atom = self._run[j]
        if current is None and not pieces:
            return self._times_scale(Part(atom.value, j + 1, kind="fraction")) if j == i else done
        if current is None or self._run[j - 1].kind != "digits":
            return done
        sign = -1.0 if current < 0 else 1.0
        return self._times_scale(Part(current + sign * atom.value, j + 1))

    # --- fractions

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
        if atom.word not in self._words.alone or self._word_before(i) in self._words.not_half_after:
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
        scaled = self._times_scale(Part(0.5, after, kind="fraction"))
        return scaled if scaled.end > after else Part(0.5, i + 1, kind="fraction")

    def _mixed(self, i: int, joint: int, k: int) -> Part | None:
        """Read a whole number, "and" and a fraction below one: "one hundred and three quarters"."""
        whole, below = self._cardinal(i, joint), self._simple(joint + 1, k)
        if whole is None or whole.end != joint or below is None or below.value >= 1:
            return None
        scaled = self._times_scale(below)
        if whole.scale >= _LARGE and scaled.end == below.end:
            # "one million and a half" is 1.5 million
            return Part(whole.value + below.value * whole.scale, below.end)
        if scaled.end > below.end and whole.value < _LARGE:
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
        part = self._cardinal(i, stop)
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
        before = self._cardinal(i, k)
        if before is None or before.end != k:
            return None
        if last.kind == "ordinal_scale" or last.value >= 100:
            return before.value * last.value
        large = before.scale >= 100 and last.value < before.scale
        return before.value + last.value if large or self._fits(before.value, last.value) else None

    def _is_followed_by_noun(self, k: int, below: float) -> bool:
        """Tell "a third meeting" and "one second" (ordinals, units) from "a third of the mayors"."""
        word = self._next_word(k + 1)
        if self._run[k].kind == "denominator":
            return False
        return below <= 2 or (bool(word) and word not in self._words.of)

    def _times_scale(self, part: Part) -> Part:
        """Multiply by the scales after it: "three quarters million", "half a dozen"."""
        end, value = part.end, part.value
        while end < len(self._run) and self._run[end].kind in ("scale", "collective"):
            if self._run[end].kind == "scale" and self._run[end].value < 100:
                break
            value *= self._run[end].value
            end += 1
        return part if end == part.end else Part(value, end)

    # --- ordinals

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
        before = self._cardinal(i, head)
        if before is None or before.end != head:
            return None
        if last.kind == "ordinal_scale":
            return Part(before.value * last.value, k + 1, kind="ordinal")
        if (before.scale >= 100 and last.value < before.scale) or self._fits(before.value, last.value):
            return Part(before.value + last.value, k + 1, kind="ordinal")
        return None

    # --- surroundings

    def _is_pronoun(self, i: int) -> bool:
        """Tell "this one", "the previous one" from a number."""
        return self._run[i].word in self._words.not_after_applies_to and self._word_before(i) in self._words.not_after

    def _word_before(self, i: int) -> str:
        head = self._text[max(0, self._run[i].start - 30) : self._run[i].start]
        if not head or not head[-1].isspace():
            return ""
        parts = head.split()
        return self._words.fold(parts[-1]) if parts else ""

    def _next_word(self, i: int) -> str:
        """Give the word right after atom `i` - 1 on its line."""
        rest = self._text[self._run[i - 1].end : self._run[i - 1].end + 40]
        rest = rest.lstrip(" \u00a0-")
        end = 0
        while end < len(rest) and rest[end].isalpha():
            end += 1
        return self._words.fold(rest[:end])
