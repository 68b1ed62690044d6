"""How far rounding and underflow lead a quotient of exponentials: the parts of its bounds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.oracle.depths import VANISHED, depths
from mnist_nn.oracle.log_error import w
from mnist_nn.oracle.outward_rounding import rounding_factor

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[np.float64]


def argument_error(roundings: float, arithmetic: Arithmetic) -> float:
    """Return the relative error of an argument of exp that is rounded so many times."""
    return math.expm1(roundings * w(arithmetic.working.u))


def rescaling_error(arithmetic: Arithmetic) -> float:
    """Return the error of one rescaling, as a logarithm: that of an exponential and a product."""
    return w(2 * arithmetic.k * arithmetic.working.u) + w(arithmetic.sums.u)


def log_sum_error(x: NDArray[Any], a: float, arithmetic: Arithmetic) -> Array:
    """Return R (..., 1): how far off the logarithm of a sum of exponentials of scores can be.

    This is due to the arguments of exp, which are off by a relative a, and to a running maximum.

    Proof. Let p_j be the share of a term of the sum, t_j its depth and r_j how often it is rescaled
    once it was added. The arguments of its exponential and of those by which it is rescaled add up
    to -t_j, and none has another sign: together they are off by a t_j. Each rescaling is off by
    `rescaling_error` beside that, and by nothing where the maximum is what it was, as exp(0) = 1.
    So the logarithm of a term is off by at most d_j = a t_j + r_j `rescaling_error`, and that of
    the sum by R = log(sum_j p_j exp(d_j)): it is so upwards, and downwards, where it is at most
    -log(sum_j p_j exp(-d_j)), by Jensen's inequality, twice.
    The running maximum is one of the scores, or no sum is there to be rescaled; it is at least x_j
    when the term is added, and rises. So r_j is at most the number of different scores above x_j.
    """
    x = np.sort(x, axis=-1)[..., ::-1]
    t, raised = depths(x), np.zeros(x.shape)
    np.cumsum(x[..., 1:] < x[..., :-1], axis=-1, out=raised[..., 1:])
    r = np.minimum(raised, arithmetic.rescalings)
    d, terms = a * np.minimum(t, VANISHED) + r * rescaling_error(arithmetic), np.exp(-t)
    changes, total = (e.sum(axis=-1, keepdims=True) for e in (terms * np.expm1(d), terms))
    return np.log1p(changes / total) * rounding_factor(x.shape[-1])


def log_sum_error_of_any(n: int, a: float, arithmetic: Arithmetic) -> float:
    """Return the greatest R of n scores: each different, and each term rescaled to the end."""
    return a * math.log(n) + min(n - 1, arithmetic.rescalings) * rescaling_error(arithmetic)


def log_rounding(n: int, arithmetic: Arithmetic) -> float:
    """Return B: the error of the logarithm of a probability, but for the argument of exp.

    It is infinite where a sum may overflow.
    """
    working, sums = arithmetic.working, arithmetic.sums
    exponentials = 2 * (w(2 * arithmetic.k * working.u) + arithmetic.storing)
    added = arithmetic.additions(n) * w(sums.u) + (w(sums.u) if arithmetic.accumulate else 0)
    rescaled = 3 if arithmetic.rescalings else 1
    lost = max(arithmetic.lost(working), arithmetic.lost(sums))
    subnormal = n * (rescaled * lost + kept_error(arithmetic))
    B = exponentials + added + w(scale_error(arithmetic) * subnormal)
    B += arithmetic.quotient * w(working.u) + arithmetic.storing
    fits = math.log(n) + B + math.log(scale_error(arithmetic)) < math.log(sums.largest)
    return B if fits else math.inf


def scale_error(arithmetic: Arithmetic) -> float:
    """Return by how much all exponentials of a row may be too large or too small: see `shifts`."""
    return 1.0 if arithmetic.shift == "relative" else math.e


def kept_error(arithmetic: Arithmetic) -> float:
    """Return how far off a subnormal exponential is that is kept in the memory of the results."""
    storage = arithmetic.storage
    return 0.0 if storage == arithmetic.working else storage.u * storage.eta


def underflow_error(p: Array, growth: Array, arithmetic: Arithmetic, kept: float = 0.0) -> Array:
    """Return the error that underflow adds to a result p, which is known to a factor of 1 + growth.

    An exponential and a quotient in the working format are off by `Arithmetic.lost` each, and an
    exponential that is kept as `kept` says; the stored result is off by that of its own format
    where it may lie below the normal numbers, and by nothing where it cannot.
    """
    factor = (1 + growth) * scale_error(arithmetic)
    working = (2 * arithmetic.lost(arithmetic.working) + kept) * factor
    may_be_subnormal = p / (1 + growth) - working < arithmetic.storage.eta
    return working + may_be_subnormal * arithmetic.lost(arithmetic.storage)
