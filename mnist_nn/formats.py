"""What an array's numbers mean: the dtype of a result, and the wider one it is computed in."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.floating[Any]]
"""An array of real floating-point numbers, of any precision."""


def result_dtype(*arrays: NDArray[Any]) -> np.dtype[np.floating[Any]]:
    """Return the native floating-point dtype in which a result on `arrays` is returned.

    Floating-point dtypes are kept and promoted as NumPy does; integers and booleans alone mean
    their values, as float64.

    Raises:
        TypeError: an array holds something other than real numbers.

    >>> result_dtype(np.zeros(2, np.float16))
    dtype('float16')
    >>> result_dtype(np.zeros(2, np.uint8), np.zeros(2, np.float32))
    dtype('float32')
    >>> result_dtype(np.zeros(2, np.int8))
    dtype('float64')

    """
    for array in arrays:
        if array.dtype.kind not in {"b", "i", "u", "f"}:
            raise TypeError(f"expected real numbers, got an array of dtype {array.dtype}")
    dtype = np.result_type(*arrays)
    return dtype.newbyteorder("=") if dtype.kind == "f" else np.dtype(np.float64)


def widen(x: ArrayLike) -> FloatArray:
    """Return `x` in the precision in which every result is computed: float64 or wider.

    Summed in its own precision, a row of 70,000 equal float16 scores overflows, and float32 ones
    stop adding up at 2**24. NumPy's float32 exponential is not monotone either. Computed in float64
    and rounded once, a result in lower precision is nearly always the correctly rounded one.

    >>> widen(np.ones(2, np.float16)).dtype
    dtype('float64')

    """
    x = np.asarray(x)
    return x.astype(np.promote_types(result_dtype(x), np.float64))
