"""From a picture of a digit to the form of MNIST: 28x28, light on dark, of one size, centred.

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

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Grey: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16]
    """Levels of grey, from 0, black, to the dtype's greatest number, white."""

_FIELD = 28  # pixels, the side of a digit's picture
_BOX = 20  # pixels, the longer side of its ink
_CENTRE = 14  # the row and the column of its centre of mass
_WHITE = 65535  # 16 bits hold every 8-bit level exactly, as 257 times that level
_FULL = 254 * 257  # as light as MNIST's digits are: such a digit is not made lighter

# From this share of the greatest contrast on, ink is solid, and measures the digit; a soft edge and
# the ripples of JPEG do not. At 0.15, 95.8 % of the enlarged digits are read like the original, and
# about 96.8 % from 0.25 to 0.4; the lower it is, the fewer of MNIST's own digits have a faint end.
_SOLID = 0.25

# Where no new pixel is filled to this share, the pen was finer than MNIST's, and each stroke is
# spread over its neighbours: of test digits redrawn as lines of 1-5 pixels in 280, 88 % instead of
# 75 % are then read like the original, and thicker ones are as before.
_FILLED = 0.9
_SPREAD = (np.eye(_BOX, k=-1) + 2 * np.eye(_BOX) + np.eye(_BOX, k=1)) / 4

# Ink stands out from the paper by this many standard deviations of the paper's noise. Of 1,600
# blank pages with noise, shadows and JPEG, 31 are taken for a digit at 5, and 7 at 6.
_NOISE = 6
_DEVIATION = 1.4826  # of normal noise, in median absolute deviations, which ink cannot move far
_FAINTEST = _WHITE / 16  # no digit: JPEG at quality 75 leaves blocks of 5/255 on noisy paper
_LARGEST = 1024  # pixels: more than this tells nothing about 20, and takes time
_SMALLEST = 2 * _FIELD  # pixels: averaging further would blur the digit


def to_digit(grey: Grey) -> FloatArray:
    """Return the digit in a picture in the form of MNIST, ready for the network.

    Ink is told from paper by the border, which is mostly paper; the picture may be lit from one
    side. The result is the same for the inverted picture and, in a picture without noise, up to
    1024 pixels, wherever the digit stands. There it is also the same when each pixel is enlarged to
    a square of k by k pixels, provided that the ink is 20 pixels long whether or not pixels below a
    quarter of the contrast are counted.

    Args:
        grey: a picture of one digit, (height, width), uint8 or uint16, dark on light or light on
            dark.

    Returns:
        float32 (28, 28), in [0, 1], 0 where there is no ink; the greatest is 1, or 254/255.

    Raises:
        TypeError: the levels are neither uint8 nor uint16.
        ValueError: the array is no picture, or a blank one.

    >>> picture = np.full((60, 90), 255, np.uint8)
    >>> picture[10:50, 30:36] = 0  # a 1 in black on white
    >>> digit = to_digit(picture)
    >>> digit[14, 10:20]
    array([0., 0., 0., 1., 1., 1., 0., 0., 0., 0.], dtype=float32)

    """
    digit = _resize(_find_ink(_levels(grey)))
    lightest = digit.max()
    white = _WHITE if _FULL <= lightest <= _WHITE else lightest
    return _centre(digit / white).astype(np.float32)


def _levels(grey: Grey) -> NDArray[np.uint16]:
    """Return the levels as 0 to 65535."""
    if grey.dtype not in (np.uint8, np.uint16):
        raise TypeError(f"expected levels of grey as uint8 or uint16, got {grey.dtype}")
    if grey.ndim != 2 or grey.size == 0:
        raise ValueError(f"expected a picture, (height, width), got an array of shape {grey.shape}")
    return grey * np.uint16(_WHITE // np.iinfo(grey.dtype).max)


def _find_ink(picture: NDArray[Any]) -> FloatArray:
    """Return how far each pixel stands out from the paper, 0 where it does not.

    Where the paper's noise could be taken for solid ink, the picture is averaged first.
    """
    while max(picture.shape) > _LARGEST:
        picture = _halve(picture)
    marks = _marks(picture)
    while _NOISE * _noise(marks) > _SOLID * marks.max() and max(marks.shape) >= 2 * _SMALLEST:
        picture = _halve(picture)
        marks = _marks(picture)
    paper = _NOISE * _noise(marks)
    if marks.max() <= max(paper, _FAINTEST):
        raise ValueError("expected a digit, but nothing stands out from the paper")
    return np.where(marks > paper, marks, 0)


def _halve(picture: NDArray[Any]) -> FloatArray:
    """Average each square of four pixels, which halves the noise; an odd last line is doubled."""
    even = np.pad(picture, [(0, n % 2) for n in picture.shape], mode="edge")
    height, width = even.shape
    return even.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))


def _marks(picture: NDArray[Any]) -> FloatArray:
    """Return the difference from the paper, positive for ink.

    The paper is evenly lit or, where that explains the border better, from one side. Ink is rarer
    than paper, so it makes the longer tail: the sum of cubes has its sign.
    """
    evened = (picture, picture - _slope(picture))
    marks = min((p - np.median(np.concatenate(_sides(p))) for p in evened), key=_noise)
    return marks * np.sign((marks**3).sum())


def _slope(picture: NDArray[Any]) -> FloatArray:
    """Return the plane whose slopes are those between the medians of opposite sides.

    In whole levels, so that differences are exact, and opposite in the inverted picture.
    """
    top, bottom, left, right = (np.median(side) for side in _sides(picture))
    down, across = (np.linspace(-0.5, 0.5, n) for n in picture.shape)
    return np.rint((bottom - top) * down[:, None] + (right - left) * across)


def _noise(marks: FloatArray) -> float:
    """Return the standard deviation of the paper, by the border."""
    return _DEVIATION * float(np.median(abs(np.concatenate(_sides(marks)))))


def _sides(picture: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    return picture[0], picture[-1], picture[:, 0], picture[:, -1]


def _resize(ink: FloatArray) -> FloatArray:
    """Average the square around the ink to 20x20, so that the solid ink just fits."""
    ink = _crop(ink)
    solid = _spans(ink > _SOLID * ink.max())
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
