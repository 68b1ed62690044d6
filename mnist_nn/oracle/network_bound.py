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
    of the layer before. The values at which the errors are taken are computed in float64; that
    they are rounded changes a bound in its thirteenth digit, which the factors in `bounds` cover
    as long as |x||W| stays below a thousand.

    Args:
        x: exact images (batch, pixels).
        layers: W (inputs, outputs) and b (outputs,) of each layer, in float64.
        p: the true probabilities (batch, classes), rounded to float64.
        arithmetic: what the implementation is allowed; each function may store its results.

    """
    *hidden, last = layers
    x_error: Array = np.zeros_like(x)
    for W, b in hidden:
        y, y_error = x @ W + b, affine_error(x, W, b, arithmetic, x_error)
        x = sigmoid(y)
        x_error = sigmoid_error(x, y, arithmetic, y_error)
    y, y_error = x @ last.W + last.b, affine_error(x, *last, arithmetic, x_error)
    y = np.maximum(y, -FLOAT64.largest)  # a sum that overflowed is no score of minus infinity
    return softmax_error(p, y, arithmetic, y_error.max(axis=1, keepdims=True))
