from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from diplo_extract.evaluate.calibration import expected_error
from diplo_extract.train.score_curve import isotonic, reliability
from diplo_extract.train.scores import Scores, trimmed

JUDGED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=300)


@given(JUDGED)
def test_the_curve_rises_and_stays_a_probability(judged: list[tuple[float, bool]]) -> None:
    curve = isotonic(judged)
    assert all(0 <= a <= 1 and 0 <= b <= 1 for a, b in curve)
    values = [b for _, b in curve]
    assert all(later >= earlier - 0.02 for earlier, later in pairwise(values))


def test_calibration_lowers_the_error_of_boastful_scores() -> None:
    rng = random.Random(1)
    judged = [(raw, rng.random() < raw**3) for raw in (rng.random() for _ in range(3000))]
    curve = isotonic(judged)

    def calibrated(raw: float) -> float:
        for (x0, y0), (x1, y1) in pairwise(curve):
            if x0 <= raw <= x1:
                return y0 + (y1 - y0) * ((raw - x0) / (x1 - x0) if x1 > x0 else 0)
        return curve[-1][1]

    assert expected_error([(calibrated(raw), right) for raw, right in judged]) < 0.5 * expected_error(judged)


def test_reliability_counts_every_name() -> None:
    judged = [(0.1, False), (0.6, True), (0.95, True), (1.0, True)]
    assert sum(count for _, count, _, _ in reliability(judged)) == 4


def test_scores_strict_and_norm() -> None:
    text = "the Harbour Trust's"
    strict, norm = Scores(), Scores()
    for scores, is_norm in ((strict, False), (norm, True)):
        scores.add(text, [(4, 17, "ORG")], [(0, 19, "ORG")], norm=is_norm)
    assert (strict.micro.f, norm.micro.f) == (0, 1)
    assert trimmed(text, 0, 19, "ORG") == (4, 17, "ORG")
