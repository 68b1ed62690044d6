"""Matrices x (batch, inputs) and W (inputs, outputs), and biases b (outputs,), of every size."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.specification.inputs import matrices
from mnist_nn.specification.inputs.point import Point, Size
from mnist_nn.specification.inputs.recipe import Recipe, maker
from mnist_nn.specification.inputs.sizes import FEW
from mnist_nn.specification.inputs.sweep import Sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from mnist_nn.formats import Format

    Array = NDArray[Any]
    Shape = tuple[int, ...]
    Kind = Callable[[np.random.Generator, Shape], Array]
    Sizes = tuple[int, int, int]

SIZES = (Size("rows", 70_000), Size("inputs", 8_193), Size("outputs", 4_097))
_LONG = tuple(size if size.name == "inputs" else replace(size, largest=FEW) for size in SIZES)


def _integers(rng: np.random.Generator, shape: Shape) -> Array:
    """Return integers between -9 and 9."""
    return rng.integers(-9, 10, shape)


def _rising(_: np.random.Generator, shape: Shape) -> Array:
    """Return numbers from 1 to 2 that rise to the end, so that none is like another."""
    return 1 + np.arange(np.prod(shape)).reshape(shape) / np.prod(shape)


def _one_in_each_row(rng: np.random.Generator, shape: Shape) -> Array:
    """Return zeros and, in each row, a one at the end, at the beginning or anywhere."""
    rows, columns = shape
    places = rng.choice([columns - 1, 0, int(rng.integers(columns))], (rows, 1))
    return np.where(np.arange(columns) == places, 1.0, 0.0)


def _of_many_sizes(rng: np.random.Generator, shape: Shape) -> Array:
    """Return normal numbers of scales from 1e-3 to 3: no product of them overflows in float16."""
    return rng.normal(0, 10.0 ** rng.uniform(-3, 0.5, shape))


def _cancelling(rng: np.random.Generator, shape: Shape) -> Array:
    """Return numbers from 32 to 64 and, for each of the first half of the inputs, its opposite."""
    half = shape[1] // 2
    x = rng.integers(32, 65, shape)
    x[:, half : 2 * half] = -x[:, :half]
    return x


def _alike_in_halves(rng: np.random.Generator, shape: Shape) -> Array:
    """Return numbers from 32 to 64, the same for both halves of the inputs."""
    half = shape[0] // 2
    W = rng.integers(32, 65, shape)
    W[half : 2 * half] = W[:half]
    return W


KINDS: dict[str, tuple[Kind, Kind]] = {
    "integers": (_integers, _integers),
    "one in each row": (_one_in_each_row, _integers),
    "rising": (_rising, _rising),
    "normal": (matrices.KINDS["normal"],) * 2,
    "sparse": (matrices.KINDS["sparse"], matrices.KINDS["normal"]),
    "of many sizes": (_of_many_sizes,) * 2,
    "cancelling": (_cancelling, _alike_in_halves),
    "small and large": (matrices.KINDS["normal"],) * 2,
}
"""What the numbers of x, and of W and b, may be like; what shows a fault at sight comes first.

Sums of those that cancel go beyond float16 on their way; x is small where W is large.
"""

EXACT = "integers up to 2"
"""The kind of matrices whose products, sums and partial sums the format holds."""


def wide_matrices(dtype: np.dtype[Any]) -> Sweep:
    """Visit x and W of every size."""
    return _sweep(dtype, KINDS, ("wide_x", "wide_W"))


def wide_maps(dtype: np.dtype[Any]) -> Sweep:
    """Visit x, W and b of every size."""
    return _sweep(dtype, KINDS, ("wide_x", "wide_W", "wide_b"))


def long_products(dtype: np.dtype[Any]) -> Sweep:
    """Visit x and W of as many inputs, but of few rows and outputs: nearly all sums are long."""
    return replace(wide_matrices(dtype), sizes=_LONG, per_example=3)


def long_maps(dtype: np.dtype[Any]) -> Sweep:
    """Visit x, W and b of as many inputs, but of few rows and outputs."""
    return replace(wide_maps(dtype), sizes=_LONG, per_example=3)


def wide_integer_matrices(dtype: np.dtype[Any]) -> Sweep:
    """Visit x and W of every size, of integers up to 2."""
    return replace(_sweep(dtype, [EXACT], ("wide_x", "wide_W")), per_example=6)


def wide_integer_maps(dtype: np.dtype[Any]) -> Sweep:
    """Visit x, W and b of every size, of integers up to 2."""
    return replace(_sweep(dtype, [EXACT], ("wide_x", "wide_W", "wide_b")), per_example=6)


def _sweep(dtype: np.dtype[Any], kinds: Iterable[str], makers: tuple[str, ...]) -> Sweep:
    """Visit arguments that some makers make."""

    def recipes(point: Point) -> tuple[Recipe, ...]:
        given = dtype.name, point.sizes, point.kind, point.seed
        return tuple(Recipe(maker, given) for maker in makers)

    return Sweep(SIZES, tuple(kinds), _elements, recipes)


def _elements(rows: int, inputs: int, outputs: int) -> float:
    """Return how many elements x, W and x W have; 64 multiply-adds count as one."""
    memory = rows * inputs + inputs * outputs + rows * outputs
    return memory + rows * inputs * outputs / 64


@maker
def wide_x(dtype: str, sizes: Sizes, kind: str, seed: int) -> Array:
    """Return x (rows, inputs) of one of the kinds."""
    return _matrix(dtype, sizes, kind, seed, 0)


@maker
def wide_W(dtype: str, sizes: Sizes, kind: str, seed: int) -> Array:
    """Return W (inputs, outputs) of one of the kinds."""
    return _matrix(dtype, sizes, kind, seed, 1)


@maker
def wide_b(dtype: str, sizes: Sizes, kind: str, seed: int) -> Array:
    """Return b (outputs,) of one of the kinds."""
    return _matrix(dtype, sizes, kind, seed, 2)


def _matrix(dtype: str, sizes: Sizes, kind: str, seed: int, which: int) -> Array:
    """Return x, W or b."""
    rows, inputs, outputs = sizes
    if kind == EXACT:
        return matrices.integers(FORMATS[dtype].dtype, sizes, 2, seed)[which]
    shape = [(rows, inputs), (inputs, outputs), (1, outputs)][which]
    numbers = KINDS[kind][which > 0](np.random.default_rng((seed, which)), shape)
    if kind == "small and large":
        numbers = numbers * _scale(FORMATS[dtype]) ** (-1 if which == 0 else 1 if which == 1 else 0)
    return (numbers[0] if which == 2 else numbers).astype(FORMATS[dtype].dtype)


def _scale(format_: Format) -> float:
    """Return how small x is, and how large W: as far as the format goes, or 2^30."""
    return 2.0 ** min(30, math.frexp(format_.largest)[1] - 6)
