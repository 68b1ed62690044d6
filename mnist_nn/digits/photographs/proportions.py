"""A digit that is narrower than MNIST's is made as broad as they are.

Only a 1 is as narrow there, and it is a single stroke, which fills the smallest rectangle around
it, at whatever angle, better than any other digit does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray

_NARROW = 0.35  # of its height
_BROAD = 0.5  # of its height: so broad it is made
_STROKE = 0.5  # of a rectangle, how much a single stroke fills at least


def widened(ink: FloatArray) -> FloatArray:
    """Return ink that is as broad as a digit of MNIST, wherever it is no single stroke."""
    solid = ink > 0.5
    points = np.argwhere(solid)[:, ::-1].astype(np.int32)
    height, width = np.ptp(points[:, 1]) + 1, np.ptp(points[:, 0]) + 1
    rectangle = np.prod([side + 1 for side in cv2.minAreaRect(points)[1]])
    if width >= _NARROW * height or solid.sum() >= _STROKE * rectangle:
        return ink
    size = round(ink.shape[1] * _BROAD * height / width), ink.shape[0]
    return cv2.resize(ink, size, interpolation=cv2.INTER_LINEAR)
