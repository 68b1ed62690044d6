"""A digit as ink of a pen: MNIST's, with a sharp edge, in a stroke as thin or thick as asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.digits.styles.sheet import Mask

_EDGE = 4  # how much steeper than MNIST's blurred edge the edge of a pen is


def handwriting(digit: NDArray[np.uint8], side: int) -> Mask:
    """Return a digit of MNIST (28, 28) enlarged to `side` pixels, with the edges of a pen."""
    smooth = cv2.resize(digit, (side, side), interpolation=cv2.INTER_CUBIC) / 255
    return np.clip((smooth - 0.45) * _EDGE + 0.5, 0, 1)


def thinned(ink: Mask, pen: int) -> Mask:
    """Return the middle of each stroke, drawn anew with a round pen of so many pixels."""
    depth = cv2.distanceTransform((ink > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    ridge = (depth > 0) & (depth >= cv2.dilate(depth, np.ones((3, 3))) - 0.6)
    drawn = cv2.dilate(ridge.astype(np.uint8), _round(pen))
    joined = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, _round(pen + 2))
    return cv2.GaussianBlur(joined.astype(np.float64), (0, 0), 0.7)


def thickened(ink: Mask, by: int) -> Mask:
    """Return a stroke that is broader by so many pixels."""
    return cv2.dilate(ink, _round(by))


def _round(pen: int) -> NDArray[np.uint8]:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pen, pen))
