"""Images and parameters are off by the formulas of the proofs, rounded outwards.

The formulas are written here a second time, number by number, at forty digits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from mpmath import exp, expm1, inf, mpf

from mnist_nn.formats import FLOAT64
from mnist_nn.oracle.certificate._rounded_inputs import rounded_images, rounded_layer
from mnist_nn.parameters import Layer
from tests.oracle.formulas import every_arithmetic, is_rounded_outwards, numbers, w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn.formats import Format
    from mnist_nn.oracle.arithmetic import Arithmetic

pytestmark = pytest.mark.usefixtures("forty_digits")


def of_number(a: Any, formats: Iterable[Format]) -> Any:
    """Return how far off a number is once it is rounded to formats that do not hold it."""
    rounding = [f for f in formats if not f.holds(np.array(float(a)))]
    if any(abs(a) > f.largest / 2 for f in formats):
        return inf
    L = sum((w(f.u) for f in rounding), mpf(0))
    return abs(a) * expm1(L) + exp(L) * sum(f.eta for f in rounding if abs(a) < 2 * f.eta)


def of_scaled(x: Any, arithmetic: Arithmetic) -> Any:
    """Return how far a pixel is off that was divided, or multiplied by a rounded reciprocal."""
    f = arithmetic.working
    formats = [f, f, *(other for other in arithmetic.operand_formats if other != f), FLOAT64]
    L = sum(w(f.u) for f in formats)
    return abs(x) * expm1(L) + (x != 0) * sum(mpf(f.eta) for f in formats) * exp(L)


def hard_numbers(formats: Iterable[Format]) -> Any:
    """Return 0, numbers of any size, and those at the limits of formats."""
    some = 10.0 ** np.random.default_rng(0).uniform(-6, 4, 20)
    limits = [edge for f in formats for edge in (f.eta, 2 * f.eta, f.largest / 2, f.largest)]
    around = [limit * (1 + d) for limit in limits for d in (-(2.0**-30), 0, 2.0**-30)]
    return np.array([0.0, 1.0, 0.1, *some, *(a for a in around if a < math.inf)])


@every_arithmetic
def test_parameters_are_off_by_the_formula(arithmetic: Arithmetic) -> None:
    """|a| (exp(L) - 1) and what underflows, L the sum over the formats that do not hold a."""
    a = hard_numbers([*arithmetic.operand_formats, arithmetic.storage]) * [[1], [-1]]
    layer = rounded_layer(Layer(a, a[0]), arithmetic)
    assert np.array_equal(layer.W, a)
    assert np.array_equal(layer.b, a[0])
    for off, a_i in zip(layer.W_error.ravel(), numbers(a), strict=True):
        assert is_rounded_outwards(off, of_number(a_i, arithmetic.operand_formats))
    for off, a_i in zip(layer.b_error, numbers(a[0]), strict=True):
        assert is_rounded_outwards(off, of_number(a_i, [arithmetic.storage]))


@pytest.mark.parametrize("divisor", [1, 255])
@every_arithmetic
def test_images_are_off_by_the_formula(arithmetic: Arithmetic, divisor: float) -> None:
    """As parameters are if they are divided by 1; else by two roundings and the conversions."""
    largest = min(f.largest for f in arithmetic.operand_formats)
    a = hard_numbers([*arithmetic.operand_formats, arithmetic.working])
    pixels = np.outer(a[np.abs(a / divisor) <= largest / 2], [1, -1])
    images = rounded_images(pixels, arithmetic, divisor)
    assert np.array_equal(images.nominal, pixels / divisor)
    assert not images.propagated.any()
    for off, x in zip(images.error.ravel(), numbers(images.nominal), strict=True):
        formula = (
            of_number(x, arithmetic.operand_formats) if divisor == 1 else of_scaled(x, arithmetic)
        )
        assert is_rounded_outwards(off, formula)


@pytest.mark.parametrize("divisor", [1, 0.5])
@every_arithmetic
def test_nothing_is_known_of_an_image_with_a_pixel_that_may_overflow(
    arithmetic: Arithmetic, divisor: float
) -> None:
    """From half of the largest number of the narrowest format on."""
    half = min(f.largest for f in arithmetic.operand_formats) / 2
    pixels = np.array([[0, -half], [1, half * (1 + 2.0**-30)], [-half * (1 + 2.0**-30), 1]])
    error = rounded_images(pixels * divisor, arithmetic, divisor).error
    assert np.isinf(error).all(axis=-1).tolist() == [False, True, True]
