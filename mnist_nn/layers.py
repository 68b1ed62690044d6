"""Products of matrices: shapes are checked, never broadcast by accident.

Floating-point dtypes are promoted as NumPy does, and computed in float64 or wider; integers and
booleans mean their values (an int8 product 100 * 100 is 10000.0), and give float64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.precision import result_dtype, rounded, widen

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from mnist_nn.formats import FloatArray


def matmul(x: ArrayLike, W: ArrayLike) -> FloatArray:
    """Return the matrix product x W.

    Args:
        x: one row (inputs,), or a batch of rows (batch, inputs).
        W: a matrix (inputs, outputs).

    Returns:
        (outputs,) or (batch, outputs).

    Raises:
        ValueError: the shapes do not fit; both are named.

    >>> matmul([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    array([[19., 22.],
           [43., 50.]])
    >>> matmul(np.ones((2, 3)), np.ones((2, 2)))
    Traceback (most recent call last):
    ValueError: matmul: x has 3 columns but W has 2 rows: (2, 3) @ (2, 2)

    """
    x, W = np.asarray(x), np.asarray(W)
    check_product("matmul", x.shape, W.shape)
    return rounded(widen(x) @ widen(W), result_dtype(x, W))


def affine(x: ArrayLike, W: ArrayLike, b: ArrayLike) -> FloatArray:
    """Return x W + b, the map of one layer before its activation.

    Args:
        x: one row (inputs,), or a batch of rows (batch, inputs).
        W: weights (inputs, outputs).
        b: biases, exactly (outputs,): no other shape is broadcast.

    Returns:
        (outputs,) or (batch, outputs).

    Raises:
        ValueError: the shapes do not fit; they are named.

    >>> affine([1, 2], [[1, 3, 5], [2, 4, 6]], [0.1, 0.2, 0.3])
    array([ 5.1, 11.2, 17.3])
    >>> affine([1, 2], [[1, 3, 5], [2, 4, 6]], [0.1])
    Traceback (most recent call last):
    ValueError: affine: W has 3 columns, so b must have shape (3,), not (1,)

    """
    x, W, b = np.asarray(x), np.asarray(W), np.asarray(b)
    return rounded(affine_map(widen(x), widen(W), widen(b)), result_dtype(x, W, b))


def affine_map(x: FloatArray, W: FloatArray, b: FloatArray) -> FloatArray:
    """Return x W + b, computed in the precision of the arrays: float32 or wider.

    Raises:
        ValueError: as `affine` does.

    """
    check_product("affine", x.shape, W.shape)
    _check_bias(W.shape, b.shape)
    y = x @ W
    y += b
    return y


def check_product(name: str, x: tuple[int, ...], W: tuple[int, ...]) -> None:
    """Refuse shapes that are no product of a row or a batch of rows with a matrix.

    Raises:
        ValueError: the shapes do not fit; both are named, after the name of the function.

    """
    if len(x) not in {1, 2}:
        raise ValueError(f"{name}: x must be (inputs,) or (batch, inputs), not {x}")
    if len(W) != 2:
        raise ValueError(f"{name}: W must be (inputs, outputs), not {W}")
    if x[-1] != W[0]:
        raise ValueError(f"{name}: x has {x[-1]} columns but W has {W[0]} rows: {x} @ {W}")


def _check_bias(W: tuple[int, ...], b: tuple[int, ...]) -> None:
    """Refuse a bias that is not one number for each output."""
    if b != W[1:]:
        raise ValueError(f"affine: W has {W[1]} columns, so b must have shape {W[1:]}, not {b}")
