"""From ink to the form of MNIST: 28x28, light on dark, of one size, centred.

What that form is was measured on the 70,000 digits of MNIST: the ink is 19 or 20 pixels long (20 in
69,984 of them), its lightest pixel is 254 or 255 of 255, and, in all but three, the ink was moved
by the whole number of pixels that takes its centre of mass nearest to row 14 and column 14, counted
from 0. So that is what is done here, and a digit of this form comes out as it went in.

Where MNIST says nothing, test digits were enlarged to 200-400 pixels, put on paper with noise and
shadows and through JPEG, and it was counted how many the lesson's network still reads like the
original. Averaging over areas does as well there as any (linear, cubic and Lanczos interpolation
are better by 0.2 percentage points at most), and it alone undoes an enlargement exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

WHITE = 65535
"""As light as ink can be: 16 bits hold every 8-bit level exactly, as 257 times that level."""

# From this share of the greatest contrast on, ink is solid, and measures the digit; a soft edge and
# the ripples of JPEG do not. At 0.15, 95.8 % of the enlarged digits are read like the original, and
# about 96.8 % from 0.25 to 0.4; the lower it is, the fewer of MNIST's own digits have a faint end.
SOLID = 0.25
"""The share of the greatest contrast from which on ink is solid."""

_FIELD = 28  # pixels, the side of a digit's picture
_BOX = 20  # pixels, the longer side of its ink
_CENTRE = 14  # the row and the column of its centre of mass
_FULL = 254 * 257  # as light as MNIST's digits are: such a digit is not made lighter

# Where no new pixel is filled to this share, the pen was finer than MNIST's, and each stroke is
# spread over its neighbours: of test digits redrawn as lines of 1-5 pixels in 280, 88 % instead of
# 75 % are then read like the original, and thicker ones are as before.
_FILLED = 0.9
_SPREAD = (np.eye(_BOX, k=-1) + 2 * np.eye(_BOX) + np.eye(_BOX, k=1)) / 4


def in_form(ink: FloatArray) -> FloatArray:
    """Return ink that was found in a picture in the form of MNIST.

    Args:
        ink: how far each pixel stands out from the paper, (height, width), up to 65,535, and 0
            where it does not. Something does.

    Returns:
        float32 (28, 28), in [0, 1], 0 where there is no ink; the greatest is 1, or 254/255.

    """
    digit = _resize(ink)
    lightest = digit.max()
    white = WHITE if _FULL <= lightest <= WHITE else lightest
    return _centre(digit / white).astype(np.float32)


def _resize(ink: FloatArray) -> FloatArray:
    """Average the square around the ink to 20x20, so that the solid ink just fits."""
    ink = _crop(ink)
    solid = _spans(ink > SOLID * ink.max())
    side = max(end - start for start, end in solid)
    if max(ink.shape) in (_BOX - 1, _BOX):  # as in MNIST
        side = _BOX
    rows, columns = map(_overlaps, ink.shape, solid, (side, side))
    digit = rows @ ink @ columns.T / (side / _BOX) ** 2
    return digit if digit.max() >= _FILLED * ink.max() else _SPREAD @ digit @ _SPREAD


def _crop(ink: FloatArray) -> FloatArray:
    return ink[tuple(slice(*span) for span in _spans(ink > 0))]


def _spans(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first row that holds ink and the one after the last; the same for columns."""
    lines = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    return [(int(where[0]), int(where[-1]) + 1) for where in lines]


def _overlaps(length: int, solid: tuple[int, int], side: int) -> FloatArray:
    """Return the share of each of `length` old pixels that lies in each of the 20 new ones.

    A new pixel begins where the solid ink begins, and as many stand before it as hold faint ink, as
    far as the box has room.
    """
    start, end = solid
    room = (side - (end - start)) * _BOX // side
    before = min(-(-start * _BOX // side), room)
    pixel = side / _BOX
    new = start + pixel * (np.arange(_BOX)[:, None] - before)
    old = np.arange(length)
    return np.maximum(np.minimum(new + pixel, old + 1) - np.maximum(new, old), 0)


def _centre(digit: FloatArray) -> FloatArray:
    """Move the ink by whole pixels, its centre of mass to the centre of a field of 28x28."""
    ink = _crop(digit)
    top, left = (_first_line(ink.sum(axis=axis)) for axis in (1, 0))
    field = np.zeros((_FIELD, _FIELD))
    field[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return field


def _first_line(masses: FloatArray) -> int:
    """Return the place in the field of the first of some lines that are centred by mass."""
    centre = masses @ np.arange(len(masses)) / masses.sum()
    return int(np.clip(np.rint(_CENTRE - centre), 0, _FIELD - len(masses)))
