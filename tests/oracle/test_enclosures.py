"""The enclosures hold the truth, by an independent method, and are narrow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_nn.oracle.enclosures import enclose_softmax

if TYPE_CHECKING:
    from mnist_nn.oracle.enclosures import Enclosure

LARGEST = float(np.finfo(np.float64).max)
TINIEST = 5e-324

ANY_ROW = st.lists(
    st.floats(allow_nan=False, allow_infinity=False)
    | st.floats(-40, 40)
    | st.sampled_from([1e3, -1e3, 1e30, -1e30, LARGEST, -LARGEST, TINIEST, 0.0, -0.0]),
    min_size=1,
    max_size=12,
)


def softmax_by_mpmath(row: list[float]) -> list[mpmath.mpf]:
    """Return softmax at 400 digits, far more than the 128 bits of the enclosures."""
    with mpmath.workdps(400):
        e = [mpmath.exp(mpmath.mpf(x) - mpmath.mpf(max(row))) for x in row]
        return [ei / mpmath.fsum(e) for ei in e]


def contains(enclosure: Enclosure, truth: list[mpmath.mpf]) -> bool:
    """Return whether |true - (hi + lo)| <= radius for each number of one row."""
    with mpmath.workdps(400):
        balls = zip(enclosure.hi, enclosure.lo, enclosure.radius, truth, strict=True)
        return all(
            abs(t - mpmath.mpf(hi) - mpmath.mpf(lo)) <= radius for hi, lo, radius, t in balls
        )


@given(ANY_ROW)
def test_an_independent_method_finds_the_truth_inside(row: list[float]) -> None:
    """Mpmath's softmax, three times as precise, lies in every enclosure."""
    assert contains(enclose_softmax(row), softmax_by_mpmath(row))


@given(ANY_ROW)
def test_enclosures_are_narrow(row: list[float]) -> None:
    """A radius is below 2**-100 of its number, or the smallest number there is."""
    enclosure = enclose_softmax(row)
    assert (enclosure.radius <= np.maximum(enclosure.hi * 2.0**-100, TINIEST)).all()


@pytest.mark.parametrize("n", [1, 2, 1000])
def test_equal_scores_share_equally(n: int) -> None:
    """N equal scores have the rational answer 1/n."""
    enclosure = enclose_softmax([3.25] * n)
    with mpmath.workdps(400):
        assert contains(enclosure, [mpmath.mpf(1) / n] * n)


def test_minus_infinity_has_probability_zero() -> None:
    """An impossible class is exactly 0, up to the smallest radius there is."""
    enclosure = enclose_softmax([0.0, -math.inf])
    assert enclosure.hi.tolist() == [1.0, 0.0]
    assert enclosure.radius.max() == TINIEST


@pytest.mark.parametrize("shape", [(0, 3), (2, 0, 3), (3,), (2, 2, 3)])
def test_the_shape_of_the_scores_is_kept(shape: tuple[int, ...]) -> None:
    """Any number of rows, none included."""
    assert enclose_softmax(np.zeros(shape)).hi.shape == shape


def test_the_error_of_the_truth_is_zero() -> None:
    """The float64 nearest to the truth is off by no more than lo."""
    enclosure = enclose_softmax([0.0, 1.0])
    assert (enclosure.error(enclosure.hi) <= np.abs(enclosure.lo)).all()


def test_the_error_of_nan_is_nan() -> None:
    """NaN is not within any distance of the truth."""
    assert np.isnan(enclose_softmax([0.0]).error(np.array([np.nan]))).all()


def test_an_error_is_a_distance() -> None:
    """Half too much is an error of one half."""
    assert enclose_softmax([0.0]).error(np.array([1.5])).tolist() == [0.5]
