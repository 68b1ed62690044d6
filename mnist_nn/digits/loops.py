"""How many loops the strokes of a digit close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

_INK = (
    0.4  # from where on a pixel closes a loop: at 0.3 to 0.6, 97.7 to 96.1 % of MNIST's 8 have one
)


def loops(image: FloatArray) -> int:
    """Return how many areas of paper the ink of a digit (28, 28) encloses."""
    paper = np.pad(image < _INK, 1, constant_values=True)
    count = -1  # the paper around the digit is no loop
    while paper.any():
        paper &= ~_connected(paper)
        count += 1
    return count


def _connected(paper: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the pixels that hang together with the first one, side by side."""
    area = np.zeros(paper.shape, bool)
    area.flat[paper.argmax()] = True
    size = 0
    while size != (size := int(area.sum())):
        spread = area.copy()
        spread[1:] |= area[:-1]
        spread[:-1] |= area[1:]
        spread[:, 1:] |= area[:, :-1]
        spread[:, :-1] |= area[:, 1:]
        area = spread & paper
    return area
