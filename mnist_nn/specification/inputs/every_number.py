"""All the finite numbers of a format: what holds of them is proved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.specification.inputs.enumeration import Enumeration
from mnist_nn.specification.inputs.recipe import Recipe, maker
from mnist_nn.specification.inputs.sections import Sections
from mnist_nn.specification.inputs.shrinking import shortest
from mnist_nn.specification.inputs.simplicity import simplest_first

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.inputs.enumeration import Fails

Stretch: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class EveryNumber(Enumeration[Stretch]):
    """A single input: an array of all the finite numbers of a small format; parts are smaller."""

    dtype: np.dtype[Any]

    def example(self, n: int, seed: int) -> list[Stretch]:  # noqa: ARG002 - there is no choice
        """Return the whole stretch, once."""
        return [] if n else [(0, len(_in_order(self.dtype.name)))]

    def inputs(self, place: Stretch) -> tuple[Recipe]:
        """Return the numbers of a stretch."""
        return (Recipe("finite_numbers", (self.dtype.name, *place)),)

    def smallest(self, place: Stretch, fails: Fails[Stretch]) -> tuple[Stretch, str]:
        """Return the shortest stretch found that fails too: mostly a single number."""
        return shortest(*place, lambda *part: fails(part)), ""


def every_number(dtype: np.dtype[Any]) -> Enumeration[Any]:
    """Visit all the finite numbers of a format: of 16 bits, at once; of float32, in sections."""
    return Sections() if dtype == np.float32 else EveryNumber(dtype)


@maker
def finite_numbers(dtype: str, start: int, stop: int) -> FloatArray:
    """Return a stretch of the finite numbers of a 16-bit format, the simplest first."""
    return _in_order(dtype)[start:stop].copy()


@cache
def _in_order(dtype: str) -> FloatArray:
    """Return all the finite numbers of a format."""
    numbers = np.arange(2**16, dtype=np.uint16).view(FORMATS[dtype].dtype)
    with np.errstate(invalid="ignore"):  # bfloat16 warns of its signalling NaNs
        return simplest_first(numbers[np.isfinite(numbers)])
