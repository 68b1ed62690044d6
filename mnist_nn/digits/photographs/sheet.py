"""The sheet of paper that a piece of ink is on: as far as the paper goes on without an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

_ACROSS = 5  # pixels: an edge in focus is not broader
_EDGE = 0.2  # of the light that is lost across it: a soft shadow loses less within so few pixels


def sheet_around(ink: NDArray[np.bool_], paper: FloatArray) -> NDArray[np.bool_]:
    """Return the pixels of the sheet that a piece of ink is on, those under other ink too.

    Args:
        ink: the pixels of the piece, at least one.
        paper: the level of the paper under each pixel.

    """
    window = np.ones((_ACROSS, _ACROSS), np.uint8)
    darkest, lightest = cv2.erode(paper, window), cv2.dilate(paper, window)
    even = (darkest >= (1 - _EDGE) * lightest).astype(np.uint8)
    _, labels = cv2.connectedComponents(even, connectivity=4)
    own = np.bincount(labels[ink]).argmax()
    sheet: NDArray[np.bool_] = labels == own
    return sheet
