"""Makes an array from the description that a file has of it, which may be wrong or hostile."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

_NUMBERS = frozenset({"b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"})


def number_dtype(code: str, byte_order: str = "=") -> np.dtype[Any]:
    """Return the dtype of a kind of number and its size in bytes, such as f4.

    Raises:
        ValueError: it is not a boolean, integer or float of up to 64 bits.

    >>> number_dtype("f4", ">")
    dtype('>f4')

    """
    if code not in _NUMBERS or byte_order not in {"<", ">", "=", "|"}:
        raise ValueError(f"it has an array of dtype {code!a:.60}, expected plain numbers")
    return np.dtype(byte_order + code)


@dataclass(eq=False)
class RawArray:
    """The description of an array that is not made yet, and may be impossible.

    Attributes:
        shape: its shape, not checked yet.
        dtype: that of a plain number.
        data: its bytes; a text stands for its bytes in Latin-1.
        fortran: whether the first axis varies fastest, instead of the last.
        axes: the order in which its axes are wanted, not checked yet; None for the order they have.

    """

    shape: tuple[Any, ...]
    dtype: np.dtype[Any]
    data: bytes | str
    fortran: bool = False
    axes: tuple[Any, ...] | None = None

    def make(self) -> NDArray[Any]:
        """Return the array: new and writeable, in C order and native byte order.

        Raises:
            ValueError: there is no such array.

        >>> RawArray((2, 1), number_dtype("u2", ">"), bytes([0, 1, 0, 2])).make()
        array([[1],
               [2]], dtype=uint16)

        """
        axes = [*range(len(self.shape))]
        order = axes if self.axes is None else self.axes
        if not (_are_lengths(self.shape) and _are_lengths(order) and sorted(order) == axes):
            raise ValueError("it has an array of an impossible shape or order of axes")
        if math.prod(self.shape) * self.dtype.itemsize != len(self.data):
            wanted = f"an array of shape {self.shape} and dtype {self.dtype}"
            raise ValueError(f"it has {len(self.data)} bytes for {wanted}")
        data = self.data.encode("latin-1") if isinstance(self.data, str) else self.data
        stored = np.ndarray(self.shape, self.dtype, data, order="F" if self.fortran else "C")
        return np.array(stored.transpose(order), self.dtype.newbyteorder("="), order="C")


def _are_lengths(values: Collection[object]) -> bool:
    """Return whether NumPy could have such a shape, and its product is quickly computed."""
    return len(values) <= 64 and all(type(n) is int and 0 <= n <= sys.maxsize for n in values)
