"""Networks of every width, with batches of every size: x (batch, pixels), W1, b1, W2, b2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.specification.inputs.recipe import Recipe, maker
from mnist_nn.specification.inputs.sweep import Point, Size, Sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[Any]

SIZES = (Size("images", 10_000), *(Size(n, 1_025) for n in ("pixels", "hidden units", "classes")))

KINDS: dict[str, Callable[[np.random.Generator, tuple[int, ...]], Array]] = {
    "whole": lambda rng, shape: rng.integers(-2, 3, shape),
    "normal": lambda rng, shape: rng.normal(0, 1, shape),
}
"""What images and parameters may be like; what shows a fault at sight comes first."""

ARRAYS = ("x", "W1", "b1", "W2", "b2")
"""What a recipe names of a network and its images."""


def wide_networks(dtype: np.dtype[Any]) -> Sweep:
    """Visit images, and the parameters of a network that fit, of every size."""

    def recipes(point: Point) -> tuple[Recipe, ...]:
        given = dtype.name, point.sizes, point.kind, point.seed
        return tuple(Recipe("wide_network", (name, *given)) for name in ARRAYS)

    return Sweep(SIZES, tuple(KINDS), _elements, recipes)


def _elements(images: int, pixels: int, hidden: int, classes: int) -> float:
    """Return how many elements all arrays have; 64 multiply-adds count as one."""
    weights = pixels * hidden + hidden * classes
    return weights + images * (pixels + hidden + classes) + images * weights / 64


@maker
def wide_network(array: str, dtype: str, sizes: tuple[int, ...], kind: str, seed: int) -> Array:
    """Return the images or one of the parameters of a network, by its name."""
    rng = np.random.default_rng((seed, ARRAYS.index(array)))
    shape, scale = _shapes_and_scales(*sizes)[array]
    numbers = KINDS[kind](rng, shape)
    return (numbers * scale).astype(FORMATS[dtype].dtype)


def _shapes_and_scales(
    images: int, pixels: int, hidden: int, classes: int
) -> dict[str, tuple[tuple[int, ...], float]]:
    """Return the shapes, and how large numbers are: sums of many are to be no larger than of few.

    Weights are scaled by powers of two, which keep whole numbers short.
    """
    return {
        "x": ((images, pixels), 1),
        "W1": ((pixels, hidden), 2.0 ** -(pixels.bit_length() // 2)),
        "b1": ((hidden,), 1),
        "W2": ((hidden, classes), 2.0 ** (2 - hidden.bit_length() // 2)),
        "b2": ((classes,), 1),
    }
