"""The enclosures hold the truth, by an independent method, and are narrow."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import ml_dtypes
import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn.oracle.enclosures import (
    Enclosure,
    enclose_affine,
    enclose_mlp,
    enclose_sigmoid,
    enclose_softmax,
)
from mnist_nn.parameters import Layer

if TYPE_CHECKING:
    from numpy.typing import NDArray

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


def sigmoid_by_mpmath(x: list[float]) -> list[mpmath.mpf]:
    """Return 1 / (1 + exp(-x)) at 400 digits."""
    with mpmath.workdps(400):
        return [1 / (1 + mpmath.exp(-mpmath.mpf(xi))) for xi in x]


def mlp_by_mpmath(x: list[float], W1: Any, b1: Any, W2: Any, b2: Any) -> list[mpmath.mpf]:
    """Return the probabilities of one image at 60 digits, sum by sum."""
    with mpmath.workdps(60):
        z = [mpmath.fdot(x, W1[:, j]) + b1[j] for j in range(len(b1))]
        h = [1 / (1 + mpmath.exp(-zi)) for zi in z]
        e = [mpmath.exp(mpmath.fdot(h, W2[:, j]) + b2[j]) for j in range(len(b2))]
        return [ei / mpmath.fsum(e) for ei in e]


def exact(x: NDArray[np.float64]) -> list[Fraction]:
    """Return floating-point numbers as the rational numbers that they are."""
    return [Fraction(xi) for xi in x.tolist()]


def contains(enclosure: Enclosure, truth: list[mpmath.mpf]) -> bool:
    """Return whether |true - (hi + lo)| <= radius for each number of one row."""
    with mpmath.workdps(400):
        balls = zip(enclosure.hi, enclosure.lo, enclosure.radius, truth, strict=True)
        return all(
            abs(t - mpmath.mpf(hi) - mpmath.mpf(lo)) <= radius for hi, lo, radius, t in balls
        )


@pytest.mark.unmeasured
@given(ANY_ROW)
def test_an_independent_method_finds_the_truth_inside(row: list[float]) -> None:
    """Mpmath's softmax, three times as precise, lies in every enclosure."""
    assert contains(enclose_softmax(row), softmax_by_mpmath(row))


@given(ANY_ROW)
def test_enclosures_are_narrow(row: list[float]) -> None:
    """A radius is below 2**-100 of its number, or the smallest number there is."""
    enclosure = enclose_softmax(row)
    assert (enclosure.radius <= np.maximum(enclosure.hi * 2.0**-100, TINIEST)).all()


@pytest.mark.unmeasured
def test_a_thousand_classes_are_enclosed() -> None:
    """Scores of very different sizes, summed a thousand at a time."""
    rng = np.random.default_rng(0)
    row = (rng.normal(0, 1, 1000) * 10.0 ** rng.integers(-300, 3, 1000)).tolist()
    assert contains(enclose_softmax(row), softmax_by_mpmath(row))


@pytest.mark.parametrize("n", [1, 2, 1000])
def test_equal_scores_share_equally(n: int) -> None:
    """N equal scores have the rational answer 1/n."""
    enclosure = enclose_softmax([3.25] * n)
    with mpmath.workdps(400):
        assert contains(enclosure, [mpmath.mpf(1) / n] * n)


def test_equal_scores_of_a_long_row_are_enclosed_as_different_ones_are() -> None:
    """Each in its own place, and in two rows of different scores."""
    few = np.array([0.5, -1.25, 3.0, -np.inf])
    rows = np.array([np.resize(few, 100), np.resize(few[::-1] - 1, 100)])
    for row, long in zip(rows, enclose_softmax(rows).hi, strict=True):
        assert long == pytest.approx(enclose_softmax(row[:4]).hi[np.arange(100) % 4] / 25, abs=0)


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
    """It is taken from the nearest number of the enclosure, and is 0 inside."""
    enclosure = Enclosure(*map(np.array, ([1.0], [0.25], [0.125])))
    for y, error in ((2.0, 0.625), (0.0, 1.125), (1.375, 0.0), (1.25, 0.0)):
        assert enclosure.error(np.array([y])).tolist() == [error]


def test_an_error_beyond_all_numbers_is_infinite_or_unknown() -> None:
    """Nothing is warned of."""
    low, beyond = enclose_affine([[-LARGEST]], [[1.0, 10.0]], [0.0, 0.0]).error(
        np.array([[LARGEST, -np.inf]])
    )[0]
    assert low == np.inf
    assert np.isnan(beyond)


@pytest.mark.parametrize(
    "dtype", [np.bool_, np.int8, np.float16, ml_dtypes.bfloat16, np.longdouble]
)
def test_numbers_of_any_dtype_mean_their_values(dtype: Any) -> None:
    """The enclosures are those of the same numbers as float64."""
    x, b = np.ones((1, 1)), np.ones(1)
    for function, arguments in (
        (enclose_softmax, (x,)),
        (enclose_sigmoid, (x,)),
        (enclose_affine, (x, x, b)),
        (lambda x, W, b: enclose_mlp(x, [Layer(W, b)]), (x, x, b)),
    ):
        same = function(*(a.astype(dtype) for a in arguments))
        assert vars(same) == vars(function(*arguments))


def test_a_bias_of_another_length_is_an_error() -> None:
    """It is not broadcast."""
    with pytest.raises(ValueError, match="zip"):
        enclose_affine([[1.0, 2.0]], np.eye(2), [0.0])


@pytest.mark.slow
@given(ANY_ROW)
def test_an_independent_method_finds_sigmoid_inside(x: list[float]) -> None:
    """Mpmath's sigmoid, three times as precise, lies in every enclosure."""
    assert contains(enclose_sigmoid(x), sigmoid_by_mpmath(x))


@given(ANY_ROW)
def test_enclosures_of_sigmoid_are_narrow(x: list[float]) -> None:
    """A radius is below 2**-100 of its number, or some of the smallest numbers there are."""
    enclosure = enclose_sigmoid(x)
    assert (enclosure.radius <= np.maximum(enclosure.hi * 2.0**-100, 2 * TINIEST)).all()


@given(
    hnp.arrays(np.float64, (2, 3), elements=st.floats(-1e6, 1e6)),
    hnp.arrays(np.float64, (3, 2), elements=st.floats(-1e6, 1e6)),
    hnp.arrays(np.float64, 2, elements=st.floats(-1e6, 1e6)),
)
def test_exact_rational_arithmetic_finds_an_affine_map_inside(
    x: NDArray[np.float64], W: NDArray[np.float64], b: NDArray[np.float64]
) -> None:
    """The sum of products, as fractions, lies in every enclosure."""
    enclosure = enclose_affine(x, W, b)
    for i, j in np.ndindex(2, 2):
        row, column = exact(x[i]), exact(W[:, j])
        true = sum(p * q for p, q in zip(row, column, strict=True)) + exact(b)[j]
        hi, lo, radius = (exact(part[i])[j] for part in vars(enclosure).values())
        assert abs(true - hi - lo) <= radius


@given(st.integers(0, 2**32 - 1))
def test_an_independent_method_finds_a_network_inside(seed: int) -> None:
    """The network of mpmath, layer by layer, lies in every enclosure."""
    rng = np.random.default_rng(seed)
    x, W1, b1, W2, b2 = (rng.normal(0, 2, s) for s in [(1, 3), (3, 4), (4,), (4, 2), (2,)])
    enclosure = enclose_mlp(x, [Layer(W1, b1), Layer(W2, b2)])
    row = Enclosure(enclosure.hi[0], enclosure.lo[0], enclosure.radius[0])
    assert contains(row, mlp_by_mpmath(x[0].tolist(), W1, b1, W2, b2))


def test_a_network_of_one_layer_is_softmax_of_an_affine_map() -> None:
    """Without hidden layers there is no sigmoid."""
    assert enclose_mlp([[1.0]], [Layer([[2.0, 5.0]], [3.0, 0.0])]).hi.tolist() == [[0.5, 0.5]]
