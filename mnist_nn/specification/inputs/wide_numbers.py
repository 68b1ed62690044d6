"""Numbers for functions that map each by itself: thousands at a time, of all signs and sizes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.precision import rounded
from mnist_nn.specification.inputs.point import Point, Size
from mnist_nn.specification.inputs.recipe import Recipe, made, maker
from mnist_nn.specification.inputs.shrinking import shortest
from mnist_nn.specification.inputs.sizes import elements
from mnist_nn.specification.inputs.sweep import COST, SHORT, Sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray, Format
    from mnist_nn.specification.inputs.enumeration import Fails

    Numbers = NDArray[np.float64]


def _whole(rng: np.random.Generator, size: int, _: Format) -> Numbers:
    """Return integers between -128 and 128."""
    return rng.integers(-128, 129, size).astype(float)


def _where_functions_bend(rng: np.random.Generator, size: int, format_: Format) -> Numbers:
    """Return numbers between those at which an exponential overflows and at which it vanishes."""
    far = -math.log(format_.smallest) + 1
    return rng.uniform(-far, far, size)


def _of_every_binade(rng: np.random.Generator, size: int, format_: Format) -> Numbers:
    """Return numbers of both signs and all exponents, subnormal numbers among them."""
    low, high = math.frexp(format_.smallest)[1], math.frexp(format_.largest)[1]
    exponents = np.resize(np.arange(low, high + 1), size)
    size_of_each = np.ldexp(rng.uniform(0.5, 1, size), exponents)
    return rng.permutation(rng.choice([-1, 1], size) * np.minimum(size_of_each, format_.largest))


def _beside_powers_of_two(rng: np.random.Generator, size: int, format_: Format) -> Numbers:
    """Return powers of two of both signs, and the numbers next to them in the format."""
    low, high = math.frexp(format_.eta)[1], math.frexp(format_.largest)[1]
    powers = np.ldexp(1.0, rng.integers(low, high, size))
    beside = rng.choice([1 - 2 * format_.u, 1, 1 + 2 * format_.u, 0], size)
    return rng.choice([-1, 1], size) * powers * beside


NUMBERS: dict[str, Callable[[np.random.Generator, int, Format], Numbers]] = {
    "whole": _whole,
    "where functions bend": _where_functions_bend,
    "of every binade": _of_every_binade,
    "beside powers of two": _beside_powers_of_two,
}
"""What numbers of a format may be like; what shows a fault at sight comes first."""

ROWS = Size("rows", 70_000)
COLUMNS = Size("numbers in each", 2**17 + 1)


@dataclass(frozen=True)
class Part(Point):
    """Some of the numbers of an input of a sweep, in one row.

    Attributes:
        part: from which of them to which.

    """

    part: tuple[int, int]


@dataclass(frozen=True)
class SweepOfNumbers(Sweep):
    """Arrays of every size whose numbers are independent: a part of them may fail as the whole."""

    def smallest(self, place: Point, fails: Fails[Point]) -> tuple[Point, str]:
        """Return a few numbers that fail by themselves or, if there are none, smaller sizes."""

        def part(start: int, stop: int) -> Part:
            return Part(place.sizes, place.kind, place.seed, (start, stop))

        start, stop = shortest(0, math.prod(place.sizes), lambda *ends: fails(part(*ends)))
        return (part(start, stop), "") if stop - start <= SHORT else super().smallest(place, fails)

    def inputs(self, place: Point) -> tuple[Any, ...]:
        """Return the numbers."""
        if not isinstance(place, Part):
            return super().inputs(place)
        whole = Point(place.sizes, place.kind, place.seed)
        start, stop = place.part
        return tuple(some_of(recipe, start, stop) for recipe in self.recipes(whole))


def many_numbers(dtype: np.dtype[Any]) -> Sweep:
    """Visit arrays (rows, numbers) of finite numbers of all sizes, and of every shape."""

    def recipes(point: Point) -> tuple[Recipe]:
        return (Recipe("numbers_of", (dtype.name, point.sizes, point.kind, point.seed)),)

    return SweepOfNumbers((ROWS, COLUMNS), tuple(NUMBERS), elements, recipes, per_example=6)


def several_numbers(dtype: np.dtype[Any]) -> Sweep:
    """Visit such arrays where each number takes long: fewer of them, and smaller ones."""
    sizes = tuple(replace(size, largest=4097) for size in (ROWS, COLUMNS))
    return replace(many_numbers(dtype), sizes=sizes, per_example=3, budget=COST // 16)


@maker
def numbers_of(dtype: str, shape: tuple[int, ...], kind: str, seed: int) -> FloatArray:
    """Return finite numbers of one of the kinds."""
    format_ = FORMATS[dtype]
    x = NUMBERS[kind](np.random.default_rng(seed), math.prod(shape), format_)
    return rounded(x.reshape(shape), format_.dtype)


def some_of(recipe: Recipe, start: int, stop: int) -> Any:
    """Return some of the numbers of an array, in one row: told by themselves, if they are few."""
    return made(recipe).ravel()[start:stop].copy()
