"""Wrong ways to compute x W + b."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.layers import affine, matmul
from mnist_nn.mutants.mutant import mutant
from mnist_nn.precision import result_dtype

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@mutant("affine")
def forgets_the_bias(x: Array, W: Array, _: Array) -> FloatArray:
    """Give x W."""
    return matmul(x, W)


@mutant("affine")
def subtracts_the_bias(x: Array, W: Array, b: Array) -> FloatArray:
    """Give x W - b."""
    return affine(x, W, -b)


@mutant("affine")
def adds_the_bias_to_the_first_row(x: Array, W: Array, b: Array) -> FloatArray:
    """Give x W for all rows but the first."""
    return np.concatenate([affine(x[:1], W, b), matmul(x[1:], W)])


@mutant("affine")
def adds_the_bias_for_each_row(x: Array, W: Array, b: Array) -> FloatArray:
    """Add the bias once more for each row before."""
    return np.concatenate([affine(row[None], W, (i + 1) * b) for i, row in enumerate(x)])


@mutant("affine")
def adds_the_bias_by_row(x: Array, W: Array, b: Array) -> FloatArray:
    """Add b_i to row i where there are as many rows as columns."""
    by_row = b[:, None] if len(x) == len(b) else b
    return (matmul(x, W) + by_row).astype(result_dtype(x, W, b))


@mutant("affine")
def drops_the_bias_of_a_tail(x: Array, W: Array, b: Array) -> FloatArray:
    """Leave out the bias of the columns beyond whole tiles of 4."""
    whole = len(b) // 4 * 4
    return affine(x, W, np.where(np.arange(len(b)) < whole, b, b.dtype.type(0)))


@mutant("affine")
def makes_the_bias_fit(x: Array, W: Array, b: Array) -> FloatArray:
    """Cut the bias, or repeat it, until there is one for each column."""
    return affine(x, W, np.resize(b, W.shape[1]))


@mutant("affine")
def rounds_the_bias(x: Array, W: Array, b: Array) -> FloatArray:
    """Keep the bias in half precision."""
    return affine(x, W, b.astype(np.float16)).astype(result_dtype(x, W, b))


@mutant("affine")
def multiplies_in_float32(x: Array, W: Array, b: Array) -> FloatArray:
    """Multiply in single precision, and add the bias in the input's own."""
    product = matmul(x.astype(np.float32), W.astype(np.float32))
    return (product + b).astype(result_dtype(x, W, b))


@mutant("affine")
def transposes_a_square_weight(x: Array, W: Array, b: Array) -> FloatArray:
    """Take W for W^T where the shapes do not tell."""
    return affine(x, W.T if W.shape[0] == W.shape[1] else W, b)


@mutant("affine")
def cuts_to_fit(x: Array, W: Array, b: Array) -> FloatArray:
    """Cut both operands to the rows and columns that they share."""
    shared = min(x.shape[-1], W.shape[0])
    return affine(x[:, :shared], W[:shared], b)


@mutant("affine")
def rectifies(x: Array, W: Array, b: Array) -> FloatArray:
    """Fuse a relu that was not asked for."""
    return np.maximum(affine(x, W, b), 0)


@mutant("affine")
def subtracts_the_mean_of_the_batch(x: Array, W: Array, b: Array) -> FloatArray:
    """Centre the rows of a batch, which makes them depend on each other."""
    return affine(x - x.mean(axis=0), W, b) if len(x) > 1 else affine(x, W, b)


@mutant("affine")
def adds_in_place(x: Array, W: Array, b: Array) -> FloatArray:
    """Use the bias as the accumulator."""
    y = affine(x, W, b)
    b[...] = y[-1]
    return y


@mutant("affine", repeats="NVIDIA/cutlass#3540")
def adds_the_bias_by_row_in_column_order(x: Array, W: Array, b: Array) -> FloatArray:
    """Add b_i to row i where W lies in memory column by column."""
    columns = W.flags.f_contiguous and not W.flags.c_contiguous
    by_row = np.resize(b, len(x))[:, None] if columns else affine(np.zeros_like(x), W, b)
    return (matmul(x, W) + by_row).astype(result_dtype(x, W, b))


@mutant("affine")
def wraps_integers_around(x: Array, W: Array, b: Array) -> Array:
    """Multiply and add in the integers' own dtype."""
    return x @ W + b if x.dtype.kind in "iu" else affine(x, W, b)
