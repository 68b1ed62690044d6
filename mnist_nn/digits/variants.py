"""The same digit a pixel further on, with a finer pen and with a broader one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray

_SHIFTS = (0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)  # rows and columns
_WEIGHT = 0.5  # of a pixel, what its neighbours decide: a pen of half a pixel more or less


def variants(image: FloatArray) -> FloatArray:
    """Return a digit (28, 28) as it is and in small variations: (15, 784), itself first."""
    around = [np.roll(image, shift, axis=(0, 1)) for shift in _SHIFTS]
    finer, broader = np.min(around, axis=0), np.max(around, axis=0)
    pens = image, *((1 - _WEIGHT) * image + _WEIGHT * pen for pen in (finer, broader))
    moved = [np.roll(pen, shift, axis=(0, 1)) for pen in pens for shift in _SHIFTS]
    return np.reshape(moved, (len(moved), -1))
