"""How far from the truth rounding may lead: theorems, each with its proof.

Errors are counted as logarithms: a factor (1 + d) with |d| <= u moves the logarithm of a result by
at most w(u) = -log(1 - u), so that factors add up exactly and no term of second order is dropped.
Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., SIAM, 2002,
chapters 2 to 4, for the model; P. Blanchard, D. J. Higham and N. J. Higham, *Accurately computing
the log-sum-exp and softmax functions*, IMA J. Numer. Anal. 41(4), 2021, for the analysis to first
order that is made exact here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

_DEEPEST = 746.0
"""exp(-746) is 0 in float64, so that a score this far below the maximum has no p to be off by."""

_OUTWARD = 1 + 2.0**-40
"""A bound is evaluated in float64, with fewer than 100 roundings of 2**-53: this covers them."""


def softmax_error(
    p: NDArray[np.float64], t: NDArray[np.float64], arithmetic: Arithmetic
) -> NDArray[np.float64]:
    """Return the greatest error of softmax, element by element.

    With t = max(x) - x and n classes, a computed q satisfies
    |q - p| <= p (exp(L) - 1) + 2 eta exp(L), where L = a (t + log n) + B: a is the relative error
    of the argument of exp, about c u, and B is `_log_rounding`.

    Proof. (1) exp is computed within k ulp at an argument that is off by at most a t: the logarithm
    of each exponential is off by at most a t + w(2 k u).
    (2) The errors a t_j move the logarithm of the denominator S = sum_j exp(-t_j) by at most
    a log n. Upwards, by Hoelder's inequality and S >= 1:
    sum_j exp(-(1 - a) t_j) <= n^a S^(1 - a) <= n^a S. Downwards, by Jensen's inequality:
    sum_j p_j exp(-a t_j) >= exp(-a sum_j p_j t_j), and sum_j p_j t_j = log(max p) + entropy(p),
    which is at most log n. The other errors of its terms are common to all of them: w(2 k u) for
    the exponentials, and n - 1 roundings for their sum, in any order.
    (3) The quotient is rounded once, or twice as a product with a rounded reciprocal, and once more
    when it is stored. (4) A result below the smallest normal number is off by at most eta: the n
    terms of S, which is at least 1, together by a relative n eta; the numerator and the quotient,
    absolutely, by at most eta each.

    Args:
        p: the true probabilities (..., classes), rounded to float64.
        t: how far each score lies below its row's maximum (..., classes), infinity included.
        arithmetic: what the implementation is allowed.

    """
    n = p.shape[-1]
    a, B = _argument_error(arithmetic), _log_rounding(n, arithmetic)
    L = a * (np.minimum(t, _DEEPEST) + math.log(n)) + B
    error = p * np.expm1(L) + 2 * arithmetic.storage.eta * np.exp(L)
    return np.where(np.isinf(t), 0, error * _OUTWARD)


def softmax_sum_error(n: int, arithmetic: Arithmetic) -> float:
    """Return how far from 1 the n exact outputs of one row may sum.

    Proof. The errors of `softmax_error` are summed, with its L_i = a (t_i + log n) + B:
    sum_i p_i exp(L_i) <= exp(2 a log n + B), for sum_i p_i exp(a t_i) <= n^a as in its step (2).
    Each of the n absolute terms is at most 2 eta exp(L) at the greatest L.
    """
    a, B = _argument_error(arithmetic), _log_rounding(n, arithmetic)
    relative = math.expm1(2 * a * math.log(n) + B)
    absolute = 2 * n * arithmetic.storage.eta * math.exp(a * (_DEEPEST + math.log(n)) + B)
    return (relative + absolute) * _OUTWARD


def _argument_error(arithmetic: Arithmetic) -> float:
    """Return the relative error of the argument of exp: c roundings, one of them x - max(x)."""
    return math.expm1(arithmetic.c * _w(arithmetic.working.u))


def _log_rounding(n: int, arithmetic: Arithmetic) -> float:
    """Return what all but the argument of exp adds to the logarithm of a probability."""
    working, storage = arithmetic.working, arithmetic.storage
    exponentials = 2 * _w(2 * arithmetic.k * working.u)
    sum_and_quotient = (n + 1) * _w(working.u) + _w(n * working.eta)
    return exponentials + sum_and_quotient + _w(storage.u)


def _w(d: float) -> float:
    """Return the greatest change of a logarithm by one relative error of at most d."""
    return -math.log1p(-d)
