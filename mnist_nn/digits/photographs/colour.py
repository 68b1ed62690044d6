"""The one grey in which ink stands out: the eye's or, where that hardly sees it, one of our own.

Red ink on green paper may be as light as the paper. It differs in the direction, in the space of
red, green and blue, in which what differs from its surroundings lies: the first principal axis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Levels = NDArray[np.uint8]

_EYE = np.array([0.299, 0.587, 0.114])  # how light the eye finds red, green and blue: ITU-R BT.601
_SEEN = 0.25  # of a contrast in colour, the share that grey has at least; black on white has 0.58
_SURROUNDINGS = 8  # a pixel is compared with the mean over an eighth of the picture around it
_MOST_DIFFERENT = 0.98  # ink may cover as little as a fiftieth of the picture
_SPAN = 60, 255  # where our own grey lies, so that quotients of levels mean as much as in the eye's


def grey_with_contrast(colours: Levels) -> Levels:
    """Return the levels of grey of a picture, (height, width, 3), in which its ink stands out."""
    soft = cv2.GaussianBlur(colours, (3, 3), 0).astype(np.float32)
    axis = _principal_axis(soft)
    if abs(axis @ _EYE) > _SEEN:
        return cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    along = soft @ axis
    ends = along.min(), along.max()
    return np.rint(np.interp(along, ends, _SPAN)).astype(np.uint8)


def _principal_axis(soft: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the direction in which the pixels that differ most from their surroundings do."""
    around = 2 * (min(soft.shape[:2]) // _SURROUNDINGS) + 1
    differences = (soft - cv2.blur(soft, (around, around))).reshape(-1, 3)
    squared = (differences**2).sum(axis=1)
    most = differences[squared >= np.quantile(squared, _MOST_DIFFERENT)]
    axis: NDArray[np.float32] = np.linalg.eigh(most.T @ most)[1][:, -1]
    return axis
