"""What the functions are that round nothing: identity, step and relu, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.specification.claim import Claim, both, is_nan, is_the_same, matches
from mnist_nn.specification.inputs.arrays import scores_with_nan
from mnist_nn.specification.inputs.numbers import infinities
from mnist_nn.specification.inputs.scores import extreme_scores, scores
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.truth import exactly

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.law import Function


@law("identity", scores)
def is_the_identity(identity: Function, x: FloatArray) -> Claim:
    """identity(x) = x, exactly."""
    return matches(identity(x), exactly(x))


@law("identity", extreme_scores)
def keeps_every_finite_number(identity: Function, x: FloatArray) -> Claim:
    """identity(x) = x, exactly, up to the largest number and down to the smallest."""
    return matches(identity(x), exactly(x))


@law("identity", infinities)
def keeps_infinities(identity: Function, x: FloatArray) -> Claim:
    """identity(-inf) = -inf and identity(inf) = inf."""
    return is_the_same(identity(x), x)


@law("identity", scores_with_nan)
def keeps_nan(identity: Function, x: FloatArray) -> Claim:
    """identity(NaN) is NaN, and identity(x) = x for every other element."""
    return is_the_same(identity(x), x)


@law("step", scores)
def is_the_step(step: Function, x: FloatArray) -> Claim:
    """step(x) = 1 where x > 0, and 0 elsewhere, at 0 too."""
    return matches(step(x), exactly(x > 0))


@law("step", extreme_scores)
def steps_at_the_smallest_number(step: Function, x: FloatArray) -> Claim:
    """step(x) = 1 for every x > 0, subnormal numbers and the largest included."""
    return matches(step(x), exactly(x > 0))


@law("step", infinities)
def reaches_its_ends(step: Function, x: FloatArray) -> Claim:
    """step(-inf) = 0 and step(inf) = 1."""
    return matches(step(x), exactly(x > 0))


@law("step", scores_with_nan, level=Level.ADVISORY)
def is_undefined_at_nan(step: Function, x: FloatArray) -> Claim:
    """step(NaN) is NaN, and step(x) = 1 where x > 0 and 0 elsewhere."""
    return is_the_same(step(x), np.where(np.isnan(x), x, x > 0))


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


@law("relu", infinities)
def reaches_its_limits(relu: Function, x: FloatArray) -> Claim:
    """relu(-inf) = 0 and relu(inf) = inf."""
    return is_the_same(relu(x), np.maximum(x, 0))
