"""What a correct softmax is: softmax(x)_i = exp(x_i) / sum_j exp(x_j)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.laws.claim import Claim, at_most, between, enclosed, within
from mnist_nn.laws.inputs import extreme_scores, scores, shifted_scores
from mnist_nn.laws.law import Level, law
from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.bounds import softmax_error, softmax_sum_error
from mnist_nn.oracle.enclosures import enclose_softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.dtypes import FloatArray
    from mnist_nn.laws.law import Function


@law("softmax", scores)
def lies_between_0_and_1(softmax: Function, x: FloatArray) -> Claim:
    """0 <= softmax(x)_i <= 1."""
    return between(0, softmax(x), 1)


@law("softmax", scores)
def sums_to_one(softmax: Function, x: FloatArray) -> Claim:
    """sum_i softmax(x)_i = 1."""
    total = [math.fsum(row) for row in softmax(x)]
    return within(total, 1, softmax_sum_error(x.shape[-1], arithmetic_of(x.dtype)))


@law("softmax", scores)
def is_the_true_softmax(softmax: Function, x: FloatArray) -> Claim:
    """softmax(x)_i = exp(x_i) / sum_j exp(x_j)."""
    return enclosed(softmax(x), enclose_softmax(x), _allowed(x))


@law("softmax", shifted_scores)
def is_invariant_under_a_shift(softmax: Function, x: FloatArray, c: np.floating[Any]) -> Claim:
    """softmax(x + c) = softmax(x), where every x + c is exact."""
    return within(softmax(x + c), softmax(x), 2 * _allowed(x))


@law("softmax", shifted_scores, level=Level.ADVISORY)
def is_invariant_under_a_shift_bit_for_bit(
    softmax: Function, x: FloatArray, c: np.floating[Any]
) -> Claim:
    """softmax(x + c) = softmax(x), exactly, where every x + c is exact."""
    return within(softmax(x + c), softmax(x), 0)


@law("softmax", scores)
def preserves_order(softmax: Function, x: FloatArray) -> Claim:
    """x_i <= x_j implies softmax(x)_i <= softmax(x)_j."""
    y, allowed = _sorted_by(x, softmax(x)), _sorted_by(x, _allowed(x))
    return at_most(y[:, :-1], y[:, 1:], allowed[:, :-1] + allowed[:, 1:])


@law("softmax", scores, level=Level.ADVISORY)
def preserves_order_exactly(softmax: Function, x: FloatArray) -> Claim:
    """x_i <= x_j implies softmax(x)_i <= softmax(x)_j, with no rounding error allowed."""
    y = _sorted_by(x, softmax(x))
    return at_most(y[:, :-1], y[:, 1:], 0)


@law("softmax", extreme_scores)
def does_not_overflow(softmax: Function, x: FloatArray) -> Claim:
    """softmax(x) is the true softmax for every finite x, up to the largest number."""
    with np.errstate(all="raise", under="ignore"):
        return enclosed(softmax(x), enclose_softmax(x), _allowed(x))


def _allowed(x: FloatArray) -> NDArray[np.float64]:
    """Return how far from the truth each softmax(x)_i may be."""
    wide = x.astype(np.float64)
    with np.errstate(over="ignore"):
        t = wide.max(axis=-1, keepdims=True) - wide
    return softmax_error(enclose_softmax(x).hi, t, arithmetic_of(x.dtype))


def _sorted_by(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return each row of y in the order of the scores x."""
    return np.take_along_axis(y, np.argsort(x, axis=-1, kind="stable"), axis=-1)
