"""The images and parameters of a network, and how far off they are once they are rounded."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mnist_nn.formats import FLOAT64
from mnist_nn.oracle.log_error import w
from mnist_nn.oracle.outward_rounding import OUTWARD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.formats import Format
    from mnist_nn.oracle.arithmetic import Arithmetic
    from mnist_nn.parameters import Layer

    Array: TypeAlias = NDArray[np.float64]


class Values(NamedTuple):
    """Numbers of the nominal run (batch, units), and how far off those of another run can be.

    Attributes:
        nominal: the numbers.
        propagated: the part of the error that comes from the numbers they are computed from.
        local: the part of the error that is made where they are computed.

    """

    nominal: Array
    propagated: Array
    local: Array

    @property
    def error(self) -> Array:
        """How far off the numbers of another run can be."""
        return self.propagated + self.local


class RoundedLayer(NamedTuple):
    """Parameters as they are stored, and how far off they are once an implementation rounds them.

    Attributes:
        W: weights (inputs, outputs).
        b: biases (outputs,).
        W_error: how far off each weight can be.
        b_error: how far off each bias can be.

    """

    W: Array
    b: Array
    W_error: Array
    b_error: Array


def rounded_layer(layer: Layer, arithmetic: Arithmetic) -> RoundedLayer:
    """Return a layer whose weights are rounded as operands of a product, and biases as results."""
    weights, biases = layer.W.astype(np.float64), layer.b.astype(np.float64)
    W_error = _rounding_error(weights, arithmetic.operand_formats)
    return RoundedLayer(weights, biases, W_error, _rounding_error(biases, [arithmetic.storage]))


def rounded_images(pixels: NDArray[np.generic], arithmetic: Arithmetic, divisor: float) -> Values:
    """Return images, their pixels divided by a divisor and then rounded as operands of a product.

    Proof. Division by 1 is none: pixels are rounded as `_rounding_error` says. Another one rounds
    once, or twice as a product with a rounded reciprocal, in the working format; each format to
    which results are converted rounds once more, and the nominal run's own quotient is rounded
    once. So x is off by a factor of at most exp(L), L the sum of w(u) over these roundings, and by
    the underflow of each. A pixel of 0 stays 0. Of a row with a number that may exceed the largest
    of a format, nothing is known.
    """
    x = np.divide(pixels, divisor, dtype=np.float64)
    size = np.abs(x)
    if divisor == 1:
        error = _rounding_error(x, arithmetic.operand_formats)
    else:
        twice = (arithmetic.working, arithmetic.working)
        formats = (*twice, *arithmetic.conversion_formats, FLOAT64)
        L = sum(w(f.u) for f in formats)
        lost = sum(f.eta for f in formats) * math.exp(L)
        error = (size * math.expm1(L) + lost * (x != 0)) * OUTWARD
    largest = min(f.largest for f in arithmetic.operand_formats)
    error[~(size.max(axis=1, initial=0) <= largest / 2)] = np.inf
    return Values(x, np.zeros(()), error)


def _rounding_error(a: Array, formats: Iterable[Format]) -> Array:
    """Return how far off numbers are once they are rounded to formats, one after the other.

    Proof. A format that holds a does not round it. Each of the others moves it by a factor of at
    most exp(w(u)), or by eta where it may lie below the normal numbers, and those that follow act
    on both. Where it may exceed the largest number, nothing is known.
    """
    size = np.abs(a)
    L, lost = np.zeros_like(a), np.zeros_like(a)
    for f in formats:
        rounded = ~f.holds(a)
        L += w(f.u) * rounded
        lost += f.eta * (rounded & (size < 2 * f.eta))
        lost[~(size <= f.largest / 2)] = np.inf
    return (size * np.expm1(L) + lost * np.exp(L)) * OUTWARD
