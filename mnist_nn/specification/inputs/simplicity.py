"""Which of some numbers is the simplest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray


def simplest_first(numbers: FloatArray) -> FloatArray:
    """Return numbers so that what is read most easily comes first: whole ones, and small ones.

    >>> simplest_first(np.array([0.5, -1.0, 3.0, 1.0]))
    array([ 1. , -1. ,  3. ,  0.5])

    """
    wide = numbers.astype(np.float64)
    return numbers[np.lexsort((np.signbit(wide), np.abs(wide), wide != np.round(wide)))]
