"""A batch is read a few hundred images at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.batches import BATCH_SIZE, in_batches

if TYPE_CHECKING:
    from numpy.typing import NDArray


def read_in_parts(images: NDArray[Any]) -> tuple[list[int], NDArray[Any]]:
    """Return how many numbers each call was given, and what they made together."""
    sizes: list[int] = []

    def read(part: NDArray[Any]) -> NDArray[Any]:
        sizes.append(part.size)
        return part + 1

    return sizes, in_batches(read, images)


@pytest.mark.parametrize(
    ("number", "sizes"),
    [
        (0, [0]),
        (1, [1]),
        (BATCH_SIZE, [BATCH_SIZE]),
        (BATCH_SIZE + 1, [BATCH_SIZE, 1]),
        (2 * BATCH_SIZE, [BATCH_SIZE, BATCH_SIZE]),
    ],
)
def test_every_image_is_read_once_and_in_order(number: int, sizes: list[int]) -> None:
    """The last batch may be smaller, and no images are a batch too."""
    images = np.arange(number).reshape(number, 1)
    parts, results = read_in_parts(images)
    assert parts == sizes
    assert np.array_equal(results, images + 1)


def test_one_image_is_not_cut() -> None:
    """However many pixels it has."""
    pixels = 2 * BATCH_SIZE
    parts, results = read_in_parts(np.zeros(pixels))
    assert parts == [pixels]
    assert np.array_equal(results, np.ones(pixels))
