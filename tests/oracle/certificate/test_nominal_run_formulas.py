"""The errors of other runs beside the nominal run are the formulas of the proofs, rounded outwards.

The formulas are written here a second time, number by number, at forty digits, and with the factors
that round them outwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from mpmath import exp, expm1, findroot, inf, log, mpf

from mnist_nn.formats import BFLOAT16, FLOAT16, FLOAT32, FLOAT64
from mnist_nn.oracle.arithmetic import Arithmetic
from mnist_nn.oracle.certificate import _nominal_run as nominal_run
from mnist_nn.oracle.certificate._rounded_inputs import Values, rounded_layer
from mnist_nn.oracle.outward_rounding import INWARD, OUTWARD, TINY, rounding_factor
from mnist_nn.parameters import Layer
from tests.oracle.formulas import (
    ALL,
    dot,
    every_arithmetic,
    is_rounded,
    numbers,
    w,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mnist_nn.formats import Format

pytestmark = [pytest.mark.usefixtures("forty_digits"), pytest.mark.unmeasured]


def float64_share(arithmetic: Arithmetic) -> Any:
    """Return the roundings of the nominal run, in units of those of an arithmetic."""
    return mpf(FLOAT64.u) / mpf(arithmetic.working.u)


def outwards(bound: Any) -> Any:
    """Return a bound, rounded outwards."""
    return bound * mpf(OUTWARD) + mpf(TINY)


def of_sum(
    r: Sequence[Any], error: Any, column: Sequence[Sequence[Any]], nominal: Any, of: Arithmetic
) -> tuple[Any, Any]:
    """Return the propagated and the local error of the sum of a column (W, b, W_error, b_error)."""
    f, stored = of.sums, of.storage
    W, (b,), W_error, (b_error,) = column
    n, factor = sum(r_k != 0 for r_k in r), mpf(rounding_factor(len(r)))
    propagated = dot(error, map(abs, W)) * factor + mpf(TINY)
    from_weights = dot(r, W_error) * factor
    products = dot(r, map(abs, W)) * factor + from_weights
    from_parameters, terms = from_weights + b_error, products + abs(b) + b_error
    half = (terms + abs(nominal) + propagated + from_parameters) / 2 + 2 * f.u * terms
    if 2 * n * f.u >= 1:
        return propagated, inf
    g = n * f.u / (1 - 2 * n * mpf(f.u))
    rounded = f.u * products + g * half
    if of.accumulate:
        rounded = expm1((n + 1) * w(f.u)) * terms
    errors = rounded + 2 * n * mpf(f.eta) * (1 + 2 * g)
    local = from_parameters + (1 + float64_share(of)) * errors
    size = abs(nominal) + propagated + abs(b) + 2 * local
    if stored != f:
        local += expm1(2 * w(stored.u)) * size + 2 * mpf(stored.eta) * exp(2 * w(stored.u))
    local = outwards(local)
    overflows = terms + local >= f.largest / 2 or size + local >= stored.largest / 2
    return propagated, inf if overflows else local


def layers(inputs: int, arithmetic: Arithmetic) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield pixels (3, inputs) with zeros in them, how far off they are, W (inputs, 2) and b (2,).

    Some are small, and some so large that their sums are near half of the largest number.
    """
    rng = np.random.default_rng(inputs)
    formats = (arithmetic.sums, arithmetic.storage)
    large = [f.largest / inputs / k for f in formats for k in (4, 8, 16, 32)]
    for scale in (1, 2.0**-12, *large):
        x = rng.normal(0, scale, (3, inputs)) * (rng.random((3, inputs)) < 0.7)
        error = np.abs(x) * rng.uniform(0, 0.1, x.shape) + 0.01 * (rng.random(x.shape) < 0.1)
        yield x, error, rng.normal(0, 1, (inputs, 2)), rng.normal(0, 1, 2)


@pytest.mark.parametrize("inputs", [1, 7, 130, pytest.param(100, marks=pytest.mark.slow)])
@every_arithmetic
def test_the_error_of_a_sum_is_its_formula(arithmetic: Arithmetic, inputs: int) -> None:
    """The propagated error and the local one, which is infinite where the sum may overflow."""
    for x, error, W, b in layers(inputs, arithmetic):
        layer = rounded_layer(Layer(W, b), arithmetic)
        values = Values(x, error / 4, error * 3 / 4)
        sums = nominal_run.affine(values, layer, arithmetic)
        assert np.array_equal(sums.nominal, x @ W + b)
        for i, j in np.ndindex(sums.local.shape):
            off = numbers(values.error[i])
            r = [abs(v) + m for v, m in zip(numbers(x[i]), off, strict=True)]
            column = [numbers(part[..., j]) for part in layer]
            propagated, local = of_sum(r, off, column, mpf(sums.nominal[i, j]), arithmetic)
            assert is_rounded(sums.propagated[i, j], propagated)
            assert is_rounded(sums.local[i, j], local)


SUMMED_WIDE = {name: of for name, of in ALL.items() if of.sums != FLOAT64}
SUMMED_NARROW = {"float32, summed in float16": Arithmetic(FLOAT16, FLOAT32)}


@pytest.mark.parametrize("name", SUMMED_WIDE | SUMMED_NARROW)
def test_a_sum_is_known_to_fit_up_to_half_of_the_largest_number(name: str) -> None:
    """Less than its local error before that, it is not known to."""
    arithmetic = (SUMMED_WIDE | SUMMED_NARROW)[name]
    formats, around = (arithmetic.sums, arithmetic.storage), range(-12, 13)
    near = [f.largest / 2 * (1 + k * g.u / 2) for f in formats for g in formats for k in around]
    x = np.array([*near, *(0.4 * f.largest for f in formats)])[:, None]
    layer = rounded_layer(Layer(np.ones((1, 1)), np.zeros(1)), arithmetic)
    sums = nominal_run.affine(Values(x, 0 * x, 0 * x), layer, arithmetic)
    column = [[mpf(1)], [mpf(0)], [mpf(0)], [mpf(0)]]
    for local, v in zip(sums.local.ravel(), numbers(x), strict=True):
        _, formula = of_sum([v], [mpf(0)], column, v, arithmetic)
        assert is_rounded(local, formula)


def slope_at(depth: Any) -> Any:
    """Return the slope of sigmoid so far from 0."""
    e = exp(-min(depth, 700))
    return e / (1 + e) ** 2


def of_value(z: Any, error: Any, of: Arithmetic) -> tuple[Any, Any, Any]:
    """Return the value of a unit, the steepest slope in its range, and L."""
    f, later = of.working, [other for other in of.operand_formats if other != of.working]
    nearest = max(abs(z) * mpf(INWARD) - error, 0)
    s = exp(min(z, 0) if z > -700 else -700) / (1 + exp(-min(abs(z), 700)))
    a = expm1((of.c - 1) * w(f.u))
    d = a * min(abs(z) + error, 746) + w(2 * of.k * mpf(f.u))
    complement = exp(-min(nearest, 700)) if z > 0 else 1
    L = complement * expm1(d) + (1 + of.quotient) * w(f.u) + sum(w(g.u) for g in later)
    return s, slope_at(nearest) * mpf(OUTWARD), L


def of_lowest(z: Any, error: Any, of: Arithmetic) -> Any:
    """Return how small a unit may be."""
    s, steepest, L = of_value(z, error, of)
    return (s * mpf(INWARD) - steepest * error) * (1 - L)


def of_unit(z: Any, propagated: Any, z_local: Any, of: Arithmetic) -> tuple[Any, Any, Any]:
    """Return the propagated and the local error of a unit, and the error of its slope."""
    error = propagated + z_local
    s, steepest, L = of_value(z, error, of)
    slope_error = min(error / 20, steepest * min(error / 2, 1))
    others = [f for f in of.operand_formats if f != of.working]
    flushed = [f for f in others if of_lowest(z, error, of) < 4 * mpf(f.eta)]
    lost = 2 * mpf(of.working.eta) + sum(mpf(f.eta) for f in flushed)
    lost += of.k * mpf(of.working.u) * (of.tail == "absolute")
    rounded = (1 + float64_share(of)) * (s + steepest * error) * expm1(L)
    local = rounded + lost * exp(L) + steepest * z_local
    return outwards(steepest * propagated), outwards(local), outwards(slope_error)


@pytest.mark.parametrize("format_", [FLOAT16, BFLOAT16], ids=["float16", "bfloat16"])
def test_a_unit_may_be_subnormal_up_to_four_times_eta(format_: Format) -> None:
    """And up to a part of 2**-40 more, for the roundings of the bound itself."""
    arithmetic = Arithmetic(FLOAT32, format_)
    four = 4 * mpf(format_.eta)
    edge = findroot(lambda z: log(of_lowest(z, 0, arithmetic) / four), log(four))
    z = np.float64(edge) + np.arange(-7, 8, 2)[None] * 2.0**-41
    layer = rounded_layer(Layer(np.zeros(z.shape), np.zeros(z.size)), arithmetic)
    hidden = nominal_run.sigmoid(Values(z, np.zeros(z.shape), np.zeros(z.shape)), layer, arithmetic)
    formulas = [of_unit(z_i, mpf(0), mpf(0), arithmetic)[1] for z_i in numbers(z)]
    for local, formula in zip(hidden.values.local[0], formulas, strict=True):
        assert is_rounded(local, formula)
    assert formulas[0] > formulas[-1]


NEAR = (-8.35, -6.0, -5.5, -86.0, -85.96, -85.92)
"""Where units of float16, and of bfloat16, TF32 and float32, are near four times their eta."""

Z = np.concatenate(
    [
        np.linspace(-12, 12, 25),
        np.array([-1000, -720, -650, 650, 720, 1000]),
        *(np.linspace(low, low + 0.05, 11) for low in NEAR),
    ]
)


@pytest.mark.parametrize(
    "error", [0.0, 0.3, *(pytest.param(e, marks=pytest.mark.slow) for e in (1e-6, 8.0, 100.0))]
)
@every_arithmetic
def test_the_error_of_a_hidden_unit_is_its_formula(arithmetic: Arithmetic, error: float) -> None:
    """The propagated error and the local one, the slope, and the error of the slope."""
    propagated, local = np.full((1, len(Z)), error / 4), np.full((1, len(Z)), error * 3 / 4)
    layer = rounded_layer(Layer(np.zeros((1, len(Z))), np.zeros(len(Z))), arithmetic)
    hidden = nominal_run.sigmoid(Values(Z[None], propagated, local), layer, arithmetic)
    assert hidden.layer is layer
    for i, z in enumerate(numbers(Z)):
        s = 1 / (1 + exp(-max(z, -700)))
        assert is_rounded(hidden.values.nominal[0, i], s)
        assert is_rounded(hidden.slope[0, i], slope_at(abs(z)))
        formulas = of_unit(z, mpf(error) / 4, mpf(error) * 3 / 4, arithmetic)
        bounds = (hidden.values.propagated, hidden.values.local, hidden.slope_error)
        for bound, formula in zip(bounds, formulas, strict=True):
            assert is_rounded(bound[0, i], formula)
