"""What a network is given, and how far it is off once an implementation has rounded it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mnist_nn.oracle.arithmetic import FLOAT64
from mnist_nn.oracle.certificate.outward_rounding import OUTWARD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.oracle.arithmetic import Arithmetic, Format

    Array: TypeAlias = NDArray[np.float64]


class Values(NamedTuple):
    """Numbers of the pilot (batch, units), and how far from them those of another run can be.

    Attributes:
        pilot: the numbers.
        carried: how far off they can be because of those that they are computed from.
        own: how far off they can be because of how they are computed.

    """

    pilot: Array
    carried: Array
    own: Array

    @property
    def moved(self) -> Array:
        """How far off they can be."""
        return self.carried + self.own


class Layer(NamedTuple):
    """Parameters as they are given, and how far off they are where they are used.

    Attributes:
        W: weights (inputs, outputs).
        b: biases (outputs,).
        W_off: how far off each weight can be.
        b_off: how far off each bias can be.

    """

    W: Array
    b: Array
    W_off: Array
    b_off: Array


def take_layer(W: FloatArray, b: FloatArray, arithmetic: Arithmetic) -> Layer:
    """Return parameters, the weights on their way into a product and the biases into a sum."""
    weights, biases = W.astype(np.float64), b.astype(np.float64)
    W_off = _rounding(weights, arithmetic.way_in)
    return Layer(weights, biases, W_off, _rounding(biases, [arithmetic.storage]))


def take_images(pixels: NDArray[np.generic], arithmetic: Arithmetic, divisor: float) -> Values:
    """Return images on their way into a product, their pixels divided by a divisor before.

    Proof. Division by 1 is none: pixels are rounded as `_rounding` says. Another one rounds once,
    or twice as a product with a rounded reciprocal, in the working format; each other format on the
    way rounds once more, and the pilot's own quotient is rounded once. So x is off by a factor of
    at most exp(L), L the sum of w(u) over these roundings, and by the underflow of each. A pixel of
    0 stays 0. Of a row with a number that may exceed the largest of a format, nothing is known.
    """
    x = np.divide(pixels, divisor, dtype=np.float64)
    size = np.abs(x)
    if divisor == 1:
        moved = _rounding(x, arithmetic.way_in)
    else:
        formats = (arithmetic.working, arithmetic.working, *arithmetic.way_on, FLOAT64)
        L = sum(f.w for f in formats)
        lost = sum(f.eta for f in formats) * math.exp(L)
        moved = (size * math.expm1(L) + lost * (x != 0)) * OUTWARD
    largest = min(f.largest for f in arithmetic.way_in)
    moved[~(size.max(axis=1, initial=0) <= largest / 2)] = np.inf
    return Values(x, np.zeros(()), moved)


def _rounding(a: Array, formats: Iterable[Format]) -> Array:
    """Return how far given numbers are off once they are rounded to formats, one after the other.

    Proof. A format that holds a does not round it. Each of the others moves it by a factor of at
    most exp(w(u)), or by eta where it may lie below the normal numbers, and those that follow act
    on both. Where it may exceed the largest number, nothing is known.
    """
    size = np.abs(a)
    L, lost = np.zeros_like(a), np.zeros_like(a)
    for f in formats:
        rounded = ~f.holds(a)
        L += f.w * rounded
        lost += f.eta * (rounded & (size < 2 * f.eta))
        lost[~(size <= f.largest / 2)] = np.inf
    return (size * np.expm1(L) + lost * np.exp(L)) * OUTWARD
