"""How far from the truth rounding may lead each function: theorems, each with its proof.

Errors are counted as logarithms: a factor (1 + d) with |d| <= u moves the logarithm of a result by
at most w(u) = -log(1 - u), so that factors add up exactly and no term of second order is dropped.
Where a premise leaves nothing known of a result, such as an exp that is off by its whole value, the
bound is infinite. Bounds are computed in float64, with fewer than 100 roundings, and are rounded
outwards: see `outward_rounding`, which says what is assumed of NumPy's functions and of libm.
Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., SIAM, 2002,
chapters 2 to 4, for the model; P. Blanchard, D. J. Higham and N. J. Higham, *Accurately computing
the log-sum-exp and softmax functions*, IMA J. Numer. Anal. 41(4), 2021, for the analysis to first
order that is made exact here.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.oracle.blocks import in_blocks
from mnist_nn.oracle.depths import VANISHED, depths
from mnist_nn.oracle.log_error import w
from mnist_nn.oracle.outward_rounding import rounded_outwards
from mnist_nn.oracle.quotients import (
    argument_error,
    kept_error,
    log_rounding,
    log_sum_error,
    log_sum_error_of_any,
    underflow_error,
)
from mnist_nn.oracle.shifts import greatest_score, shift_error

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[np.float64]


_FAR = 40.0
"""Further out, 1 - s is 1 to all digits, or less than 2**-57, and no part to speak of."""


def softmax_error(
    p: Array,
    x: NDArray[Any],
    arithmetic: Arithmetic,
    x_error: float | Array = 0.0,
    known_to: float | Array = 0.0,
) -> Array:
    """Return the greatest error of softmax, element by element.

    With t = max(x) - x and n classes, a computed q satisfies
    |q - p| <= p (exp(L) - 1) + `underflow_error`, where L = a t + R + 2 A + B: a is the relative
    error of the argument of exp, about c u, and A what is added to it by `shift_error`; R is
    a log n or, with a running maximum, `log_sum_error`, and B is `log_rounding`.

    It is proved for every quotient of an exponential, shifted by the maximum of the row, and of the
    sum of all: in any order, in one pass or in tiles, and rescaled as their maximum rises.

    Proof. (1) exp is computed within k ulp at an argument that is off by at most a t: the logarithm
    of each exponential is off by at most a t + w(2 k u). Where the exponentials are kept in the
    memory of the results until they are divided, as kernels do, they are also rounded to its
    format, by w(u) of that, or to its subnormal numbers, by u eta.
    (2) The errors a t_j move the logarithm of the denominator S = sum_j exp(-t_j) by at most
    a log n, where nothing is rescaled: elsewhere, see `log_sum_error`. Upwards, by Hoelder's
    inequality and S >= 1: sum_j exp(-(1 - a) t_j) <= n^a S^(1 - a) <= n^a S. Downwards, by that of
    Jensen: sum_j p_j exp(-a t_j) >= exp(-a sum_j p_j t_j), and sum_j p_j t_j, which is log(max p) +
    entropy(p), is at most log n. The other errors of its terms are common to all of them: that of
    the exponentials, A, and n - 1 roundings for their sum in any order, or fewer in blocks: see
    `Arithmetic.additions`. Where they are added in a format of its own, they are rounded to it.
    (3) The quotient is rounded once, or twice as a product with a rounded reciprocal, or as often
    as the arithmetic says, and once more when it is stored. (4) A number below the smallest normal
    one is off by at most eta: the n terms of S, which is at least 1, together by a relative n (eta
    + u eta), and the numerator, the quotient and the stored result as `underflow_error` says. What
    is rescaled is lost below eta only if the factor, or the product, is less than that, off by eta:
    with it go at most n terms, which are 2 n eta together; and what was lost before is then no part
    of that to speak of. (5) Scores that are themselves off by up to `x_error` change t, the
    numerator and the denominator: the last two by a factor of exp(x_error) at most. Any of them may
    then be greater than any other, and each term rescaled n - 1 times: R is a log n and so many
    `rescaling_error`.

    Args:
        p: the true probabilities (..., classes), rounded to float64.
        x: the scores (..., classes): minus infinity alone has a probability of exactly 0.
        arithmetic: what the implementation is allowed.
        x_error: how far the scores of a row may be off before softmax: a number, or (..., 1).
        known_to: how far the true scores may be from x, if p is not known by them alone: as that.

    """
    of_rows = partial(_softmax_error, arithmetic)
    with np.errstate(over="ignore", invalid="ignore"):
        return in_blocks(of_rows, p, x, x_error, known_to, whole_rows=True)


def _softmax_error(
    arithmetic: Arithmetic, p: Array, x: NDArray[Any], x_error: Array, known_to: Array
) -> Array:
    """Return the greatest error of softmax of some rows."""
    n = p.shape[-1]
    a, B = argument_error(arithmetic.c, arithmetic), log_rounding(n, arithmetic)
    kept = kept_error(arithmetic)

    def error(p: Array, t: Array, R: Array, x_error: Array, known_to: Array) -> Array:
        L = a * (np.minimum(t, VANISHED) + 2 * (x_error + known_to)) + R + B + 2 * x_error
        growth = np.expm1(L)
        sum_of_errors = p * growth + underflow_error(p, growth, arithmetic, kept)
        return rounded_outwards(sum_of_errors)

    R: float | Array
    if arithmetic.rescalings and arithmetic.exact_at_zero and not np.any(x_error):
        R = log_sum_error(x, a, arithmetic)
    else:
        R = log_sum_error_of_any(n, a, arithmetic)
    A: Array = np.zeros(())
    if arithmetic.shift != "relative":
        A = shift_error(greatest_score(x) + x_error + known_to, arithmetic)
    errors = in_blocks(error, p, depths(x), R + 2 * A, x_error, known_to)
    np.copyto(errors, 0, where=np.isneginf(x) & np.isfinite(A))
    return errors


def sigmoid_error(
    s: Array,
    x: Array,
    arithmetic: Arithmetic,
    x_error: float | Array = 0.0,
    known_to: float | Array = 0.0,
) -> Array:
    """Return the greatest error of sigmoid, element by element.

    With s = 1 / (1 + exp(-x)), a computed r satisfies |r - s| <= s (exp(L) - 1) +
    `underflow_error`, where L = (1 - s) (exp(d) - 1) + (1 + q) w(u) and one rounding more to store
    r in another format; q is how often a quotient is rounded, and d = a |x| + w(2 k u) is the error
    of the exponential, with c - 1 roundings of its argument in a, for nothing is subtracted from
    it.

    Proof. In 1 + exp(-x), the exponential has the weight 1 - s. A factor exp(e) on it, |e| <= d,
    makes the sum (1 + (1 - s) (exp(e) - 1)) times as large, and the logarithm of that is at most
    (1 - s) (exp(d) - 1) in absolute value. In the other form, exp(x) / (1 + exp(x)), it counts in
    full above and with the weight s below: the logarithm changes by e - log(1 + s (exp(e) - 1)),
    whose slope is (1 - s) / (1 + s (exp(e) - 1)), at most (1 - s) exp(|e|), so that the same holds.
    The sum is rounded once, and the quotient q times: see `Arithmetic`.
    Below the smallest normal number, they are off as `underflow_error` says. An x that is off by up
    to `x_error` changes s by at most a quarter of that, the greatest slope of sigmoid; the errors
    are then those at the worst x in that range. Where its tail may be absolute, sigmoid may also be
    (1 + tanh(x / 2)) / 2: tanh, at most 1, is off by k ulp, at most 2 k u, and half of that counts;
    the sum, of at most 2 s + 2 k u, is rounded, and its half is stored.

    Args:
        s: the true values, rounded to float64, of any shape.
        x: where sigmoid is taken, of the same shape.
        arithmetic: what the implementation is allowed.
        x_error: how far x may be off before sigmoid: a number, or an array of that shape.
        known_to: how far the true x may be from x, at which s is taken: as that.

    """
    working = arithmetic.working
    a, exponential = argument_error(arithmetic.c - 1, arithmetic), w(2 * arithmetic.k * working.u)

    def error(s: Array, x: Array, x_error: Array, known_to: Array) -> Array:
        reach = x_error + known_to
        d = a * np.minimum(np.abs(x) + reach, VANISHED) + exponential
        complement = 1 / (1 + np.exp(np.clip(x - reach, -_FAR, _FAR)))  # 1 - s, at its greatest
        L = complement * np.expm1(d) + (1 + arithmetic.quotient) * w(working.u)
        L += arithmetic.storing
        growth, least = np.expm1(L), s - reach / 4
        lost = underflow_error(least, growth, arithmetic)
        own = (s + reach / 4) * growth + lost
        if arithmetic.tail == "absolute":
            own = np.maximum(own, _by_tanh(s + reach / 4, arithmetic))
        return rounded_outwards(own + x_error / 4)

    with np.errstate(over="ignore", invalid="ignore"):
        return in_blocks(error, s, x, x_error, known_to)


def _by_tanh(s: Array, arithmetic: Arithmetic) -> Array:
    """Return the error of (1 + tanh(x / 2)) / 2, of a value of at most s."""
    u = arithmetic.working.u
    absolute = arithmetic.k * u
    rounded = (s + absolute) * math.expm1(w(u) + arithmetic.storing)
    lost = arithmetic.lost(arithmetic.working) + arithmetic.lost(arithmetic.storage)
    return absolute + rounded + lost
