"""Arrays as lists of numbers in hexadecimal, short where numbers stand several times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.weights.hex_floats import to_hex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import DTypeLike, NDArray

    Array = NDArray[Any]


def to_list(array: Array) -> list[str]:
    """Return numbers row by row, up to where they begin again, if they do until the end.

    >>> to_list(np.array([1.0, 2, 2, 2, 1, 2]))
    ['0x1p+0', '0x1p+1*3']

    """
    numbers = array.astype(np.float64).ravel()
    bits = numbers.view(np.int64)
    starts = np.flatnonzero(np.append(True, bits[1:] != bits[:-1])[: bits.size])
    period = _period(bits, starts)
    starts = starts[starts < period]
    lengths = np.diff(starts, append=period)
    return [
        to_hex(number) + (f"*{times}" if times > 1 else "")
        for number, times in zip(numbers[starts].tolist(), lengths.tolist(), strict=True)
    ]


def from_list(numbers: Sequence[str], shape: Sequence[int], dtype: DTypeLike = np.float64) -> Array:
    """Return an array of a shape; where this holds more than the numbers, they begin again.

    Raises:
        ValueError: there are places, and no numbers.

    >>> from_list(["0x1p+0", "0x1p+1*2"], (2, 4)).tolist()
    [[1.0, 2.0, 2.0, 1.0], [2.0, 2.0, 1.0, 2.0]]

    """
    if not numbers and np.prod(shape):
        raise ValueError(f"an array of shape {list(shape)} has no numbers: the file is damaged")
    parts = [text.partition("*") for text in numbers]
    each = np.array([float.fromhex(number) for number, _, _ in parts], dtype)
    if len(each) == 1:
        return np.broadcast_to(each, shape)
    return np.resize(np.repeat(each, [int(times or 1) for _, _, times in parts]), shape)


def _period(bits: NDArray[np.int64], starts: NDArray[np.intp]) -> int:
    """Return how many numbers there are before they begin again.

    They are all the same, or begin again in a later run of the first number: where as many of it
    are left as there were at first, or where the run starts, if it is the last one.

    Args:
        bits: the numbers.
        starts: where each run of the same number starts.

    """
    ends = np.append(starts[2:], bits.size)[: len(starts[1:])]
    first, last = starts[1:2], ends == bits.size
    begins = np.maximum(starts[1:], ends - first)[(ends - starts[1:] >= first) | last]
    again = np.append(1, begins[bits[begins] == bits[:1]])
    return next((int(n) for n in again if (bits[n:] == bits[:-n]).all()), bits.size)
