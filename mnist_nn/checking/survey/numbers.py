"""Numbers of a format in stretches: every number of a small one, of a large one some of each.

Most functions do what they do between 2^-5 and the number at which an exponential vanishes: there,
a stretch is an eighth of a binade. What lies farther in or out is divided into a few stretches of
many binades each. So a picture in which all stretches are as wide shows what is to be seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray, Format

    Codes = NDArray[np.int64]

_MIDDLE = -5
"""The exponent from which on stretches are short."""

_PARTS = 8
"""Into how many stretches a binade is divided there."""

_BELOW, _ABOVE = 16, 10
"""How many stretches there are below and above, at most."""

OF_EACH = 256
"""How many numbers of a stretch are taken, if it has more."""


@dataclass(frozen=True)
class Numbers:
    """Finite numbers of a format, and the stretches in which they lie.

    Attributes:
        x: the numbers.
        ends: the least and the greatest number of each stretch, which ascend.
        whole: whether these are all the finite numbers of the format.

    """

    x: FloatArray
    ends: tuple[tuple[float, float], ...]
    whole: bool


def numbers_of(format_: Format, seed: int) -> Numbers:
    """Return numbers of all stretches of a format, of both signs, and 0 among them.

    Of a format of 16 bits these are all the numbers, and of another, both ends of each stretch and
    others that are spread over it evenly: the seed decides which.
    """
    dtype = format_.dtype
    bits = np.dtype(f"int{8 * dtype.itemsize}")
    starts = np.array(_starts(format_)).astype(dtype).view(bits).astype(np.int64)
    stops = np.append(starts[1:], _last(format_, bits) + 1)
    whole = dtype.itemsize == 2
    rng = np.random.default_rng(seed)
    each = [_codes(start, stop, whole, rng) for start, stop in zip(starts, stops, strict=True)]
    positive = np.concatenate(each).astype(bits).view(dtype)
    greatest = (stops - 1).astype(bits).view(dtype).astype(float).tolist()
    pairs = list(zip(_starts(format_), greatest, strict=True))
    ends = (*((-b, -a) for a, b in reversed(pairs)), (0.0, 0.0), *pairs)
    x = np.concatenate([-positive[::-1], np.array([-0.0, 0.0], dtype), positive])
    return Numbers(x, ends, whole)


def places_of(x: FloatArray, ends: Sequence[tuple[float, float]]) -> NDArray[np.intp]:
    """Return the index of the stretch in which each number lies."""
    starts = [start for start, _ in ends]
    return np.searchsorted(starts, x.astype(np.float64), side="right") - 1


def _starts(format_: Format) -> list[float]:
    """Return the least number of each stretch of positive numbers, in ascending order."""
    low, high = (math.frexp(x)[1] - 1 for x in (format_.smallest, format_.largest))
    bend = math.frexp(-math.log(format_.smallest) + 1)[1]
    below = range(low, _MIDDLE, -(-(_MIDDLE - low) // _BELOW))
    middle = [2.0**e * (1 + i / _PARTS) for e in range(_MIDDLE, bend) for i in range(_PARTS)]
    above = range(bend, high + 1, -(-(high + 1 - bend) // _ABOVE))
    return [*(math.ldexp(1, e) for e in below), *middle, *(math.ldexp(1, e) for e in above)]


def _last(format_: Format, bits: np.dtype[Any]) -> int:
    """Return the code of the largest number: those of positive numbers ascend as they do."""
    return int(np.array(format_.largest).astype(format_.dtype).view(bits))


def _codes(start: int, stop: int, whole: bool, rng: np.random.Generator) -> Codes:  # noqa: FBT001
    """Return the codes of a stretch: all of them, or some in each of equal parts, and both ends."""
    if whole or stop - start <= OF_EACH:
        return np.arange(start, stop)
    width = (stop - start) // OF_EACH
    some = start + width * np.arange(OF_EACH) + rng.integers(width, size=OF_EACH)
    return np.concatenate([[start], some, [stop - 1]])
