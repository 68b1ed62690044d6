"""Arguments of which the first has no rows: so few that a law of them is proved, one by one."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.inputs.few_shapes import few_of
from mnist_nn.specification.inputs.listed import listed
from mnist_nn.specification.inputs.sizes import BESIDE_POWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.inputs.listed import Listed

    Arrays = tuple[NDArray[Any], ...]

_FEW_WIDTHS = [1, 3, 16, 33]


def no_scores(dtype: np.dtype[Any]) -> Listed:
    """Visit no rows, of all of 29 numbers of classes (0, classes)."""
    return listed((np.ones((0, classes), dtype),) for classes in few_of(BESIDE_POWERS))


def no_rows_and_a_matrix(dtype: np.dtype[Any]) -> Listed:
    """Visit x (0, inputs) and W."""
    return listed(layer[:2] for layer in _of_widths(dtype, 2))


def no_rows_and_a_map(dtype: np.dtype[Any]) -> Listed:
    """Visit x (0, inputs), W and b."""
    return listed(_of_widths(dtype, 2))


def no_images_and_a_network(dtype: np.dtype[Any]) -> Listed:
    """Visit x (0, pixels), W1, b1, W2 and b2."""
    return listed(_of_widths(dtype, 3))


def _of_widths(dtype: np.dtype[Any], number: int) -> Iterator[Arrays]:
    """Yield no rows, and the parameters of layers between so many widths."""
    for widths in product(few_of(_FEW_WIDTHS), repeat=number):
        yield _layers(dtype, *widths)


def _layers(dtype: np.dtype[Any], *widths: int) -> Arrays:
    """Return no rows, and the parameters of layers from each width to the next, all of them 1."""
    shapes = [shape for width in pairwise(widths) for shape in (width, width[1:])]
    return tuple(np.ones(shape, dtype) for shape in ((0, widths[0]), *shapes))
