"""Networks of every width, with batches of every size: x (batch, pixels), W1, b1, W2, b2, ..."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.specification.inputs.point import Point, Size
from mnist_nn.specification.inputs.recipe import Recipe, maker
from mnist_nn.specification.inputs.sweep import LARGE, Sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[Any]
    Sizes = tuple[int, ...]
    Domain = Callable[[np.dtype[Any]], Sweep]

IMAGES, WIDEST = 10_000, 1_025

KINDS: dict[str, Callable[[np.random.Generator, Sizes], Array]] = {
    "whole": lambda rng, shape: rng.integers(-2, 3, shape),
    "normal": lambda rng, shape: rng.normal(0, 1, shape),
    "normal in the middle": lambda rng, shape: rng.normal(0, 1, shape),
}
"""What images and parameters may be like; what shows a fault at sight comes first.

Images in the middle are 0 at the margins, as digits are.
"""


def arrays_of(layers: int) -> tuple[str, ...]:
    """Return what the images and the parameters of so many layers are called.

    >>> arrays_of(2)
    ('x', 'W1', 'b1', 'W2', 'b2')

    """
    return ("x", *(f"{letter}{k}" for k in range(1, layers + 1) for letter in "Wb"))


def wide_networks_of(layers: int) -> Domain:
    """Return what visits images, and the parameters of so many layers that fit, of every size."""
    hidden = [f"units of layer {k}" for k in range(1, layers)]
    widths = [Size(name, WIDEST) for name in ("pixels", *hidden, "classes")]
    arrays = arrays_of(layers)

    def domain(dtype: np.dtype[Any]) -> Sweep:
        """Visit images, and the parameters of a network that fit, of every size."""

        def recipes(point: Point) -> tuple[Recipe, ...]:
            given = dtype.name, point.sizes, point.kind, point.seed
            return tuple(Recipe("wide_network", (name, *given)) for name in arrays)

        sizes, several = (Size("images", IMAGES), *widths), 16 if layers == 2 else 4
        # Many images with many hidden units are a case of their own.
        return Sweep(
            sizes, tuple(KINDS), _elements, recipes, several, both_large=1 / 6, at_least=LARGE
        )

    return domain


wide_networks = wide_networks_of(2)
"""Visits images, and the parameters of two layers that fit, of every size."""


def _elements(images: int, *widths: int) -> float:
    """Return how many elements all arrays have; 64 multiply-adds count as one."""
    weights = sum(n * m for n, m in pairwise(widths))
    return weights + images * sum(widths) + images * weights / 64


@maker
def wide_network(array: str, dtype: str, sizes: Sizes, kind: str, seed: int) -> Array:
    """Return the images or one of the parameters of a network, by its name.

    Weights of many inputs are small, by a power of two, so that sums are no larger than of few;
    those of the last layer are larger, so that classes differ.
    """
    images, *widths = sizes
    layer = int(array[1:] or 0)
    scale = 4.0 if layer == len(widths) - 1 else 1.0
    inputs, outputs = (images, widths[0]) if array == "x" else widths[layer - 1 : layer + 1]
    if array[0] == "W":
        scale *= 2.0 ** -(inputs.bit_length() // 2)
    shape = (outputs,) if array[0] == "b" else (inputs, outputs)
    rng = np.random.default_rng((seed, *array.encode()))
    numbers = KINDS[kind](rng, shape) * scale
    if array == "x" and kind == "normal in the middle":
        margin = shape[-1] // 4
        numbers[:, :margin] = numbers[:, shape[-1] - margin :] = 0
    return numbers.astype(FORMATS[dtype].dtype)
