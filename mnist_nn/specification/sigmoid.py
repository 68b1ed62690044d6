"""What a correct sigmoid is: sigmoid(x) = 1 / (1 + exp(-x)), number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.specification.claim import Claim, at_most, between, both, is_nan, matches, within
from mnist_nn.specification.inputs.arrays import scores_with_nan
from mnist_nn.specification.inputs.numbers import (
    ascending_numbers,
    infinities,
    negative_numbers,
    numbers,
    zeros,
)
from mnist_nn.specification.inputs.scores import extreme_scores, scores
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.truth import true_sigmoid

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.law import Function


@law("sigmoid", scores)
def is_the_true_sigmoid(sigmoid: Function, x: FloatArray) -> Claim:
    """sigmoid(x) = 1 / (1 + exp(-x))."""
    return matches(sigmoid(x), true_sigmoid(x))


@law("sigmoid", extreme_scores)
def does_not_overflow(sigmoid: Function, x: FloatArray) -> Claim:
    """sigmoid(x) is the true sigmoid for every finite x, up to the largest numbers."""
    return matches(sigmoid(x), true_sigmoid(x))


@law("sigmoid", numbers)
def lies_between_0_and_1(sigmoid: Function, x: FloatArray) -> Claim:
    """0 <= sigmoid(x) <= 1."""
    return between(0, sigmoid(x), 1)


@law("sigmoid", zeros)
def is_one_half_at_zero(sigmoid: Function, x: FloatArray) -> Claim:
    """sigmoid(0) = sigmoid(-0) = 1/2, exactly."""
    return within(sigmoid(x), 0.5, 0)


@law("sigmoid", numbers)
def is_symmetric(sigmoid: Function, x: FloatArray) -> Claim:
    """sigmoid(-x) = 1 - sigmoid(x)."""
    mirrored = 1 - sigmoid(x).astype(np.float64)
    # The law's own subtraction, of numbers up to 1, is rounded once.
    return within(
        sigmoid(-x), mirrored, true_sigmoid(x).allowed + true_sigmoid(-x).allowed + 2.0**-53
    )


@law("sigmoid", ascending_numbers)
def never_falls(sigmoid: Function, x: FloatArray) -> Claim:
    """x <= z implies sigmoid(x) <= sigmoid(z)."""
    y, allowed = sigmoid(x), true_sigmoid(x).allowed
    return at_most(y[:-1], y[1:], allowed[:-1] + allowed[1:])


@law("sigmoid", ascending_numbers, level=Level.ADVISORY)
def never_falls_exactly(sigmoid: Function, x: FloatArray) -> Claim:
    """x <= z implies sigmoid(x) <= sigmoid(z), with no rounding error allowed."""
    y = sigmoid(x)
    return at_most(y[:-1], y[1:], 0)


@law("sigmoid", negative_numbers)
def keeps_its_tail(sigmoid: Function, x: FloatArray) -> Claim:
    """sigmoid(x) > 0 where it is a normal number: sigmoid(-20) is 2e-9, not 0."""
    return between(float(np.finfo(x.dtype).smallest_subnormal), sigmoid(x), 1)


@law("sigmoid", infinities)
def reaches_its_limits(sigmoid: Function, x: FloatArray) -> Claim:
    """sigmoid(-inf) = 0 and sigmoid(inf) = 1, exactly."""
    return within(sigmoid(x), np.where(x > 0, 1.0, 0.0), 0)


@law("sigmoid", scores_with_nan)
def passes_nan_on(sigmoid: Function, x: FloatArray) -> Claim:
    """sigmoid(NaN) is NaN, and every other element is the true sigmoid."""
    y, nan = sigmoid(x), np.isnan(x)
    return both(is_nan(y[nan]), matches(y[~nan], true_sigmoid(x[~nan])))
