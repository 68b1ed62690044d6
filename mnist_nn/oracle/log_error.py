"""Errors counted as logarithms: a relative error moves the logarithm of a number by at most w."""

from __future__ import annotations

import math


def w(d: float) -> float:
    """Return the greatest change of a logarithm by one relative error of at most d: -log(1 - d).

    From d = 1 on, a number may be lost altogether, and its logarithm change by any amount: w is
    infinite.

    >>> w(0.5) == math.log(2), w(1.0)
    (True, inf)

    """
    return -math.log1p(-d) if d < 1 else math.inf
