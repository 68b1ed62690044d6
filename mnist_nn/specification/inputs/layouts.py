"""Ways to lay an array out in memory: a counterexample tells the layout by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import is_numpys_own

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[Any]


def _unaligned(x: Array) -> Array:
    """Return x at an address that is no multiple of its item size."""
    memory = np.empty(x.nbytes + 1, np.uint8)[1:]
    copy = memory.view(x.dtype).reshape(x.shape)
    copy[...] = x
    return copy


def _read_only(x: Array) -> Array:
    """Return a copy of x that may not be written to."""
    x = x.copy()
    x.flags.writeable = False
    return x


_MARGIN = 64
"""How many numbers lie before and behind: no fewer than any vector unit reads at once."""


def _between_nans(x: Array) -> Array:
    """Return x in C order in the middle of a longer array, among NaN."""
    memory = np.full(x.size + 2 * _MARGIN, np.nan, x.dtype)
    copy = memory[_MARGIN:-_MARGIN].reshape(x.shape)
    copy[...] = x
    return copy


def _with_rows_apart(x: Array) -> Array:
    """Return x with NaN between its rows, which are a power of two apart."""
    memory = np.full((*x.shape[:-1], 2 ** x.shape[-1].bit_length()), np.nan, x.dtype)
    memory[..., : x.shape[-1]] = x
    return memory[..., : x.shape[-1]]


def _strided(x: Array) -> Array:
    """Return x as every second number of a larger array, in each dimension: others are infinite."""
    memory = np.full([2 * n + 1 for n in x.shape], np.inf, x.dtype)
    copy = memory[(slice(1, None, 2),) * x.ndim]
    copy[...] = x
    return copy


REPEATING: dict[str, Callable[[Array], Array]] = {
    "with one row repeated": lambda x: np.broadcast_to(x[:1], x.shape),
    "with one column repeated": lambda x: np.broadcast_to(x[..., :1], x.shape),
}
"""The layouts of some of an array's numbers, repeated by a stride of 0."""

LAYOUTS: dict[str, Callable[[Array], Array]] = {
    "in C order": np.ascontiguousarray,
    "in Fortran order": np.asfortranarray,
    "between NaNs": _between_nans,
    "strided": _strided,
    "with rows apart": _with_rows_apart,
    "reversed": lambda x: np.flip(np.flip(x).copy()),
    "with rows in reverse": lambda x: np.flip(np.flip(x, 0).copy(), 0),
    **REPEATING,
    "byte-swapped": lambda x: x.astype(x.dtype.newbyteorder("S")),
    "unaligned": _unaligned,
    "read-only": _read_only,
}
"""All layouts."""


def layouts_of(dtype: np.dtype[Any]) -> list[str]:
    """Return the names of the layouts that arrays of a dtype can have.

    A dtype that is not NumPy's own, such as bfloat16, has no other byte order.
    """
    return [name for name in LAYOUTS if name != "byte-swapped" or is_numpys_own(dtype)]


def whole_layouts_of(dtype: np.dtype[Any]) -> list[str]:
    """Return the names of those that have all numbers of an array."""
    return [name for name in layouts_of(dtype) if name not in REPEATING]
