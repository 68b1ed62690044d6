"""Each bound is nearly reached where every rounding is as bad as it may be, and never passed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from mpmath import exp, mpf

from mnist_nn.formats import FORMATS
from mnist_nn.oracle.arithmetic import Arithmetic, arithmetic_of
from mnist_nn.oracle.arithmetics import named_arithmetic
from mnist_nn.oracle.bounds import sigmoid_error
from mnist_nn.oracle.quotients import kept_error
from tests.oracle import shares
from tests.oracle.adversaries import online_softmax, sigmoid_by_tanh, softmax
from tests.oracle.formulas import numbers

pytestmark = pytest.mark.usefixtures("forty_digits")

STRICT = {name: arithmetic_of(f.dtype) for name, f in FORMATS.items()}
every_strict_arithmetic = pytest.mark.parametrize("arithmetic", STRICT.values(), ids=STRICT)
either_way = pytest.mark.parametrize("sign", [-1, 1], ids=["too small", "too great"])
some_numbers_of_classes = pytest.mark.parametrize(
    "n", [20, 64, pytest.param(300, marks=pytest.mark.slow)]
)
WIDE = [name for name in STRICT if STRICT[name].storage == STRICT[name].working]


@either_way
@some_numbers_of_classes
@every_strict_arithmetic
def test_softmax(arithmetic: Arithmetic, n: int, sign: int) -> None:
    """In any order of summation."""
    assert 0.9 < shares.of_softmax(arithmetic, sign, n) <= 1


@either_way
@every_strict_arithmetic
def test_a_quotient_that_is_rounded_more_often(arithmetic: Arithmetic, sign: int) -> None:
    """As one within two units in the last place is: five times."""
    rough = replace(arithmetic, quotient=5)
    assert 0.9 < shares.of_softmax(rough, sign) <= 1
    assert 0.95 < shares.of_sigmoid(rough, sign) <= 1
    assert 0.95 < shares.of_equal_scores(rough, sign) <= 1


@either_way
@pytest.mark.parametrize("n", [2, 64])
@pytest.mark.parametrize("step", [1e-6, 0.1, 1.0])
@every_strict_arithmetic
def test_online_softmax(arithmetic: Arithmetic, step: float, n: int, sign: int) -> None:
    """Of scores that rise, one class at a time: the sum is rescaled for each."""
    x = np.arange(-n + 1, 1) * step
    q = online_softmax(numbers(-x), sign, arithmetic)
    assert 0.1 < shares.share_of_softmax(q, n - 1, x, arithmetic) <= 1


@either_way
@pytest.mark.parametrize(
    ("k", "least"), [(3, 0.85), pytest.param(16, 0.95, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("name", WIDE)
def test_online_softmax_where_rescaling_is_worst(
    name: str, k: int, least: float, sign: int
) -> None:
    """Of many scores that rise by next to nothing; it counts the more, the poorer exp is."""
    assert least < shares.of_online_softmax(replace(STRICT[name], k=k), sign) <= 1


@pytest.mark.parametrize("name", WIDE)
def test_online_softmax_is_not_as_accurate_as_one_of_two_passes(name: str) -> None:
    """Where no sum may be rescaled, it passes the bound."""
    assert shares.of_online_softmax(replace(STRICT[name], rescalings=0), 1, n=64) > 2


@either_way
@every_strict_arithmetic
def test_a_subnormal_exponential_that_is_kept_counts_in_the_numerator(
    arithmetic: Arithmetic, sign: int
) -> None:
    """It is off by u eta of its format, and all others by as much as they may be."""
    x = np.array([0.0, np.log(arithmetic.storage.eta) - 1])
    kept = mpf(arithmetic.storage.u) * mpf(arithmetic.storage.eta)
    q = softmax(numbers(-x), 1, sign, arithmetic) + sign * kept
    assert shares.share_of_softmax(q, 1, x, arithmetic) <= 1


@every_strict_arithmetic
def test_what_is_flushed_is_wrong_where_subnormal_numbers_are_kept(arithmetic: Arithmetic) -> None:
    """A probability below the normal numbers of the results, and elsewhere it is right."""
    x = np.array([0.0, np.log(arithmetic.storage.eta) - 1])
    assert share_of_zero(x, arithmetic) <= 1
    assert share_of_zero(x, replace(arithmetic, gradual=True)) > 1


def share_of_zero(x: Any, arithmetic: Arithmetic) -> float:
    """Return the error of 0, in place of the last probability, in units of what is allowed."""
    return shares.share_of_softmax(mpf(0), len(x) - 1, x, arithmetic)


@either_way
@every_strict_arithmetic
def test_a_subnormal_result_is_off_by_few_steps(arithmetic: Arithmetic, sign: int) -> None:
    """By those of an exponential that is kept, of a quotient, and of what is stored."""
    gradual = replace(arithmetic, gradual=True)
    x = np.array([0.0, np.log(arithmetic.storage.eta) - 1])
    lost = 2 * gradual.lost(gradual.working) + kept_error(gradual)
    steps = mpf(lost) + mpf(gradual.lost(gradual.storage))
    q = softmax(numbers(-x), 1, sign, gradual) + sign * steps
    assert 0.9 < shares.share_of_softmax(q, 1, x, gradual) <= 1


@either_way
@pytest.mark.parametrize("x", [-7.0, -5.0, -1.0, 0.0, 1.0, 5.0])
@every_strict_arithmetic
def test_sigmoid(arithmetic: Arithmetic, x: float, sign: int) -> None:
    """On both sides of 0, as a product with a rounded reciprocal."""
    assert 0.95 < shares.of_sigmoid(arithmetic, sign, x) <= 1


WEAKER = {
    f"{name} {dtype}": named_arithmetic(name, dtype)
    for name, dtype in [
        ("tf32", "float32"),
        ("bfloat16-operands", "float32"),
        ("tensor-core", "float32"),
        ("tensor-core", "bfloat16"),
        ("float16-accumulate", "float16"),
    ]
}
OF_PRODUCTS = {**STRICT, **WEAKER}


@either_way
@pytest.mark.parametrize("n", [1, 10, 100])
@pytest.mark.parametrize("arithmetic", OF_PRODUCTS.values(), ids=OF_PRODUCTS)
def test_a_product(arithmetic: Arithmetic, n: int, sign: int) -> None:
    """Of one large term that passes all roundings, and of small ones."""
    assert 0.9 < shares.of_product(arithmetic, sign, n) <= 1


ABSOLUTE = {"flash": 2.0**-48, "flash-unfused": 2.0**-23}
"""By what part of the maximum an argument is off at least, in float32."""


@either_way
@pytest.mark.parametrize(
    ("name", "m", "least"),
    [
        ("flash", 0.0, 0.5),
        ("flash", 1e6, 0.5),
        ("flash-unfused", 100.0, 0.1),
        ("flash-unfused", 1e5, 0.9),
    ],
)
def test_softmax_whose_maximum_is_not_subtracted_first(
    name: str, m: float, least: float, sign: int
) -> None:
    """Of scores at some level: each argument is off for itself, the more the higher they are."""
    arithmetic, n = named_arithmetic(name, "float32"), 20
    x = m + np.append(0.0, np.full(n - 1, -0.0078125))
    q = softmax(numbers(x.max() - x), n - 1, sign, arithmetic, mpf(m) * ABSOLUTE[name])
    assert least < shares.share_of_softmax(q, n - 1, x, arithmetic) <= 1


@either_way
@pytest.mark.parametrize("x", [-10.0, -1.0, 0.5, 10.0])
@every_strict_arithmetic
def test_sigmoid_by_tanh(arithmetic: Arithmetic, x: float, sign: int) -> None:
    """Whose error does not fall with its value."""
    arithmetic = replace(arithmetic, tail="absolute")
    true = 1 / (1 + exp(-mpf(x)))
    allowed = sigmoid_error(np.array([float(true)]), np.array([x]), arithmetic)[0]
    share = abs(sigmoid_by_tanh(mpf(x), sign, arithmetic) - true) / mpf(float(allowed))
    narrow = arithmetic.storage != arithmetic.working
    assert (0.9 if x < -5 and not narrow else 0) < share <= 1
