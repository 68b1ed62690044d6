"""The oracle's exponential is as accurate as its proof says, by ball arithmetic."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from flint import arb, ctx, fmpq
from hypothesis import given
from hypothesis import strategies as st

from mnist_nn.oracle.depths import VANISHED
from mnist_nn.oracle.exponential import _constants, exponential
from tests.oracle.wide import every_wide_arithmetic, fractions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

LN2 = math.log(2)


def ball(x: Fraction) -> arb:
    """Return a rational number as a ball."""
    return arb(fmpq(x.numerator, x.denominator))


def errors(x: NDArray[Any], u: float) -> Iterable[float]:
    """Yield by how many u of the truth each exponential is off."""
    with ctx.workprec(200):
        for argument, value in zip(fractions(x), fractions(exponential(x)), strict=True):
            true = ball(argument).exp()
            yield float(abs((ball(value) - true) / true).upper()) / u


def beside(x: NDArray[np.float64], wide: Arithmetic) -> NDArray[Any]:
    """Return numbers of the wide format: x, the four nearest to each, and some with all digits."""
    middle = x.astype(wide.working.dtype)
    below, above = (np.nextafter(middle, wide.working.dtype.type(side)) for side in (-9e9, 0))
    full = middle * (1 + wide.working.dtype.type(1) / 3)
    far = np.nextafter(below, wide.working.dtype.type(-9e9))
    every = np.concatenate(
        [far, below, middle, above, np.nextafter(above, above.dtype.type(0)), full]
    )
    return every[(every >= -708) & (every <= 0)]


ARGUMENTS = {
    "in every binade": -(2.0 ** np.arange(-1074, 10)),
    "near the middle between multiples of ln 2": -(np.arange(0, 1020) + 0.5) * LN2,
    "near the multiples of ln 2": -np.arange(0, 1021) * LN2,
    "of all sizes": -np.random.default_rng(0).uniform(0, 708, 1000),
    "small": -np.random.default_rng(1).uniform(0, 1, 1000),
}


@pytest.mark.unmeasured
@every_wide_arithmetic
@pytest.mark.parametrize("x", ARGUMENTS.values(), ids=ARGUMENTS)
def test_a_value_is_off_by_less_than_four_u(x: NDArray[np.float64], wide: Arithmetic) -> None:
    """Which is k = 2 units in the last place."""
    assert max(errors(beside(x, wide), wide.working.u)) < 4 == 2 * wide.k


@pytest.mark.unmeasured
@every_wide_arithmetic
@given(x=st.lists(st.floats(-708, 0), min_size=1, max_size=50))
def test_any_value_is_off_by_less_than_four_u(x: list[float], wide: Arithmetic) -> None:
    """As far down as float64 has normal numbers."""
    assert max(errors(np.array(x, wide.working.dtype), wide.working.u)) < 4


def test_what_is_below_the_normal_numbers_of_float64_is_off_by_less_than_the_smallest() -> None:
    """Down to the last argument that has an exponential."""
    x = np.append(np.linspace(-VANISHED, -708, 2000), np.nextafter(-VANISHED, 0))
    with ctx.workprec(200):
        for argument, value in zip(x.tolist(), exponential(x).tolist(), strict=True):
            assert float(abs(arb(value) - arb(argument).exp()).upper()) <= 2.0**-1022


@every_wide_arithmetic
def test_the_exponential_of_0_is_1_and_far_down_it_is_0(wide: Arithmetic) -> None:
    """Exactly."""
    x = np.array([0.0, -0.0, np.nextafter(-VANISHED, -1000), -1e300, -np.inf], wide.working.dtype)
    assert exponential(x).tolist() == [1, 1, 0, 0, 0]


@every_wide_arithmetic
def test_where_it_is_0_the_truth_is_below_a_quarter_of_the_smallest_number(
    wide: Arithmetic,
) -> None:
    """And just above, the exponential of a longdouble is not 0."""
    with ctx.workprec(200):
        assert arb(-VANISHED).exp() < arb(2) ** -1076
    last = exponential(np.array([-VANISHED], wide.working.dtype))
    assert (last > 0) == (wide.working.dtype == np.longdouble)


@every_wide_arithmetic
def test_the_parts_of_ln_2_are_its_first_digits(wide: Arithmetic) -> None:
    """Each leaves eleven digits for the integer that it is multiplied with."""
    digits = wide.working.digits
    h = digits - 11
    constants = _constants(wide.working.dtype)
    A, B = fractions(np.array([constants.A, constants.B]))
    assert (A * 2**h).denominator == (B * 2 ** (2 * h)).denominator == 1
    with ctx.workprec(200):
        rest = arb(2).log() - ball(A + B)
        assert 0 < rest < arb(2) ** (-2 * h)
        inverse = ball(*fractions(np.array([constants.inverse]))) * arb(2).log()
        assert abs(inverse - 1) < 2 * wide.working.u


@every_wide_arithmetic
def test_a_coefficient_is_that_of_taylor_rounded_once(wide: Arithmetic) -> None:
    """And those that are left out come to less than 0.06 u."""
    coefficients = fractions(np.array(_constants(wide.working.dtype).coefficients))
    for j, c in enumerate(coefficients):
        assert abs(c * math.factorial(j) - 1) <= Fraction(wide.working.u) * (j > 2)
    n = len(coefficients)
    assert 2**0.5 * 0.3466**n / math.factorial(n) < 0.06 * wide.working.u


@pytest.mark.unmeasured
@every_wide_arithmetic
@pytest.mark.parametrize("shape", [(), (0,), (3, 0), (5, 7), (3, 1500), (2, 3, 4)])
def test_each_number_is_mapped_alone(shape: tuple[int, ...], wide: Arithmetic) -> None:
    """In any shape and order of memory, in blocks or not; the arguments are left as they are."""
    x = -np.random.default_rng(0).uniform(0, 800, shape).astype(wide.working.dtype).T
    before = x.copy()
    y = exponential(x)
    assert y.dtype == wide.working.dtype
    assert y.tolist() == np.vectorize(lambda v: exponential(np.array([v]))[0], "g")(x).tolist()
    np.testing.assert_array_equal(x, before)
