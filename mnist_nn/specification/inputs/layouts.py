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


LAYOUTS: dict[str, Callable[[Array], Array]] = {
    "in C order": np.ascontiguousarray,
    "in Fortran order": np.asfortranarray,
    "strided": lambda x: np.repeat(x, 2, axis=-1)[..., ::2],
    "with rows apart": lambda x: np.concatenate([x, x], axis=-1)[..., : x.shape[-1]],
    "reversed": lambda x: np.flip(np.flip(x).copy()),
    "with one row repeated": lambda x: np.broadcast_to(x[:1], x.shape),
    "with one column repeated": lambda x: np.broadcast_to(x[..., :1], x.shape),
    "byte-swapped": lambda x: x.astype(x.dtype.newbyteorder("S")),
    "unaligned": _unaligned,
    "read-only": _read_only,
}
"""The layouts: of an array's own numbers or, by a stride of 0, of some of them repeated."""


def layouts_of(dtype: np.dtype[Any]) -> list[str]:
    """Return the names of the layouts that arrays of a dtype can have.

    A dtype that is not NumPy's own, such as bfloat16, has no other byte order.
    """
    return [name for name in LAYOUTS if name != "byte-swapped" or is_numpys_own(dtype)]
