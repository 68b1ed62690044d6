"""How far from the truth rounding may lead a whole network: the bounds, carried layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.functions import sigmoid
from mnist_nn.oracle.bounds import affine_error, sigmoid_error, softmax_error

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[np.float64]


def mlp_error(x: Array, parameters: Sequence[Array], p: Array, arithmetic: Arithmetic) -> Array:
    """Return the greatest error of a network's probabilities, element by element.

    Proof. Layer by layer, each function is off by its own error at inputs that are moved by the
    error of the one before. The values at which the errors are taken are computed in float64; that
    they are rounded changes a bound in its thirteenth digit, which the factors in `bounds` cover
    as long as |x||W| stays below a thousand.

    Args:
        x: exact images (batch, pixels).
        parameters: W1 (pixels, outputs), b1 (outputs,), W2, b2, ...
        p: the true probabilities (batch, classes), rounded to float64.
        arithmetic: what the implementation is allowed; each function may store its results.

    """
    *hidden, (W, b) = zip(parameters[::2], parameters[1::2], strict=True)
    moved: Array = np.zeros_like(x)
    for V, a in hidden:
        y, y_moved = x @ V + a, affine_error(x, V, a, arithmetic, moved)
        x = sigmoid(y).astype(np.float64)
        moved = sigmoid_error(x, y, arithmetic, y_moved)
    y, y_moved = x @ W + b, affine_error(x, W, b, arithmetic, moved)
    t = y.max(axis=1, keepdims=True) - y
    return softmax_error(p, t, arithmetic, y_moved.max(axis=1, keepdims=True))
