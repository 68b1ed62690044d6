"""Each bound is the formula that its proof ends with, evaluated in float64 and rounded outwards.

The formulas are written here a second time, number by number, at forty digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from mpmath import e, exp, expm1, inf, log, log1p, mpf

from mnist_nn.formats import FLOAT64, Format
from mnist_nn.oracle.arithmetic import Arithmetic
from mnist_nn.oracle.bounds import (
    sigmoid_error,
    softmax_error,
)
from mnist_nn.oracle.network_bound import mlp_error
from mnist_nn.oracle.product_bound import affine_error
from mnist_nn.oracle.sum_bound import softmax_sum_error
from mnist_nn.parameters import Layer
from tests.oracle.formulas import dot, every_arithmetic, is_rounded_outwards, lost, numbers, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = pytest.mark.usefixtures("forty_digits")


every_input_error = pytest.mark.parametrize("x_error", [0.0, 0.25])

VANISHED = 746
"""The greatest distance at which the formulas are taken: exp(-746) is 0 in float64."""


def of_argument(roundings: float, f: Format) -> Any:
    """Return the relative error of an argument of exp that is rounded some times."""
    return expm1(roundings * w(f.u))


def of_storing(arithmetic: Arithmetic) -> tuple[Any, Any]:
    """Return the error of storing a number in another format, as a logarithm and if subnormal."""
    f = arithmetic.storage
    return (mpf(0), mpf(0)) if f == arithmetic.working else (w(f.u), mpf(f.u) * mpf(f.eta))


class Row(NamedTuple):
    """Scores of a row: the greatest of them, and how far below it each one is."""

    greatest: Any
    t: Sequence[Any]


def of_scale(arithmetic: Arithmetic) -> Any:
    """Return by how much all exponentials of a row may be off."""
    return mpf(1) if arithmetic.shift == "relative" else e


def of_shift(greatest: Any, arithmetic: Arithmetic) -> Any:
    """Return by how much an argument is off at most, beside its relative error."""
    once = greatest * arithmetic.working.u * exp(2 * w(arithmetic.working.u))
    return once * {"relative": 0, "folded": arithmetic.working.u, "absolute": 2}[arithmetic.shift]


def of_logarithm(n: int, arithmetic: Arithmetic) -> Any:
    """Return B: the error of the logarithm of a probability, but for the argument of exp."""
    f, sums, (stored, kept) = arithmetic.working, arithmetic.sums, of_storing(arithmetic)
    exponentials = 2 * (w(2 * arithmetic.k * f.u) + stored)
    additions = arithmetic.additions(n) + bool(arithmetic.accumulate)
    rescaled = 3 if arithmetic.rescalings else 1
    subnormal = (
        of_scale(arithmetic)
        * n
        * (rescaled * max(lost(arithmetic, f), lost(arithmetic, sums)) + kept)
    )
    B = exponentials + additions * w(sums.u) + arithmetic.quotient * w(f.u) + w(subnormal) + stored
    return B if n * exp(B) * of_scale(arithmetic) < sums.largest else inf


def of_underflow(p: Any, L: Any, arithmetic: Arithmetic, kept: Any = 0) -> Any:
    """Return the error that underflow adds."""
    eta, factor = mpf(arithmetic.storage.eta), exp(L) * of_scale(arithmetic)
    working = (2 * lost(arithmetic, arithmetic.working) + kept) * factor
    stored = lost(arithmetic, arithmetic.storage)
    return working + (stored if p * exp(-L) - working < eta else 0)


def of_rescaling(arithmetic: Arithmetic) -> Any:
    """Return the error of one rescaling."""
    return w(2 * arithmetic.k * arithmetic.working.u) + w(arithmetic.sums.u)


def of_log_sum(t: Sequence[Any], arithmetic: Arithmetic, x_error: Any) -> Any:
    """Return the error of the logarithm of a sum of exponentials, of scores so far below."""
    a, each = of_argument(arithmetic.c, arithmetic.working), of_rescaling(arithmetic)
    if x_error or not arithmetic.exact_at_zero or not arithmetic.rescalings:
        return a * log(len(t)) + min(len(t) - 1, arithmetic.rescalings) * each
    above = [len({other for other in t if other < one}) for one in t]
    pairs = list(zip(t, above, strict=True))
    changed = sum(exp(-one) * expm1(a * min(one, VANISHED) + r * each) for one, r in pairs)
    return log1p(changed / sum(exp(-one) for one in t))


def of_softmax(  # noqa: PLR0913, PLR0917 - as many as the bound has, and the row
    p: Any, t: Any, row: Row, arithmetic: Arithmetic, x_error: Any, known_to: Any = 0
) -> Any:
    """Return the error of one probability p, of a score t below the maximum of its row."""
    n, a = len(row.t), of_argument(arithmetic.c, arithmetic.working)
    reach = x_error + known_to
    R = of_log_sum(row.t, arithmetic, x_error) + 2 * of_shift(abs(row.greatest) + reach, arithmetic)
    L = a * (min(t, VANISHED) + 2 * reach) + R + of_logarithm(n, arithmetic) + 2 * x_error
    return p * expm1(L) + of_underflow(p, L, arithmetic, of_storing(arithmetic)[1])


def of_sigmoid(s: Any, x: Any, arithmetic: Arithmetic, x_error: Any, known_to: Any = 0) -> Any:
    """Return the error of one value s, at x."""
    f = arithmetic.working
    reach = x_error + known_to
    size = min(abs(x) + reach, VANISHED)
    d = of_argument(arithmetic.c - 1, f) * size + w(2 * arithmetic.k * f.u)
    stored = of_storing(arithmetic)[0]
    L = 1 / (1 + exp(min(x - reach, VANISHED))) * expm1(d)
    L += (1 + arithmetic.quotient) * w(f.u) + stored
    own = (s + reach / 4) * expm1(L) + of_underflow(s - reach / 4, L, arithmetic)
    if arithmetic.tail == "absolute":
        absolute = arithmetic.k * mpf(f.u)
        rounded = (s + reach / 4 + absolute) * expm1(w(f.u) + stored)
        subnormal = lost(arithmetic, f) + lost(arithmetic, arithmetic.storage)
        own = max(own, absolute + rounded + subnormal)
    return own + x_error / 4


def of_affine(x: Any, W: Any, b: Any, arithmetic: Arithmetic, x_error: Any) -> Any:
    """Return the error of one sum, of rows x and x_error and a column W, and of a bias."""
    f, stored, operands = arithmetic.sums, arithmetic.storage, arithmetic.operands
    greatest_x, size = [abs(v) + m for v, m in zip(x, x_error, strict=True)], list(map(abs, W))
    n = sum(v != 0 for v in greatest_x)
    of_bias = (min(n - 1, arithmetic.additions(len(W))) + 2) * w(f.u)
    of_bias += 2 * of_storing(arithmetic)[0]
    L = of_bias + (2 * w(operands.u) if operands else 0)
    rounded = expm1(L) * dot(greatest_x, size) + expm1(of_bias) * abs(b)
    underflow = (n * lost(arithmetic, f) + 2 * lost(arithmetic, stored)) * exp(L)
    if operands:
        of_each = sum(greatest_x) + sum(size) + len(W) * lost(arithmetic, operands)
        underflow += lost(arithmetic, operands) * of_each * exp(L)
    return rounded + underflow + dot(x_error, size)


def rows_of_scores() -> Iterator[tuple[Any, Any]]:
    """Yield probabilities, and how far each score is below the maximum."""
    for n in (1, 2, 10, 64):
        x = np.random.default_rng(n).normal(0, 5, n)
        p = np.exp(x - x.max()) / np.exp(x - x.max()).sum()
        yield p, x.max() - x
    yield np.array([1.0, 1e-7, 0.0]), np.array([0.0, 16.0, 1e4])


@pytest.mark.unmeasured
@pytest.mark.parametrize("x_error", [0.25, pytest.param(0.0, marks=pytest.mark.slow)])
@every_arithmetic
def test_the_bound_of_softmax_is_its_formula(arithmetic: Arithmetic, x_error: float) -> None:
    """It is p (exp(L) - 1) and what underflows, with L = a t + R + B."""
    for p, t in rows_of_scores():
        bounds, row = softmax_error(p, 5 - t, arithmetic, x_error), Row(5, numbers(t))
        for bound, p_i, t_i in zip(bounds, numbers(p), numbers(t), strict=True):
            formula = of_softmax(p_i, t_i, row, arithmetic, mpf(x_error))
            assert is_rounded_outwards(bound, formula, terms=len(p))


@every_arithmetic
def test_the_bound_of_a_sum_of_probabilities_is_its_formula(arithmetic: Arithmetic) -> None:
    """exp(a log n + R + B) - 1, and n times what underflows."""
    for n in (1, 2, 10, 900, 70_000):
        a, B = of_argument(arithmetic.c, arithmetic.working), of_logarithm(n, arithmetic)
        R = a * log(n) + min(n - 1, arithmetic.rescalings) * of_rescaling(arithmetic)
        R += 2 * of_shift(mpf(3), arithmetic)
        greatest = exp(a * VANISHED + R + B)
        subnormal = 2 * lost(arithmetic, arithmetic.working) + of_storing(arithmetic)[1]
        subnormal *= of_scale(arithmetic)
        each = subnormal * greatest + lost(arithmetic, arithmetic.storage)
        formula = expm1(a * log(n) + R + B) + n * each
        assert is_rounded_outwards(softmax_sum_error(n, arithmetic, 3.0), formula)


@every_input_error
@every_arithmetic
def test_the_bound_of_sigmoid_is_its_formula(arithmetic: Arithmetic, x_error: float) -> None:
    """It is s (exp(L) - 1) and what underflows, with L = (1 - s) (exp(d) - 1) + 3 w(u)."""
    x = np.array([-1000, -30, -7, -2.8, -0.1, 0, 0.1, 3, 12, 40, 1000])
    with np.errstate(over="ignore"):
        s = 1 / (1 + np.exp(-x))
    bounds = sigmoid_error(s, x, arithmetic, x_error)
    for bound, s_i, x_i in zip(bounds, numbers(s), numbers(x), strict=True):
        assert is_rounded_outwards(bound, of_sigmoid(s_i, x_i, arithmetic, mpf(x_error)))


def test_a_result_that_cannot_be_subnormal_loses_nothing_when_it_is_stored() -> None:
    """Where nothing else is rounded, that is from eta and twice the working eta on."""
    working, storage = Format(0, 2.0**-20), Format(0, 2.0**-10)
    s = 2.0**-10 + 2 * 2.0**-20
    for value, error in ((s, 2.0**-19), (s * (1 - 2.0**-50), 2.0**-19 + 2.0**-10)):
        bound = sigmoid_error(np.array(value), np.array(-7.0), Arithmetic(working, storage))
        assert is_rounded_outwards(bound, mpf(error))


def layer(seed: int) -> tuple[Any, Any, Any]:
    """Return x (3, 7) with zeros in it, W (7, 2) and b (2,)."""
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 1, (3, 7)) * (rng.random((3, 7)) < 0.6)
    return x, rng.normal(0, 1, (7, 2)), rng.normal(0, 1, 2)


@pytest.mark.parametrize("x_error", [0.0, 0.25, np.linspace(0, 1, 21).reshape(3, 7)], ids=str)
@every_arithmetic
def test_the_bound_of_a_layer_is_its_formula(arithmetic: Arithmetic, x_error: Any) -> None:
    """(exp(L) - 1) (|x||W| + |b|) and (n + 2) underflows, with L = (n + 1) w(u) and storage."""
    x, W, b = layer(0)
    bounds = affine_error(x, W, b, arithmetic, x_error)
    for i, j in np.ndindex(bounds.shape):
        off = numbers(np.broadcast_to(x_error, x.shape)[i])
        formula = of_affine(numbers(x[i]), numbers(W[:, j]), mpf(b[j]), arithmetic, off)
        assert is_rounded_outwards(bounds[i, j], formula, terms=len(W))


def of_network(
    image: Any, layers: list[Layer], arithmetic: Arithmetic, share: Any
) -> tuple[Any, Any]:
    """Return the probabilities of one image, and the error of each.

    The true values are within a share of their error of those at which it is taken.
    """
    values, x_error = numbers(image), [mpf(0)] * len(image)
    for W, b in layers:
        y = [dot(values, numbers(c)) + mpf(b_j) for c, b_j in zip(W.T, b, strict=True)]
        sizes = [abs(v) + share * m for v, m in zip(values, x_error, strict=True)]
        y_error = [
            of_affine(sizes, numbers(c), mpf(b_j), arithmetic, x_error)
            for c, b_j in zip(W.T, b, strict=True)
        ]
        values = [1 / (1 + exp(-v)) for v in y]
        x_error = [
            of_sigmoid(s, v, arithmetic, m, share * m)
            for s, v, m in zip(values, y, y_error, strict=True)
        ]
    e = [exp(v - max(y)) for v in y]
    p, t, greatest = [v / sum(e) for v in e], [max(y) - z for z in y], max(y_error)
    known_to = share * greatest
    return p, [
        of_softmax(q, t_i, Row(max(y), t), arithmetic, greatest, known_to)
        for q, t_i in zip(p, t, strict=True)
    ]


@every_arithmetic
def test_the_bound_of_a_network_is_that_of_its_layers_one_after_the_other(
    arithmetic: Arithmetic,
) -> None:
    """The error of a layer is one of the inputs of the next; images are apart."""
    rng = np.random.default_rng(3)
    x = rng.normal(0, 1, (3, 4))
    shapes = [(4, 5), (5, 3), (3, 2)]
    layers = [Layer(rng.normal(0, 1, shape), rng.normal(0, 1, shape[1])) for shape in shapes]
    roundings = max(mpf(n + 1) / (arithmetic.additions(n) + 2) for n, _ in shapes)
    share = mpf(FLOAT64.u) / arithmetic.working.u * max(1, mpf(3) / arithmetic.k, roundings)
    rows = [of_network(image, layers, arithmetic, share) for image in x]
    bounds = mlp_error(x, layers, np.array([p for p, _ in rows], np.float64), arithmetic)
    for computed, (_, formulas) in zip(bounds, rows, strict=True):
        for bound, formula in zip(computed, formulas, strict=True):
            # Six bounds stand one on another, and each is at most 2**-39 wider than it need be.
            assert formula <= mpf(float(bound)) <= formula * (1 + mpf(2) ** -36)
