"""The measure of growth itself, on a clock that moves only by the work done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from growth import LINEAR, STEPS, growth


def grown(cost: Callable[[int], float], hindrances: tuple[float, ...] = ()) -> float:
    """Give the growth of work of that cost; each run in its turn is hindered for some seconds."""
    now = 0.0
    left = iter(hindrances)

    def use(size: int) -> None:
        nonlocal now
        now += cost(size) + next(left, 0)

    return growth(lambda size: size, use, 100, clock=lambda: now)


@pytest.mark.parametrize(
    ("cost", "expected"),
    [(lambda n: 0.001 * n, STEPS), (lambda n: 0.001 * n * n, STEPS**2), (lambda n: 5.0, 1), (lambda n: 0.0, 0)],
    ids=["linear", "quadratic", "constant", "too short to measure"],
)
def test_growth_of_work_of_known_cost(cost: Callable[[int], float], expected: float) -> None:
    assert grown(cost) == pytest.approx(expected)


def test_linear_work_passes_and_quadratic_fails_also_with_a_linear_part() -> None:
    assert grown(lambda n: 0.001 * n) < LINEAR
    assert grown(lambda n: 0.001 * n * n) > LINEAR
    assert grown(lambda n: 0.01 * n + 0.0002 * n * n) > LINEAR


def test_what_hinders_two_runs_of_three_changes_nothing() -> None:
    assert grown(lambda n: 0.001 * n, (50, 0, 50, 50, 50, 0)) == pytest.approx(STEPS)
    assert grown(lambda n: 0.001 * n, (50, 0, 50, 50, 50, 50)) > LINEAR


def test_making_the_work_is_no_part_of_it() -> None:
    now = 0.0

    def prepare(size: int) -> int:
        nonlocal now
        now += size**3
        return size

    def use(size: int) -> None:
        nonlocal now
        now += size

    assert growth(prepare, use, 100, clock=lambda: now) == STEPS
