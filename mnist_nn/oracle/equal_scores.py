"""How far from the truth rounding may lead softmax of equal scores: not far, however many.

Proof. Of n equal scores, n at most 1 / u, no sum is rounded where the arithmetic keeps 1 exactly:
exp(0) = 1, and exp(-inf) = 0; 1 is a number of every format; each partial sum is an integer up to
n, in whatever order, tiles and lanes, and what a running maximum rescales is multiplied by 1. So
the sum is n. A quotient is rounded twice at most, as a reciprocal and as a product, and once more
when it is stored in another format. Where the result is exp(-log n) instead, log is within k ulp,
as exp is, and the argument of exp is rounded c times, as ever: both count log n times. What is
below the normal numbers is off by at most eta, as it is of any softmax.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.log_error import w
from mnist_nn.oracle.outward_rounding import rounded_outwards
from mnist_nn.oracle.quotients import underflow_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array = NDArray[np.float64]


def equal_quotients_error(n: NDArray[np.intp], arithmetic: Arithmetic) -> Array:
    """Return the greatest error of quotients that are 1 / n: three roundings at most."""
    quotient = arithmetic.quotient * w(arithmetic.working.u)
    return _error(n, quotient + arithmetic.storing, arithmetic)


def equal_scores_error(n: NDArray[np.intp], arithmetic: Arithmetic) -> Array:
    """Return the greatest error of 1 / n, as a quotient or as exp(-log n)."""
    u, k = arithmetic.working.u, arithmetic.k
    argument = np.log(n) * math.expm1(w(2 * k * u) + arithmetic.c * w(u))
    quotient_or_exp = np.maximum(arithmetic.quotient * w(u), argument + w(2 * k * u))
    return _error(n, quotient_or_exp + arithmetic.storing, arithmetic)


def _error(n: NDArray[np.intp], L: float | Array, arithmetic: Arithmetic) -> Array:
    """Return the greatest error of 1 / n where its logarithm is off by at most L."""
    u = arithmetic.working.u
    if np.max(n) > 1 / u:
        raise ValueError(f"{np.max(n)} equal scores: expected at most {1 / u:.0f}, 1 / u")
    growth = np.expm1(L)
    return rounded_outwards(growth / n + underflow_error(1 / n, growth, arithmetic))
