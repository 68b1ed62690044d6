"""Lines that are printed on a sheet before anyone writes on it: boxes, rules, squares, a margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.digits.styles.sheet import write

if TYPE_CHECKING:
    from tests.digits.styles.sheet import Colour, Sheet

GREY_BLUE = 0.55, 0.65, 0.80


def box(
    sheet: Sheet, corners: tuple[int, int, int, int], pen: int, colour: Colour, dash: int = 0
) -> None:
    """Draw a box between rows and columns: top, left, bottom, right; dashed if `dash` is given."""
    top, left, bottom, right = corners
    for row in (top, bottom):
        _line(sheet, slice(row, row + pen), slice(left, right + pen), colour, dash)
    for column in (left, right):
        _line(sheet, slice(top, bottom + pen), slice(column, column + pen), colour, dash)


def _line(sheet: Sheet, rows: slice, columns: slice, colour: Colour, dash: int) -> None:
    part = sheet[rows, columns]
    down, right = np.indices(part.shape[:2])
    drawn = (down + right) // dash % 2 == 0 if dash else np.ones(part.shape[:2], bool)
    part[drawn] = colour


def ruled(sheet: Sheet, spacing: int, first: int, pen: int = 1, colour: Colour = GREY_BLUE) -> None:
    """Draw lines across the sheet."""
    for row in range(first % spacing, sheet.shape[0] - pen, spacing):
        write(sheet, np.ones((pen, sheet.shape[1])), row, 0, colour)


def margin(sheet: Sheet, column: int, pen: int = 2, colour: Colour = (0.85, 0.35, 0.35)) -> None:
    """Draw a line down the sheet."""
    write(sheet, np.ones((sheet.shape[0], pen)), 0, column, colour)


def squared(
    sheet: Sheet, spacing: int, first: int, pen: int = 1, colour: Colour = GREY_BLUE
) -> None:
    """Draw lines across and down the sheet."""
    ruled(sheet, spacing, first, pen, colour)
    ruled(sheet.swapaxes(0, 1), spacing, first * 7, pen, colour)
