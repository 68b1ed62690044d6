"""A sheet of paper: the light that it reflects, (height, width, 3), of red, green, blue."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sheet: TypeAlias = NDArray[np.float64]
    """Reflected light."""
    Mask: TypeAlias = NDArray[np.float64]
    """How much ink covers each pixel, (height, width), in [0, 1]."""
    Colour: TypeAlias = tuple[float, float, float]
    """Red, green and blue, in [0, 1]."""

WHITE = 0.93, 0.93, 0.92
BLACK = 0.08, 0.08, 0.09
BLUE = 0.10, 0.16, 0.50


def blank(height: int, width: int, colour: Colour = WHITE) -> Sheet:
    """Return a sheet of one colour."""
    return np.broadcast_to(np.array(colour, float), (height, width, 3)).copy()


def write(sheet: Sheet, ink: Mask, top: int, left: int, colour: Colour = BLACK) -> None:
    """Put ink on a sheet, its first row and column at `top` and `left`."""
    height, width = ink.shape
    part = sheet[top : top + height, left : left + width]
    part += ink[..., None] * (np.array(colour) - part)


def in_the_middle(
    sheet: Sheet, ink: Mask, rng: np.random.Generator, colour: Colour = BLACK, jitter: float = 0.1
) -> tuple[int, int]:
    """Put ink near the middle of a sheet, and return where its first row and column are."""
    room = np.array(sheet.shape[:2]) - ink.shape
    moved = room / 2 + rng.uniform(-jitter, jitter, 2) * sheet.shape[:2]
    top, left = np.clip(np.rint(moved), 0, room).astype(int).tolist()
    write(sheet, ink, top, left, colour)
    return top, left
