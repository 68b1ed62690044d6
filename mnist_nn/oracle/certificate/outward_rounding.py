"""Bounds that are computed in float64 are rounded outwards.

A step towards a bound adds, multiplies and divides numbers that are not negative, and takes exp and
expm1 of them, which are within 3 ulp. Each of its roundings moves the result by a factor of at most
exp(w(2**-53)), and each step has fewer than 2**12 of them, besides the n of a sum of n terms:
`OUTWARD` covers the former, `outward` both. A difference of two such numbers is known within far
less than 2**-40 of the greater one: if that is reduced by a factor of `INWARD`, the difference is
not too great. What the products of a step lose to underflow, less than 2**-1022 each, `TINY` covers
in sums of fewer than a million terms.
"""

from __future__ import annotations

import math

from mnist_nn.oracle.arithmetic import FLOAT64

OUTWARD = 1 + 2.0**-40
INWARD = 1 - 2.0**-40
TINY = 2.0**-1000


def outward(n: int) -> float:
    """Return a factor that covers the roundings of a step that sums n terms.

    >>> outward(0) == OUTWARD < outward(1000) < 1 + 2.0**-39
    True

    """
    return math.exp(2 * n * FLOAT64.w) * OUTWARD
