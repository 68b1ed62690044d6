"""Arguments of one size after the other, of a function whose results depend on many numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnist_nn.specification.inputs.point import Point
from mnist_nn.specification.inputs.recipe import made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.specification.inputs.sweep import Sweep

    Arguments = tuple[Any, ...]

ALONG = 1
"""Which of the sizes of an input is led upwards: the first is that of a batch."""

_ELEMENTS = 2**11
"""So many elements are in a row, or in several of them: sixty-four rows at most."""

_ROWS, _OTHERS = 64, 8
"""How many rows there are at most, and how many of whatever else there is."""

_BESIDE = (0, 1, -1)
"""What is added to a power of two, in turn."""

_SMALL, _LARGE = 2**8, 2**13
"""Up to which size there are numbers of every kind, and up to which there is one less than a power.
"""


@dataclass(frozen=True)
class Sized:
    """Arguments of one size.

    Attributes:
        place: the index of the octave of the size.
        size: the size.
        kind: what the numbers are like.
        arguments: the arguments of the function.

    """

    place: int
    size: int
    kind: str
    arguments: Arguments


def octaves(sweep: Sweep) -> list[tuple[int, int]]:
    """Return the first and the last size of each octave that is led through.

    >>> from mnist_nn.specification.inputs.wide_scores import wide_rows
    >>> octaves(wide_rows("float32"))[-3:]
    [(32768, 65535), (65536, 131071), (131072, 131073)]

    """
    largest = sweep.sizes[ALONG].largest
    return [(2**k, min(2 ** (k + 1) - 1, largest)) for k in range(largest.bit_length())]


def sized(sweep: Sweep, seed: int) -> Iterator[Sized]:
    """Yield arguments of all sizes, first at powers of two, then beside them.

    The numbers are of all kinds but the simplest third of them, which are often exact; the least
    simple come first. Every third octave is visited before those between: wherever it ends, small
    and large sizes were visited about as often.
    """
    kinds, largest = sweep.kinds[len(sweep.kinds) // 3 :][::-1], sweep.sizes[ALONG].largest
    firsts = [first for i in range(3) for first, _ in octaves(sweep)[i::3]]
    for turn in range(len(_BESIDE) * len(kinds)):
        again, which = divmod(turn, len(_BESIDE))
        for first in firsts:
            size = min(max(1, first + _BESIDE[which]), largest)
            if turn < (len(_BESIDE) if size <= _LARGE else 2) or size <= _SMALL:
                yield _of_size(sweep, size, kinds[(again + which) % len(kinds)], seed + turn)


def _of_size(sweep: Sweep, size: int, kind: str, seed: int) -> Sized:
    """Return arguments of one size, and of few rows and columns."""
    others = [min(_OTHERS, each.largest) for each in sweep.sizes]
    others[0] = min(_ROWS, max(1, _ELEMENTS // size))
    others[ALONG] = size
    given = sweep.inputs(Point(tuple(others), kind, seed))
    return Sized(size.bit_length() - 1, size, kind, tuple(map(made, given)))
