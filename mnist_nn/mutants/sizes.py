"""Mistakes that any function can make at a size: of arrays that are shared out among threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.mutants.breach import right
from mnist_nn.mutants.mutant import Mutant, mutant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Function

    Array = NDArray[Any]


def size_mutants(function: Function) -> Iterator[Mutant]:
    """Yield the reference implementation of a function, if it has one, with a mistake at a size."""
    if function.reference is None:
        return

    @mutant(function.name)
    def skips_a_number_at_each_chunk(*arrays: Array, **options: int) -> FloatArray:
        """Leave the first result of every 32,768 but the first ones at 0."""
        y: FloatArray = right(function)(*arrays, **options)
        places = np.arange(y.size).reshape(y.shape)
        return np.where((places % 32_768 == 0) & (places > 0), y.dtype.type(0), y)

    @mutant(function.name)
    def repeats_the_tile_before(*arrays: Array, **options: int) -> FloatArray:
        """Give rows beyond whole tiles of 128, of which there is one, what the tile before gets."""
        y: FloatArray = right(function)(*arrays, **options)
        i = np.arange(len(y))
        return y[np.where(i >= (len(i) // 128 * 128 or len(i)), i - 128, i)]

    @mutant(function.name, repeats="tensorflow/tensorflow#26969")
    def stops_at_65535_rows_of_float32(*arrays: Array, **options: int) -> FloatArray:
        """Leave the rows of float32 beyond the 65,535th at 0."""
        y: FloatArray = right(function)(*arrays, **options)
        y[65_535 if y.dtype == np.float32 else len(y) :] = 0
        return y

    yield from (skips_a_number_at_each_chunk, repeats_the_tile_before)
    if function.few_columns:
        yield stops_at_65535_rows_of_float32
