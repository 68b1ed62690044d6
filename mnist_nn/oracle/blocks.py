"""Computes in blocks of numbers that stay in a processor's cache: many times as fast, if many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

BLOCK = 1 << 13
"""How many numbers are computed at a time."""


def in_blocks(function: Callable[..., NDArray[Any]], *arrays: ArrayLike) -> NDArray[Any]:
    """Return a function of arrays, number by number, in the shape that they have together.

    Args:
        function: maps arrays of one shape, number by number, to an array of the dtype of the first.
        arrays: what it is given, broadcast to one shape.

    >>> in_blocks(np.add, np.array([1.0, 2.0]), 0.5)
    array([1.5, 2.5])

    """
    whole = np.broadcast_arrays(*arrays)
    first = whole[0]
    if first.size <= BLOCK:
        return function(*whole)
    flat = [array.ravel() for array in whole]
    y = np.empty(first.size, first.dtype)
    for start in range(0, y.size, BLOCK):
        part = slice(start, start + BLOCK)
        y[part] = function(*(array[part] for array in flat))
    return y.reshape(first.shape)
