"""Rounds bounds outwards: they are computed in float64, and must cover their own roundings.

A step towards a bound adds, multiplies and divides numbers that are not negative, and takes exp,
expm1, log and log1p of them. It is assumed of NumPy's, and of those of `math`, that they are within
3 ulp; tests try it on numbers of every size, and nothing is assumed of other functions. Each of its
roundings moves the result by a factor of at most exp(w(2**-53)), and each step has fewer than 2**12
of them, besides the n of a sum of n terms: `OUTWARD` covers the former, `rounding_factor` both. A
difference of two such numbers is known within far less than 2**-40 of the greater one: if that is
reduced by a factor of `INWARD`, the difference is not too great. `TINY` covers the underflow of the
products of a step, less than 2**-1022 each, in sums of fewer than a million terms.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.formats import FLOAT64
from mnist_nn.oracle.log_error import w

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUTWARD = 1 + 2.0**-40
INWARD = 1 - 2.0**-40
TINY = 2.0**-1000


def rounding_factor(n: int) -> float:
    """Return a factor that covers the roundings of a step that sums n terms.

    >>> rounding_factor(0) == OUTWARD < rounding_factor(1000) < 1 + 2.0**-39
    True

    """
    return math.exp(2 * n * w(FLOAT64.u)) * OUTWARD


def rounded_outwards(bound: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return bounds times `OUTWARD`, and infinity where they are NaN.

    NaN is 0 times infinity, such as an unbounded error of a number that is 0 or of an input that
    has the weight 0: nothing is known there.

    >>> rounded_outwards(np.array([0.0, np.inf, np.nan]))
    array([ 0., inf, inf])

    """
    bound = np.asarray(bound * OUTWARD)
    np.copyto(bound, np.inf, where=np.isnan(bound))
    return bound
