"""The precision of a result: that of the arguments, mostly computed wider, and rounded once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.exceptions import DTypePromotionError

from mnist_nn.formats import is_numpys_own, is_real

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.formats import FloatArray


def result_dtype(*arrays: NDArray[Any]) -> np.dtype[np.floating[Any]]:
    """Return the native floating-point dtype in which a result on `arrays` is returned.

    Floating-point dtypes are kept, and promoted as NumPy does; float16 and bfloat16, neither of
    which holds the other, meet in float32. Integers and booleans alone mean their values, as
    float64.

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
        if not is_real(array.dtype):
            raise TypeError(f"expected real numbers, got an array of dtype {array.dtype}")
    try:
        dtype = np.result_type(*arrays)
    except DTypePromotionError:
        dtype = np.result_type(np.float32, *(array for array in arrays if array.dtype.kind == "f"))
    return np.dtype(np.float64) if dtype.kind in "biu" else dtype.newbyteorder("=")


def widen(x: ArrayLike) -> FloatArray:
    """Return `x` in the precision in which each function is computed: float64 or wider.

    Summed in its own precision, a row of 70,000 equal float16 scores overflows, and float32 ones
    stop adding up at 2**24. NumPy's float32 exponential is not monotone either. Computed in float64
    and rounded once, a result in lower precision is nearly always the correctly rounded one.

    >>> widen(np.ones(2, np.float16)).dtype
    dtype('float64')

    """
    x = np.asarray(x)
    return x.astype(np.promote_types(result_dtype(x), np.float64))


def rounded(y: FloatArray, dtype: np.dtype[Any]) -> FloatArray:
    """Return y, float32 or wider, in a dtype: each number is rounded once, to nearest.

    ml_dtypes rounds a float64 to float32 first, and a number just beside the middle of two of
    bfloat16 may then fall on it, and to the wrong side. So it is given float32 numbers rounded to
    odd, which remember on which side they are. Source: S. Boldo and G. Melquiond, *Emulation of a
    FMA and correctly rounded sums: proved algorithms using rounding to odd*, IEEE Trans. Computers
    57(4), 2008.

    >>> rounded(np.array([1 + 2.0**-8 + 2.0**-40]), np.dtype("bfloat16")).tolist()
    [1.0078125]

    """
    if not is_numpys_own(dtype):
        return _to_odd_float32(y).astype(dtype)
    return (_on_the_grid_of_float16(y) if dtype == np.float16 else y).astype(dtype)


def _on_the_grid_of_float16(y: FloatArray) -> FloatArray:
    """Return y, with what is below the normal numbers of float16 rounded to its subnormal ones.

    NumPy rounds them as well, but for each that is not exact it raises a flag, which takes thirty
    times as long. To add and subtract a number whose last place is that of the subnormal numbers,
    2**-24, rounds to that place, to nearest, ties to even.
    """
    format_ = np.finfo(np.float16)
    subnormal = np.abs(y) < format_.smallest_normal
    if not subnormal.any():
        return y
    far = y.dtype.type(1.5 * float(format_.smallest_subnormal)) / np.finfo(y.dtype).eps
    return np.where(subnormal, np.copysign(y + far - far, y), y)


def _to_odd_float32(y: FloatArray) -> NDArray[np.float32]:
    """Return y rounded towards zero to float32, its last bit set where that is not exact."""
    near = y.astype(np.float32)
    bits = near.view(np.uint32) - (np.abs(near) > np.abs(y)).astype(np.uint32)
    return (bits | (near != y)).astype(np.uint32).view(np.float32)
