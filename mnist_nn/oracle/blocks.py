"""Computes in blocks of numbers that stay in a processor's cache: many times as fast, if many."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import ArrayLike, NDArray

BLOCK = 1 << 14
"""How many numbers are computed at a time."""


def in_blocks(
    function: Callable[..., NDArray[Any]], *arrays: ArrayLike, whole_rows: bool = False
) -> NDArray[Any]:
    """Return a function of arrays, number by number, in the shape that they have together.

    Args:
        function: maps arrays of one shape, number by number, to an array of the dtype of the first.
            A number may stand for an array, or one number for each row.
        arrays: what it is given, broadcast to one shape.
        whole_rows: whether the function is one of rows, of which a block has one at least.

    >>> in_blocks(np.add, np.array([1.0, 2.0]), 0.5)
    array([1.5, 2.5])

    """
    whole = [np.asarray(array) for array in arrays]
    shape = np.broadcast_shapes(*(array.shape for array in whole))
    size = math.prod(shape)
    if size <= BLOCK:
        return function(np.broadcast_to(whole[0], shape), *whole[1:])
    rows, columns = size // shape[-1], shape[-1]
    y = np.empty((rows, columns), whole[0].dtype)
    flat = [_in_two_dimensions(array, shape) for array in whole]
    for block in _blocks(rows, columns, columns if whole_rows else BLOCK):
        y[block] = function(*(array[_of(array, block)] for array in flat))
    return y.reshape(shape)


_SHORT = 64
"""A row of so few numbers is short."""


def blocks_of_rows(rows: NDArray[Any]) -> Iterator[tuple[slice, NDArray[Any]]]:
    """Yield which rows make a block, or which numbers, and what they are.

    NumPy takes the maximum and the sum of short rows many times as fast where their first numbers
    lie side by side, and so do all others.
    """
    columns = rows[:1].size
    for some in rows_in_blocks(len(rows), columns):
        yield some, np.asfortranarray(rows[some]) if columns <= _SHORT else rows[some]


def rows_in_blocks(rows: int, columns: int) -> Iterator[slice]:
    """Yield rows that make a block together: one at least.

    >>> list(rows_in_blocks(5, BLOCK // 2))
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]

    """
    step = max(1, BLOCK // max(1, columns))
    return (slice(start, min(start + step, rows)) for start in range(0, rows, step))


def _blocks(rows: int, columns: int, most: int) -> Iterator[tuple[slice, slice]]:
    """Yield the blocks of an array: some rows, or one and so many of its columns at most."""
    for some in rows_in_blocks(rows, columns):
        for start in range(0, columns, most):
            yield some, slice(start, start + most)


def _in_two_dimensions(array: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """Return an array in rows: all of it, a number for each row, or a single number."""
    if array.size == 1:
        return array.reshape(1, 1)
    one_for_each_row = array.shape == (*shape[:-1], 1)
    whole = array if one_for_each_row else np.broadcast_to(array, shape)
    return whole.reshape(-1, whole.shape[-1])


def _of(array: NDArray[Any], block: tuple[slice, slice]) -> tuple[slice, slice]:
    """Return where a block lies in an array that has one row, or one column, for all."""
    rows, columns = (
        slice(None) if n == 1 else part for n, part in zip(array.shape, block, strict=True)
    )
    return rows, columns
