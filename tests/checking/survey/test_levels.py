"""Levels tell quantiles of any number of numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mnist_nn.checking.survey.levels import PER_OCTAVE, Levels


def counted(*numbers: float) -> Levels:
    """Return levels of one place, in which numbers were counted."""
    levels = Levels(1)
    levels.add(np.array(numbers), np.zeros(len(numbers), np.intp))
    return levels


def test_a_quantile_is_within_half_a_level_of_the_exact_one() -> None:
    """A part in 45: of ten thousand numbers of all sizes."""
    numbers = np.random.default_rng(0).lognormal(0, 2, 10_001)
    shares = [0.01, 0.5, 0.9, 0.99]
    expected = np.quantile(numbers, shares, method="inverted_cdf")
    off = np.log2(np.array(counted(*numbers).quantiles(shares)) / expected)
    rounding = 2.0**-40
    assert np.abs(off).max() <= 1 / (2 * PER_OCTAVE) + rounding
    assert 2 ** (1 / (2 * PER_OCTAVE)) < 1 + 1 / 45


@pytest.mark.parametrize(
    ("number", "told"), [(0.0, 0.0), (2.0**-21, 0.0), (math.inf, math.inf), (2.0**65, math.inf)]
)
def test_what_is_too_small_counts_as_nothing_and_what_is_too_large_as_no_number(
    number: float, told: float
) -> None:
    """Beyond all octaves."""
    assert counted(number).quantiles([0.5]) == (told,)


def test_each_place_counts_as_much_as_any_other() -> None:
    """However many numbers lie there, if any do."""
    levels = Levels(3)
    levels.add(np.array([0.0, 0, 0, 0, 1]), np.array([0, 0, 0, 0, 1]))
    half, most = levels.quantiles([0.5, 0.9])
    assert half == 0
    assert most == pytest.approx(1, rel=1 / 45)


def test_of_nothing_there_are_no_quantiles() -> None:
    """Nor a median."""
    assert Levels(2).quantiles([0.5]) == ()
    assert Levels(2).medians() == [None, None]


def test_each_place_has_its_median() -> None:
    """Of all that was counted, in several calls."""
    levels = Levels(2)
    for numbers in ([1.0, 8.0], [4.0, 2.0]):
        levels.add(np.array(numbers), np.array([1, 1]))
    nothing, median = levels.medians()
    assert nothing is None
    assert median == pytest.approx(2, rel=1 / 45)
