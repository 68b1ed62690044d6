"""Small scenes to find a digit in: a bar or a ring of ink on paper, in some light."""

from __future__ import annotations

from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Levels: TypeAlias = NDArray[np.uint8]
"""A picture in grey, (height, width)."""

Box: TypeAlias = tuple[int, int, int, int]
"""The first row and the one after the last, and the same of columns."""


def paper(level: int = 230, height: int = 150, width: int = 200) -> Levels:
    """Return a sheet of paper, in grey."""
    return np.full((height, width), level, np.uint8)


def bar(sheet: Levels, box: Box = (40, 110, 90, 104), level: int = 20) -> Levels:
    """Return a sheet with a bar: its first row and the one after its last, the same of columns."""
    drawn = sheet.copy()
    top, bottom, left, right = box
    drawn[top:bottom, left:right] = level
    return drawn


def ring(sheet: Levels, level: int = 20) -> Levels:
    """Return a sheet with a 0, 70 pixels high and 50 wide."""
    return cv2.ellipse(sheet.copy(), (100, 75), (22, 32), 0, 0, 360, level, 8)


def coloured(grey: Levels) -> Levels:
    """Return red, green and blue that are all as light as the grey."""
    return np.repeat(grey[..., None], 3, axis=2)


def spans(ink: NDArray[np.floating[Any]]) -> tuple[int, int]:
    """Return how many rows and columns ink spans that is more than half of the darkest."""
    rows, columns = np.nonzero(ink > 0.5 * ink.max())
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1
