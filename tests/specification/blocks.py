"""How work is shared out: in stretches, in blocks one after the other, and among threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

    Array = NDArray[Any]
    Block = Callable[[Array], Array]


def stretches(number: int, size: int) -> Iterator[slice]:
    """Yield the parts of so many places, of a size each, the last of them shorter."""
    return (slice(start, min(start + size, number)) for start in range(0, number, size))


def by_blocks(function: Block, x: Array, size: int, shape: tuple[int, ...]) -> Array:
    """Compute blocks of rows one after the other."""
    y = np.empty(shape, x.dtype)
    for rows in stretches(len(x), size):
        y[rows] = function(x[rows])
    return y


def by_threads(function: Block, x: Array, size: int, shape: tuple[int, ...]) -> Array:
    """Compute blocks of rows in three threads, which write to parts of one array."""
    y = np.empty(shape, x.dtype)

    def compute(rows: slice) -> None:
        with np.errstate(over="ignore", under="ignore"):  # a thread has settings of its own
            y[rows] = function(x[rows])

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(compute, stretches(len(x), size)))
    return y


def named(name: str, function: Implemented) -> Implemented:
    """Return a function with a name, by which it is told from others of its kind."""
    function.__name__ = name
    return function
