"""Cardinals: figures and number words of one run, pieces times their scales."""

from __future__ import annotations

from typing import NamedTuple

from diplo_extract.numbers.scan import Atom
from diplo_extract.numbers.words import Words

LARGE = 1000.0


class Part(NamedTuple):
    """What was read from a run: the value and the index after it."""

    value: float
    end: int
    scale: float = 1.0
    """The scale of the last word, when it was one: "one million" and a half."""
    kind: str = "cardinal"


class Cardinals:
    """Reads the cardinals of one run."""

    def __init__(self, text: str, run: list[Atom], words: Words) -> None:
        self._text = text
        self._run = run
        self._words = words
        self._in_range = self.word_before(0) in words.opens_range

    def cardinal(self, i: int, stop: int, *, ahead: bool = False) -> Part | None:
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
            elif atom.kind == "scale" and atom.value < LARGE:
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
        return current + atom.value if self.fits(current, atom.value) and current == int(current) else None

    def fits(self, current: float, value: float) -> bool:
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
        following = self.cardinal(j + 1, stop, ahead=True)
        if following is None or following.value <= 0:
            return False
        first = self._run[j + 1]
        if current is None:
            return following.value < pieces[-1][1]
        if current < 100 and self._words.language == "en":
            return False
        if not self.fits(current, first.value):
            return False
        if following.value < 100:
            return True
        # "two hundred and two thousand" is one number, "one hundred and two hundred" are two
        return first.kind == "cardinal" and following.value >= LARGE and not self._in_range

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
            below = self.cardinal(j + 1, stop)
            if below is None or below.value != int(below.value) or not 0 <= below.value < 1e9:
                return None
            digits, k = str(int(below.value)), below.end
        value = sum(piece for piece, _ in pieces) + current + float("0." + digits)
        return self.times_scale(Part(value, k))

    def _with_figure_fraction(
        self, j: int, current: float | None, pieces: list[tuple[float, float]], i: int, done: Part | None
    ) -> Part | None:
        """Read "2 1/4" and "2½"; a fraction in figures alone is a number too."""
        atom = self._run[j]
        if current is None and not pieces:
            return self.times_scale(Part(atom.value, j + 1, kind="fraction")) if j == i else done
        if current is None or self._run[j - 1].kind != "digits":
            return done
        sign = -1.0 if current < 0 else 1.0
        return self.times_scale(Part(current + sign * atom.value, j + 1))

    def times_scale(self, part: Part) -> Part:
        """Multiply by the scales after it: "three quarters million", "half a dozen"."""
        end, value = part.end, part.value
        while end < len(self._run) and self._run[end].kind in ("scale", "collective"):
            if self._run[end].kind == "scale" and self._run[end].value < 100:
                break
            value *= self._run[end].value
            end += 1
        return part if end == part.end else Part(value, end)

    def word_before(self, i: int) -> str:
        """Give the word right before atom `i`, or nothing."""
        head = self._text[max(0, self._run[i].start - 30) : self._run[i].start]
        if not head or not head[-1].isspace():
            return ""
        parts = head.split()
        return self._words.fold(parts[-1]) if parts else ""

    def next_word(self, i: int) -> str:
        """Give the word right after atom `i` - 1 on its line."""
        rest = self._text[self._run[i - 1].end : self._run[i - 1].end + 40]
        rest = rest.lstrip(" \u00a0-")
        end = 0
        while end < len(rest) and rest[end].isalpha():
            end += 1
        return self._words.fold(rest[:end])
