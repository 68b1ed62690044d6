"""True answers as enclosures, certified by ball arithmetic.

Each number is returned as three float64: |true - (hi + lo)| <= radius. Scores are taken as the
exact real numbers that they are. Nothing is assumed of the machine's libm. Source: F. Johansson,
*Arb: efficient arbitrary-precision midpoint-radius interval arithmetic*, IEEE Trans. Computers
66(8), 2017.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from flint import arb, ctx

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.dtypes import FloatArray

PRECISION = 128
"""Bits carried by the ball arithmetic: an enclosure is some 2**70 times narrower than a float64."""


@dataclass(frozen=True)
class Enclosure:
    """Arrays of one shape, with |true - (hi + lo)| <= radius, element by element."""

    hi: NDArray[np.float64]
    lo: NDArray[np.float64]
    radius: NDArray[np.float64]

    def error(self, y: FloatArray) -> NDArray[np.float64]:
        """Return how far each y is from the truth, at the least: 0 where it may be the truth.

        NaN stays NaN. The subtractions lose at most a part in 2**52 of the distance.
        """
        return np.maximum(np.abs((y - self.hi) - self.lo) - self.radius, 0)


def enclose_softmax(x: ArrayLike) -> Enclosure:
    """Enclose softmax(x) along the last axis, for scores that are finite or minus infinity.

    Args:
        x: scores (..., classes), at least one in each row finite.

    >>> enclose_softmax([[0.0, 0.0]]).hi
    array([[0.5, 0.5]])

    """
    x = np.asarray(x, dtype=np.float64)
    rows = x.reshape(-1, x.shape[-1]).tolist()
    with ctx.workprec(PRECISION):
        triples = [_triple(p) for row in rows for p in _softmax(row)]
    hi, lo, radius = np.array(triples, dtype=np.float64).reshape(-1, 3).T
    return Enclosure(hi.reshape(x.shape), lo.reshape(x.shape), radius.reshape(x.shape))


def _softmax(row: list[float]) -> list[arb]:
    """Enclose exp(xi - m) / sum_j exp(xj - m); the shift by m = max x keeps the balls narrow."""
    m = arb(max(row))
    e = [arb(0) if xi == -math.inf else (xi - m).exp() for xi in row]
    total = sum(e, arb(0))
    return [ei / total for ei in e]


def _triple(ball: arb) -> tuple[float, float, float]:
    """Return (hi, lo, radius) of one ball; the radius is rounded up, also where it underflows."""
    hi = float(ball)
    rest = ball - hi
    lo = float(rest)
    return hi, lo, math.nextafter(float((rest - lo).abs_upper()), math.inf)
