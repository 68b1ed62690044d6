"""What is said of the runs beside the pilot's is the formulas of its proofs, rounded outwards.

The formulas are written here a second time, number by number, at forty digits, and with the factors
that round them outwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from mpmath import exp, expm1, findroot, inf, log, mpf

from mnist_nn.oracle.arithmetic import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, Arithmetic
from mnist_nn.oracle.certificate import nominal_run as pilot
from mnist_nn.oracle.certificate.outward_rounding import INWARD, OUTWARD, TINY, outward
from mnist_nn.oracle.certificate.rounded_inputs import Values, take_layer
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

    from mnist_nn.oracle.arithmetic import Format

pytestmark = pytest.mark.usefixtures("forty_digits")


def share(arithmetic: Arithmetic) -> Any:
    """Return how much finer the pilot's roundings are."""
    return mpf(FLOAT64.u) / mpf(arithmetic.working.u)


def outwards(bound: Any) -> Any:
    """Return a bound, rounded outwards."""
    return bound * mpf(OUTWARD) + mpf(TINY)


def of_sum(
    r: Sequence[Any], moved: Any, column: Sequence[Sequence[Any]], pilot: Any, of: Arithmetic
) -> tuple[Any, Any]:
    """Return how far the sum of a column (W, b, W_off, b_off) is carried, and its own error."""
    f, stored = of.working, of.storage
    W, (b,), W_off, (b_off,) = column
    n, factor = sum(r_k != 0 for r_k in r), mpf(outward(len(r)))
    carried = dot(moved, map(abs, W)) * factor + mpf(TINY)
    weights_off = dot(r, W_off) * factor
    products = dot(r, map(abs, W)) * factor + weights_off
    given, terms = weights_off + b_off, products + abs(b) + b_off
    half = (terms + abs(pilot) + carried + given) / 2 + 2 * f.u * terms
    if 2 * n * f.u >= 1:
        return carried, inf
    g = n * f.u / (1 - 2 * n * mpf(f.u))
    errors = f.u * products + g * half + 2 * n * mpf(f.eta) * (1 + 2 * g)
    own = given + (1 + share(of)) * errors
    size = abs(pilot) + carried + abs(b) + 2 * own
    if stored != f:
        own += expm1(2 * w(stored.u)) * size + 2 * mpf(stored.eta) * exp(2 * w(stored.u))
    own = outwards(own)
    overflows = terms + own >= f.largest / 2 or size + own >= stored.largest / 2
    return carried, inf if overflows else own


def layers(inputs: int, arithmetic: Arithmetic) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield pixels (3, inputs) with zeros in them, how far they move, W (inputs, 2) and b (2,).

    Some are small, and some so large that their sums are near half of the largest number.
    """
    rng = np.random.default_rng(inputs)
    formats = (arithmetic.working, arithmetic.storage)
    large = [f.largest / inputs / k for f in formats for k in (4, 8, 16, 32)]
    for scale in (1, 2.0**-12, *large):
        x = rng.normal(0, scale, (3, inputs)) * (rng.random((3, inputs)) < 0.7)
        moved = np.abs(x) * rng.uniform(0, 0.1, x.shape) + 0.01 * (rng.random(x.shape) < 0.1)
        yield x, moved, rng.normal(0, 1, (inputs, 2)), rng.normal(0, 1, 2)


@pytest.mark.parametrize("inputs", [1, 7, 100, 130])
@every_arithmetic
def test_the_error_of_a_sum_is_its_formula(arithmetic: Arithmetic, inputs: int) -> None:
    """What is carried to it, and what it adds by itself; infinite where it may overflow."""
    for x, moved, W, b in layers(inputs, arithmetic):
        layer = take_layer(W, b, arithmetic)
        values = Values(x, moved / 4, moved * 3 / 4)
        sums = pilot.affine(values, layer, arithmetic)
        assert np.array_equal(sums.pilot, x @ W + b)
        for i, j in np.ndindex(sums.own.shape):
            off = numbers(values.moved[i])
            r = [abs(v) + m for v, m in zip(numbers(x[i]), off, strict=True)]
            column = [numbers(part[..., j]) for part in layer]
            carried, own = of_sum(r, off, column, mpf(sums.pilot[i, j]), arithmetic)
            assert is_rounded(sums.carried[i, j], carried)
            assert is_rounded(sums.own[i, j], own)


SUMMED_WIDE = {name: arithmetic for name, arithmetic in ALL.items() if name != "float64"}
SUMMED_NARROW = {"float32, summed in float16": Arithmetic(FLOAT16, FLOAT32)}


@pytest.mark.parametrize("name", SUMMED_WIDE | SUMMED_NARROW)
def test_a_sum_fits_up_to_half_of_the_largest_number(name: str) -> None:
    """Less than its own error before that, it is not known to."""
    arithmetic = (SUMMED_WIDE | SUMMED_NARROW)[name]
    formats, around = (arithmetic.working, arithmetic.storage), range(-12, 13)
    near = [f.largest / 2 * (1 + k * g.u / 2) for f in formats for g in formats for k in around]
    x = np.array([*near, *(0.4 * f.largest for f in formats)])[:, None]
    layer = take_layer(np.ones((1, 1)), np.zeros(1), arithmetic)
    sums = pilot.affine(Values(x, 0 * x, 0 * x), layer, arithmetic)
    column = [[mpf(1)], [mpf(0)], [mpf(0)], [mpf(0)]]
    for own, v in zip(sums.own.ravel(), numbers(x), strict=True):
        _, formula = of_sum([v], [mpf(0)], column, v, arithmetic)
        assert is_rounded(own, formula)


def slope_at(depth: Any) -> Any:
    """Return the slope of sigmoid so far from 0."""
    e = exp(-min(depth, 700))
    return e / (1 + e) ** 2


def of_value(z: Any, moved: Any, of: Arithmetic) -> tuple[Any, Any, Any]:
    """Return the value of a unit, the steepest slope within reach, and L."""
    f, later = of.working, [other for other in of.way_in if other != of.working]
    nearest = max(abs(z) * mpf(INWARD) - moved, 0)
    s = exp(min(z, 0) if z > -700 else -700) / (1 + exp(-min(abs(z), 700)))
    a = expm1((of.c - 1) * w(f.u))
    d = a * min(abs(z) + moved, 746) + w(2 * of.k * mpf(f.u))
    complement = exp(-min(nearest, 700)) if z > 0 else 1
    L = complement * expm1(d) + 2 * w(f.u) + sum(w(g.u) for g in later)
    return s, slope_at(nearest) * mpf(OUTWARD), L


def of_lowest(z: Any, moved: Any, of: Arithmetic) -> Any:
    """Return how small a unit may be."""
    s, steepest, L = of_value(z, moved, of)
    return (s * mpf(INWARD) - steepest * moved) * (1 - L)


def of_unit(z: Any, carried: Any, own: Any, of: Arithmetic) -> tuple[Any, Any, Any]:
    """Return how far a unit is carried, its own error, and the bend of its secants."""
    moved = carried + own
    s, steepest, L = of_value(z, moved, of)
    bend = min(moved / 20, steepest * min(moved / 2, 1))
    flushed = [f for f in of.way_in if f != of.working and of_lowest(z, moved, of) < 4 * mpf(f.eta)]
    lost = 2 * mpf(of.working.eta) + sum(mpf(f.eta) for f in flushed)
    rounded = (1 + share(of)) * (s + steepest * moved) * expm1(L)
    whole = rounded + lost * exp(L) + steepest * own
    return outwards(steepest * carried), outwards(whole), outwards(bend)


@pytest.mark.parametrize("format_", [FLOAT16, BFLOAT16], ids=["float16", "bfloat16"])
def test_a_unit_may_be_subnormal_up_to_four_times_eta(format_: Format) -> None:
    """It is 2**-40 of itself more careful than that."""
    arithmetic = Arithmetic(FLOAT32, format_)
    four = 4 * mpf(format_.eta)
    edge = findroot(lambda z: log(of_lowest(z, 0, arithmetic) / four), log(four))
    z = np.float64(edge) + np.arange(-7, 8, 2)[None] * 2.0**-41
    layer = take_layer(np.zeros(z.shape), np.zeros(z.size), arithmetic)
    hidden = pilot.sigmoid(Values(z, np.zeros(z.shape), np.zeros(z.shape)), layer, arithmetic)
    formulas = [of_unit(z_i, mpf(0), mpf(0), arithmetic)[1] for z_i in numbers(z)]
    for own, formula in zip(hidden.values.own[0], formulas, strict=True):
        assert is_rounded(own, formula)
    assert formulas[0] > formulas[-1]


NEAR = (-8.35, -6.0, -5.5, -86.0, -85.96, -85.92)
"""Where units of float16, and of bfloat16, TF32 and float32, are near four times their eta."""

Z = np.concatenate(
    [
        np.linspace(-12, 12, 25),
        np.array([-1000, -720, -650, 650, 720, 1000]),
        *(np.linspace(low, low + 0.05, 26) for low in NEAR),
    ]
)


@pytest.mark.parametrize("moved", [0.0, 1e-6, 0.3, 8.0, 100.0])
@every_arithmetic
def test_the_error_of_a_hidden_unit_is_its_formula(arithmetic: Arithmetic, moved: float) -> None:
    """What is carried to it, what it adds by itself, its slope, and how far that may bend."""
    carried, own = np.full((1, len(Z)), moved / 4), np.full((1, len(Z)), moved * 3 / 4)
    layer = take_layer(np.zeros((1, len(Z))), np.zeros(len(Z)), arithmetic)
    hidden = pilot.sigmoid(Values(Z[None], carried, own), layer, arithmetic)
    assert hidden.layer is layer
    for i, z in enumerate(numbers(Z)):
        s = 1 / (1 + exp(-max(z, -700)))
        assert is_rounded(hidden.values.pilot[0, i], s)
        assert is_rounded(hidden.slope[0, i], slope_at(abs(z)))
        formulas = of_unit(z, mpf(moved) / 4, mpf(moved) * 3 / 4, arithmetic)
        bounds = (hidden.values.carried, hidden.values.own, hidden.bend)
        for bound, formula in zip(bounds, formulas, strict=True):
            assert is_rounded(bound[0, i], formula)
