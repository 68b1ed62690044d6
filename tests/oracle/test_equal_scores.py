"""Softmax of equal scores is 1 / n within a few roundings, and no bound says less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from mpmath import exp, expm1, log, mpf

from mnist_nn.formats import FORMATS
from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.bounds import softmax_error
from mnist_nn.oracle.equal_scores import equal_quotients_error, equal_scores_error
from tests.oracle.adversaries import equal_share, stored
from tests.oracle.formulas import is_rounded_outwards, w

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnist_nn.oracle.arithmetic import Arithmetic

pytestmark = pytest.mark.usefixtures("forty_digits")
SIZES = [1, 2, 3, 1000, 70_000, 131_073]
every_format = pytest.mark.parametrize("dtype", [f.dtype for f in FORMATS.values()], ids=str)


def exponential(n: int, sign: int, arithmetic: Arithmetic) -> Any:
    """Return exp(-log n) with every error as large as it may be, in one direction."""
    u, k = arithmetic.working.u, arithmetic.k
    smaller_argument = (1 - 2 * k * mpf(u)) * (1 - mpf(u)) ** int(arithmetic.c)
    argument = log(n) * (smaller_argument if sign > 0 else 2 - smaller_argument)
    return stored(exp(-argument) * (1 + sign * 2 * k * mpf(u)), sign, arithmetic)


@every_format
@pytest.mark.parametrize(
    ("bound", "adversary"),
    [(equal_quotients_error, equal_share), (equal_scores_error, exponential)],
    ids=["a quotient", "an exponential"],
)
@pytest.mark.parametrize("sign", [-1, 1])
def test_an_adversary_nearly_reaches_the_bound_and_does_not_pass_it(
    dtype: np.dtype[Any],
    bound: Callable[..., Any],
    adversary: Callable[[int, int, Arithmetic], Any],
    sign: int,
) -> None:
    """Whose every rounding is as bad as it may be; a large n is where exp(-log n) is worst."""
    arithmetic = arithmetic_of(dtype)
    for n in (2, 7, 1000):
        off = abs(adversary(n, sign, arithmetic) - 1 / mpf(n))
        assert 0.95 < off / mpf(float(bound(np.array([n]), arithmetic)[0])) <= 1


@every_format
def test_the_bounds_are_their_formulas(dtype: np.dtype[Any]) -> None:
    """Rounded outwards, and with what underflows."""
    arithmetic = arithmetic_of(dtype)
    u, k = arithmetic.working.u, arithmetic.k
    storing = 0 if arithmetic.storage == arithmetic.working else w(arithmetic.storage.u)
    for n in SIZES:
        argument = log(n) * expm1(w(2 * k * u) + arithmetic.c * w(u)) + w(2 * k * u)
        for bound, L in (
            (equal_quotients_error, 2 * w(u) + storing),
            (equal_scores_error, argument + storing),
        ):
            lost = 2 * mpf(arithmetic.working.eta) * exp(L)
            subnormal = exp(-L) / n - lost < arithmetic.storage.eta
            formula = expm1(L) / n + lost + subnormal * mpf(arithmetic.storage.eta)
            assert is_rounded_outwards(bound(np.array([n]), arithmetic)[0], formula)


def test_they_are_hundreds_of_times_sharper_than_the_bound_of_any_scores() -> None:
    """At 70,000 classes in float32, where a sum of other scores is rounded as often."""
    n, arithmetic = np.array([70_000]), arithmetic_of("float32")
    p = np.full(70_000, 1 / 70_000)
    any_scores = softmax_error(p, np.zeros_like(p), arithmetic)[0]
    assert any_scores > 10_000 * equal_quotients_error(n, arithmetic)[0]
    assert any_scores > 500 * equal_scores_error(n, arithmetic)[0]


def test_more_scores_than_the_format_counts_have_no_such_bound() -> None:
    """A float32 sum of ones stops at 2**24."""
    with pytest.raises(ValueError, match=r"16777217 equal scores: expected at most 16777216"):
        equal_scores_error(np.array([2**24 + 1]), arithmetic_of("float32"))
