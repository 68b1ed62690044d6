"""What is seen where a law does not hold: parts of arrays, around the place that is most wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

ROWS, COLUMNS = 12, 40
"""The size of the part of an array that is kept: what a reader takes in at one look."""


@dataclass(frozen=True)
class Part:
    """A part of an array, as rows of numbers.

    Attributes:
        name: what the array is called.
        shape: that of the whole array.
        numbers: those of the part, row by row.
        row: where in the whole array, all its rows below each other, the first row of them is.
        column: where in a row the first of them is.

    """

    name: str
    shape: tuple[int, ...]
    numbers: tuple[tuple[float, ...], ...]
    row: int = 0
    column: int = 0


@dataclass(frozen=True)
class Observation:
    """What a function was given, and what it returned, around the place where it is most wrong.

    Attributes:
        arguments: parts of the arrays that it was given.
        observed: the part of the result around that place.
        true: what is true there, or None where that is not known.
        allowed: the error that is allowed there, or None where the truth is not known.
        off: the error there in units of the allowed, or None where the truth is not known.
        row: the row of the part in which the place is.
        column: the column of the part in which it is.

    """

    arguments: tuple[Part, ...]
    observed: Part
    true: Part | None
    allowed: Part | None
    off: Part | None
    row: int
    column: int


def in_rows(array: Array) -> Array:
    """Return an array as rows of numbers."""
    return array.reshape(-1, array.shape[-1] if array.ndim else 1)


def around(place: int, number: int, of: int) -> slice:
    """Return so many places around one, or all that there are."""
    start = max(0, min(place - number // 2, of - number))
    return slice(start, min(start + number, of))


def part_of(name: str, array: Array, rows: slice, columns: slice) -> Part:
    """Return a part of an array."""
    part = in_rows(array)[rows, columns].astype(np.float64)
    return Part(name, array.shape, tuple(map(tuple, part.tolist())), rows.start, columns.start)
