"""How far from the truth rounding may lead a whole network: the bounds, one layer after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.formats import FLOAT64
from mnist_nn.oracle.bounds import sigmoid_error, softmax_error
from mnist_nn.oracle.product_bound import affine_error
from mnist_nn.oracle.sigmoid import sigmoid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic
    from mnist_nn.parameters import Layer

    Array: TypeAlias = NDArray[np.float64]


@np.errstate(over="ignore", invalid="ignore")  # of what overflows nothing is known
def mlp_error(x: Array, layers: Sequence[Layer], p: Array, arithmetic: Arithmetic) -> Array:
    """Return the greatest error of a network's probabilities, element by element.

    Proof. Layer by layer, each function is off by its own error at inputs that are off by the error
    of the layer before. That error is taken at values that are computed here, in float64, as an
    implementation may compute them that errs less: by no more than `_share` of the error. So the
    true values are no further than that from those at which a bound is taken, and each bound is
    told so.

    Args:
        x: exact images (batch, pixels).
        layers: W (inputs, outputs) and b (outputs,) of each layer, in float64.
        p: the true probabilities (batch, classes), rounded to float64.
        arithmetic: what the implementation is allowed; each function may store its results.

    """
    *hidden, last = layers
    share = max(_share(len(W), arithmetic) for W, _ in layers)
    x_error: Array = np.zeros_like(x)
    for W, b in hidden:
        y_error = affine_error(np.abs(x) + share * x_error, W, b, arithmetic, x_error)
        y = x @ W + b
        x = sigmoid(y)
        x_error = sigmoid_error(x, y, arithmetic, y_error, share * y_error)
    y_error = affine_error(np.abs(x) + share * x_error, *last, arithmetic, x_error)
    y = np.maximum(x @ last.W + last.b, -FLOAT64.largest)  # what overflows is not minus infinity
    greatest = y_error.max(axis=1, keepdims=True)
    return softmax_error(p, y, arithmetic, greatest, share * greatest)


def _share(inputs: int, arithmetic: Arithmetic) -> float:
    """Return how many times the error of an arithmetic float64 and NumPy commit in a layer.

    Proof. A bound is convex in u, as w and expm1 are, and 0 at 0: so it falls with u, to that of
    float64, at least in proportion. NumPy's exp is within 3 units in the last place, where an
    arithmetic may ask for fewer, and its sums are of any order, where that may allow each term
    fewer additions.
    """
    roundings = (inputs + 1) / (arithmetic.additions(inputs) + 2)
    return FLOAT64.u / arithmetic.working.u * max(1, 3 / arithmetic.k, roundings)
