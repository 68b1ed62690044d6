"""The unit in which errors are told: that of the last place of the true value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import Format


def ulp(y: NDArray[Any], format_: Format) -> NDArray[np.float64]:
    """Return how far apart the numbers of a format are in the binade of each y.

    Below the smallest normal number, they are as far apart as there. What is rounded to the nearest
    number of the format is off by half of it at most.

    Args:
        y: finite numbers, of any shape.
        format_: the format, which has a smallest number.

    >>> from mnist_nn.formats import FLOAT32
    >>> ulp(np.array([1.0, 1.5, 2.0]), FLOAT32) * 2.0**24
    array([2., 2., 4.])
    >>> ulp(np.zeros(1), FLOAT32) == FLOAT32.smallest
    array([ True])

    """
    size = np.abs(np.asarray(y, dtype=np.float64))
    _, exponent = np.frexp(size)  # size = m 2^exponent, 1/2 <= m < 1
    return np.where(size < format_.eta, format_.smallest, np.ldexp(format_.u, exponent))
