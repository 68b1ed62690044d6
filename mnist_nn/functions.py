"""The functions of a neural network, one formula each.

Each takes an array of real scores of any shape, memory layout and byte order, leaves it untouched,
and returns a new array of the same shape. Floating-point dtypes are kept, and computed in float64
or wider; integers and booleans mean their values, and give float64. A NaN gives NaN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from mnist_nn.precision import result_dtype, rounded, widen

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from mnist_nn.formats import FloatArray


def identity(x: ArrayLike) -> FloatArray:
    """Return a copy of `x`: the activation of an output layer in regression.

    >>> identity([-1.0, 0.5])
    array([-1. ,  0.5])

    """
    x = np.asarray(x)
    return np.array(x, dtype=result_dtype(x))


def step(x: ArrayLike) -> FloatArray:
    """Return 1 where x > 0 and 0 elsewhere: the activation of Rosenblatt's perceptron (1958).

    >>> step([-1.0, 0.0, 2.0])
    array([0., 0., 1.])

    """
    return np.heaviside(identity(x), 0)


def relu(x: ArrayLike) -> FloatArray:
    """Return max(x, 0), exactly.

    >>> relu([-1.0, 0.0, 2.0])
    array([0., 0., 2.])

    """
    return np.maximum(identity(x), 0)


def sigmoid(x: ArrayLike) -> FloatArray:
    """Return the logistic function 1 / (1 + exp(-x)), in [0, 1].

    >>> sigmoid([-1.0, 0.0, 2.0])
    array([0.26894142, 0.5       , 0.88079708])

    """
    x = np.asarray(x)
    return rounded(logistic(widen(x)), result_dtype(x))


# exp(-x) overflows to infinity only where 1 / (1 + exp(-x)) is below the smallest normal number:
# the quotient is then 0, as near as the format promises.
@np.errstate(over="ignore", under="ignore")
def logistic(x: FloatArray) -> FloatArray:
    """Return 1 / (1 + exp(-x)), computed in the precision of x, float32 or wider, and overwrite x.

    New memory for each step would take as long as the exponential.
    """
    np.negative(x, out=x)
    np.exp(x, out=x)
    x += 1
    return 1 / x


# x - max(x) overflows to minus infinity only where exp(x - max(x)) is 0 in any precision.
@np.errstate(over="ignore", under="ignore")
def softmax(x: ArrayLike, axis: int = -1) -> FloatArray:
    """Return exp(x) / sum(exp(x)) along `axis`, for finite scores of any size.

    The greatest score is subtracted first, so that no exponential exceeds 1; this changes nothing,
    because softmax(x + c) = softmax(x). Source: J. S. Bridle, 1990, for the name; P. Blanchard,
    D. J. Higham and N. J. Higham, 2021, for the analysis of the shift.

    A score of minus infinity gives exactly 0. Where the result is undefined (plus infinity, or
    nothing but minus infinity) the row is NaN.

    Args:
        x: scores; the classes lie along `axis`.
        axis: the axis along which the results sum to 1.

    Raises:
        ValueError: there are no classes, or no such axis.

    >>> softmax([0.3, 2.9, 4.0])
    array([0.01821127, 0.24519181, 0.73659691])
    >>> softmax([1010, 1000, 990])
    array([9.99954600e-01, 4.53978686e-05, 2.06106005e-09])

    """
    x = np.asarray(x)
    if x.shape[normalize_axis_index(axis, x.ndim)] == 0:
        raise ValueError(f"softmax: no classes along axis {axis} of an array of shape {x.shape}")
    wide = widen(x)
    e = np.exp(wide - wide.max(axis, keepdims=True))
    return rounded(e / e.sum(axis, keepdims=True), result_dtype(x))


def naive_softmax(x: ArrayLike) -> FloatArray:
    """Return exp(x) / sum(exp(x)) as the textbook writes it, which overflows.

    It stands here because its failure is worth showing: from a score of 710 on, exp(x) is infinite
    in float64, and the quotient of infinities is NaN. Use `softmax`.

    >>> naive_softmax([0.3, 2.9, 4.0])
    array([0.01821127, 0.24519181, 0.73659691])
    >>> with np.errstate(all="ignore"):
    ...     naive_softmax([1010, 1000, 990])
    array([nan, nan, nan])

    """
    e = np.exp(identity(x))
    return e / e.sum(axis=-1, keepdims=True)
