"""What each function should be, and how far from it a correct implementation may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.bounds import affine_error, sigmoid_error, softmax_error
from mnist_nn.oracle.enclosures import (
    Enclosure,
    enclose_affine,
    enclose_mlp,
    enclose_sigmoid,
    enclose_softmax,
)
from mnist_nn.oracle.propagation import mlp_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic


@dataclass(frozen=True)
class Truth:
    """The true values, enclosed, and the error allowed at each."""

    enclosure: Enclosure
    allowed: NDArray[np.float64]


def true_softmax(x: ArrayLike, arithmetic: Arithmetic) -> Truth:
    """Return softmax along the last axis of scores that are finite or minus infinity."""
    wide = np.asarray(x, dtype=np.float64)
    enclosure = enclose_softmax(wide)
    with np.errstate(over="ignore"):
        t = wide.max(axis=-1, keepdims=True) - wide
    return Truth(enclosure, softmax_error(enclosure.hi, t, arithmetic))


def true_sigmoid(x: ArrayLike, arithmetic: Arithmetic) -> Truth:
    """Return sigmoid of finite numbers."""
    wide = np.asarray(x, dtype=np.float64)
    enclosure = enclose_sigmoid(wide)
    return Truth(enclosure, sigmoid_error(enclosure.hi, wide, arithmetic))


def exactly(y: ArrayLike) -> Truth:
    """Return what is known exactly, where no rounding error is allowed."""
    y = np.asarray(y, dtype=np.float64)
    nothing = np.zeros_like(y)
    return Truth(Enclosure(y, nothing, nothing), nothing)


def true_identity(x: ArrayLike, _: Arithmetic) -> Truth:
    """Return x."""
    return exactly(x)


def true_step(x: ArrayLike, _: Arithmetic) -> Truth:
    """Return 1 where x > 0, and 0 elsewhere."""
    return exactly(np.asarray(x) > 0)


def true_relu(x: ArrayLike, _: Arithmetic) -> Truth:
    """Return the greater of x and 0."""
    return exactly(np.maximum(np.asarray(x, dtype=np.float64), 0))


def true_affine(x: ArrayLike, W: ArrayLike, b: ArrayLike, arithmetic: Arithmetic) -> Truth:
    """Return x W + b for x (batch, inputs), W (inputs, outputs) and b (outputs,)."""
    x, W, b = (np.asarray(a, dtype=np.float64) for a in (x, W, b))
    return Truth(enclose_affine(x, W, b), affine_error(x, W, b, arithmetic))


def true_mlp(x: ArrayLike, parameters: Sequence[ArrayLike], arithmetic: Arithmetic) -> Truth:
    """Return the probabilities of a network of W1, b1, W2, b2, ... for x (batch, pixels)."""
    x, *wide = (np.asarray(a, dtype=np.float64) for a in (x, *parameters))
    enclosure = enclose_mlp(x, *wide)
    return Truth(enclosure, mlp_error(x, wide, enclosure.hi, arithmetic))
