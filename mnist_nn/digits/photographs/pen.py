"""A stroke that is finer than MNIST's is made as broad as there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

FINEST = 0.09
"""Of a digit's longer side: how broad the strokes of all but a tenth of MNIST's digits are."""


def broadened(ink: FloatArray) -> FloatArray:
    """Return ink whose strokes are as broad as those of MNIST's digits, if they were finer."""
    solid = (ink > 0.5).astype(np.uint8)
    outlines, _ = cv2.findContours(solid, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    around = sum(cv2.arcLength(outline, closed=True) for outline in outlines)
    breadth = 2 * solid.sum() / max(around, 1)  # of a stroke whose two edges are all the outline
    missing = round(FINEST * max(_lengths(solid)) - breadth)
    if missing < 1:
        return ink
    pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (missing + 1, missing + 1))
    return cv2.dilate(np.pad(ink, missing), pen)


def _lengths(solid: NDArray[np.uint8]) -> list[int]:
    """Return how many rows and columns the solid ink spans."""
    return [int(np.ptp(np.flatnonzero(solid.any(axis=axis)))) + 1 for axis in (1, 0)]
