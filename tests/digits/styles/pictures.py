"""The pictures of all styles: so many of each, always the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mnist_nn.digits.mnist import load_test_set
from tests.digits.styles.development import DEVELOPMENT
from tests.digits.styles.held_out import HELD_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

EACH = 20
"""How many pictures of each style there are: 640 in all."""

HALVES = {"development": DEVELOPMENT, "held out": HELD_OUT}


class Example(NamedTuple):
    """A picture of a digit.

    Attributes:
        style: the style's name.
        digit: what it shows.
        picture: (height, width, 3), 0 to 255.

    """

    style: str
    digit: int
    picture: NDArray[np.uint8]


def examples(half: str, each: int = EACH, seed: int = 0) -> Iterator[Example]:
    """Yield the pictures of a half of the styles.

    They are made from test digits of odd index: those of even index are what the reader compares
    a picture with.
    """
    images, labels = load_test_set(normalize=False, flatten=False)
    for number, (name, style) in enumerate(HALVES[half].items()):
        rng = np.random.default_rng([seed, sorted(HALVES).index(half), number])
        for index in 1 + 2 * rng.permutation(len(images) // 2)[:each]:
            digit = int(labels[index])
            yield Example(name, digit, style(images[index, 0], digit, rng))
