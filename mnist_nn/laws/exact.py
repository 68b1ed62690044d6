"""What the functions are that round nothing: identity, step and relu, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.laws.claim import Claim, both, is_nan, matches, within
from mnist_nn.laws.inputs.arrays import no_rows, scores_with_nan
from mnist_nn.laws.inputs.scores import extreme_scores, scores
from mnist_nn.laws.law import law
from mnist_nn.laws.truths import exactly

if TYPE_CHECKING:
    from mnist_nn.dtypes import FloatArray
    from mnist_nn.laws.law import Function


@law("identity", scores)
def is_the_identity(identity: Function, x: FloatArray) -> Claim:
    """identity(x) = x, exactly."""
    return matches(identity(x), exactly(x))


@law("identity", extreme_scores)
def keeps_every_finite_number(identity: Function, x: FloatArray) -> Claim:
    """identity(x) = x, exactly, up to the largest number and down to the smallest."""
    return matches(identity(x), exactly(x))


@law("step", scores)
def is_the_step(step: Function, x: FloatArray) -> Claim:
    """step(x) = 1 where x > 0, and 0 elsewhere, at 0 too."""
    return matches(step(x), exactly(x > 0))


@law("step", extreme_scores)
def steps_at_the_smallest_number(step: Function, x: FloatArray) -> Claim:
    """step(x) = 1 for every x > 0, subnormal numbers and the largest included."""
    return matches(step(x), exactly(x > 0))


@law("relu", scores)
def is_the_rectifier(relu: Function, x: FloatArray) -> Claim:
    """relu(x) = max(x, 0), exactly."""
    return matches(relu(x), exactly(np.maximum(x, 0)))


@law("relu", extreme_scores)
def rectifies_every_finite_number(relu: Function, x: FloatArray) -> Claim:
    """relu(x) = max(x, 0), exactly, up to the largest number and down to the smallest."""
    return matches(relu(x), exactly(np.maximum(x, 0)))


@law("relu", scores_with_nan)
def passes_nan_on(relu: Function, x: FloatArray) -> Claim:
    """relu(NaN) is NaN, and relu(x) = max(x, 0) for every other element."""
    y, nan = relu(x), np.isnan(x)
    return both(is_nan(y[nan]), matches(y[~nan], exactly(np.maximum(x[~nan], 0))))


@law("relu", no_rows)
def of_nothing_is_nothing(relu: Function, x: FloatArray) -> Claim:
    """relu of an empty array is an empty array."""
    return within(relu(x), x, 0)
