"""Images of the MNIST test set, by number: a stretch of so many from a first one on, going round.

A counterexample is then two numbers, and not thousands of pixels.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.digits.mnist import load_test_set
from mnist_nn.specification.inputs.few_shapes import few_of, size_of_few
from mnist_nn.specification.inputs.recipe import Recipe, maker

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Stretch = tuple[int, int]

SIZE = 10_000
"""How many images the test set has."""

_FIRST = st.integers(0, SIZE - 1)


def few_digits(_: np.dtype[Any]) -> SearchStrategy[Stretch]:
    """Draw 1 to 8 images, few enough to enclose what a network says of each."""
    return _stretches(st.integers(1, 8))


def many_digits(_: np.dtype[Any]) -> SearchStrategy[Stretch]:
    """Draw 1 to 1000 images, more than most implementations take at once.

    As many images as there are digits or pixels make a square, that may pass for its transpose.
    """
    square = st.sampled_from([10, 784])
    numbers = st.integers(1, 10) | st.integers(1, 100) | st.integers(1, 1000) | square
    return _stretches(numbers)


def _stretches(numbers: SearchStrategy[int]) -> SearchStrategy[Stretch]:
    """Draw a first image, and so many."""
    return st.tuples(_FIRST, size_of_few(numbers))


def whole_test_set(_: np.dtype[Any]) -> SearchStrategy[Stretch]:
    """Draw all of the test set: there is nothing else to draw."""
    return st.just((0, SIZE))


def batches(_: np.dtype[Any]) -> SearchStrategy[tuple[int, int, int]]:
    """Draw any of a dozen sizes of batches, with a stretch of which the last batch is a part.

    Large batches go through the whole test set. Of small ones there are two and a half, for the one
    after a whole one and the partial one after that: who sends pixels in text has time for no more.
    """
    large = [(0, SIZE, size) for size in (SIZE, 4097, 1000)]
    small = [(0, 2 * size + size // 2, size) for size in (10, 100, 127, 128, 129, 511, 512, 513)]
    return st.sampled_from(few_of([*large, *small, (0, 100, 1)]))


def no_images(_: np.dtype[Any]) -> SearchStrategy[Recipe]:
    """Draw no images: there is nothing else to draw."""
    return st.just(Recipe("mnist_images", (0, 0)))


def places(first: int, number: int) -> NDArray[np.intp]:
    """Return where the images of a stretch are in the test set (number,)."""
    return (first + np.arange(number)) % SIZE


def few_images(_: np.dtype[Any]) -> SearchStrategy[Recipe]:
    """Draw 1 to 8 images, told by their numbers."""
    return few_digits(_).map(lambda stretch: Recipe("mnist_images", stretch))


@maker
def mnist_images(first: int, number: int) -> FloatArray:
    """Return the images of a stretch (number, 784), in float32, with pixels in [0, 1]."""
    return _test_set()[0][places(first, number)]


def labels(first: int, number: int) -> NDArray[np.uint8]:
    """Return which digits the images of a stretch are (number,)."""
    return _test_set()[1][places(first, number)]


@cache
def _test_set() -> tuple[FloatArray, NDArray[np.uint8]]:
    """Return the test set, read once."""
    return load_test_set()
