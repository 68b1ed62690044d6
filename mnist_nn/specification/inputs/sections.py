"""All the finite numbers of float32, some at a time: what holds of them is proved.

They are too many for one array, and are visited in sections. Each section has every sign and every
exponent, and is told from the others by the last digits of the significands: so nearly any fault
shows in the first section, of numbers of few digits, and its simplest number is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mnist_nn.specification.inputs.enumeration import Enumeration
from mnist_nn.specification.inputs.recipe import Recipe, made, maker
from mnist_nn.specification.inputs.shrinking import shortest
from mnist_nn.specification.inputs.simplicity import simplest_first
from mnist_nn.specification.inputs.sweep import SHORT

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.inputs.enumeration import Fails

FREE = 14
"""How many last digits tell a section from the others."""

SECTIONS = 1 << FREE
"""How many sections there are."""

_SIGN = np.uint32(1 << 31)
_FINITE = np.uint32(0xFF << 23 - FREE)
"""Below it are the first digits of the numbers that are neither negative, infinite nor NaN."""

NUMBERS = 2 * int(_FINITE)
"""How many numbers a section has."""

PER_PART = 64
"""How many sections one process tries alone: of sigmoid, they take about two seconds."""


class Stretch(NamedTuple):
    """Some of the numbers of a section, in the order of how simple they are.

    Attributes:
        section: which one.
        start: the first of them.
        stop: the first that follows.

    """

    section: int
    start: int = 0
    stop: int = NUMBERS


@dataclass(frozen=True)
class Sections(Enumeration[Stretch]):
    """Sections of the numbers of float32.

    Attributes:
        first: the first of them.
        end: the first that is none of them.
        per_part: how many make a part, which one process tries alone.

    """

    first: int = 0
    end: int = SECTIONS
    per_part: int = PER_PART

    @property
    def parts(self) -> list[Sections]:
        """The parts, in order: together they have all these sections."""
        starts = range(self.first, self.end, self.per_part)
        return [Sections(first, min(first + self.per_part, self.end)) for first in starts]

    def example(self, n: int, seed: int) -> list[Stretch]:  # noqa: ARG002 - there is no choice
        """Return the n-th section."""
        return [Stretch(self.first + n)] if self.first + n < self.end else []

    def inputs(self, place: Stretch) -> tuple[Any, ...]:
        """Return the numbers: as an array, if they are few."""
        whole = place == Stretch(place.section)
        recipe = Recipe("section_of_float32", place[:1] if whole else tuple(place))
        return (made(recipe) if place.stop - place.start <= SHORT else recipe,)

    def smallest(self, place: Stretch, fails: Fails[Stretch]) -> tuple[Stretch, str]:
        """Return the simplest stretch found that fails too: mostly a single number."""
        section, start, stop = place
        return Stretch(
            section, *shortest(start, stop, lambda *part: fails(Stretch(section, *part)))
        ), ""


@maker
def section_of_float32(
    section: int, start: int | None = None, stop: int | None = None
) -> FloatArray:
    """Return the numbers of a section, in the order of their bits, or a stretch of them.

    The numbers of a stretch are counted from the simplest on. The first section has the numbers of
    the fewest digits, zeros and whole numbers up to 1024 among them, the second those of a digit
    more, and so on: its last digits are those of its number, backwards.

    >>> section_of_float32(0, 0, 3), section_of_float32(1, 0, 2)
    (array([ 0., -0.,  1.], dtype=float32), array([ 1025., -1025.], dtype=float32))

    """
    return _section(section) if stop is None else _simplest_of(section)[start:stop].copy()


def _section(section: int) -> NDArray[np.float32]:
    """Return the numbers of a section, in the order of their bits."""
    last = int(f"{section:0{FREE}b}"[::-1], 2)
    positive = np.arange(_FINITE, dtype=np.uint32) << np.uint32(FREE) | np.uint32(last)
    return np.concatenate([positive, positive | _SIGN]).view(np.float32)


@lru_cache(maxsize=1)
def _simplest_of(section: int) -> FloatArray:
    """Return the numbers of a section, the simplest first; stretches of one are asked for often."""
    return simplest_first(_section(section))
