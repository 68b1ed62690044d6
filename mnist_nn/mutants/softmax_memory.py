"""Wrong softmaxes that read their scores wrongly from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import softmax
from mnist_nn.mutants.mutant import mutant

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@mutant("softmax", repeats="ml-explore/mlx#657")
def takes_rows_for_packed(x: Array, axis: int = -1) -> FloatArray:
    """Ignore the stride between rows where the numbers of a row lie side by side."""
    if x.ndim == 2 and x.size and x.strides[-1] == x.itemsize and len(_flat_memory(x)) >= x.size:
        x = _flat_memory(x)[: x.size].reshape(x.shape)
    return softmax(x, axis=axis)


@mutant("softmax")
def takes_many_dimensions_for_packed(x: Array, axis: int = -1) -> FloatArray:
    """Ignore the strides of an array of three dimensions or more."""
    if x.ndim > 2 and len(_flat_memory(x)) >= x.size:
        x = _flat_memory(x)[: x.size].reshape(x.shape)
    return softmax(x, axis=axis)


@mutant("softmax")
def reads_many_dimensions_forwards(x: Array, axis: int = -1) -> FloatArray:
    """Take negative strides for positive ones in an array of three dimensions or more."""
    backwards = tuple(i for i, stride in enumerate(x.strides) if stride < 0 and x.ndim > 2)
    return softmax(np.flip(x, backwards), axis=axis)


@mutant("softmax", repeats="flagos-ai/FlagGems#5723")
def reads_past_a_broadcast(x: Array, axis: int = -1) -> FloatArray:
    """Read a view of stride 0, which repeats a number, as if all of them were there."""
    if x.size and 0 in x.strides:
        memory = np.zeros(x.size, x.dtype)
        memory[0] = x.flat[0]
        x = memory.reshape(x.shape)
    return softmax(x, axis=axis)


@mutant("softmax", repeats="alibaba/MNN#4476")
def takes_half_for_single_precision(x: Array, axis: int = -1) -> FloatArray:
    """Read float16 as float32 where there are 64 classes or fewer."""
    if x.dtype == np.float16 and x.ndim and x.shape[axis] <= 64 and x.size % 2 == 0 and x.size:
        pairs = np.ascontiguousarray(x).ravel().view(np.float32)
        return softmax(np.resize(pairs, x.shape), axis=axis).astype(np.float16)
    return softmax(x, axis=axis)


@mutant("softmax")
def reads_wide_matrices_in_the_order_of_memory(x: Array, axis: int = -1) -> FloatArray:
    """Read a matrix of more than 512 columns in Fortran order as it lies in memory."""
    wide = x.ndim == 2 and x.shape[1] > 512 and x.flags.f_contiguous and not x.flags.c_contiguous
    return softmax(x.ravel(order="K").reshape(x.shape) if wide else x, axis=axis)


def _flat_memory(x: Array) -> Array:
    """Return the numbers of the array that x is a view of, as they lie in memory, from x's own."""
    base = x if x.base is None or x.base.dtype != x.dtype else x.base
    start = (x.ctypes.data - base.ctypes.data) // x.itemsize
    return base.ravel(order="K")[max(start, 0) :]
