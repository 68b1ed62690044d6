"""Finds the digit in a clean drawing: ink on paper that fills the picture, in even light or not.

The limits were chosen on test digits that were enlarged to 200-400 pixels, put on paper with noise
and shadows and through JPEG.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.digits.form import SOLID, WHITE, in_form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Grey: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16]
    """Levels of grey, from 0, black, to the dtype's greatest number, white."""


# Ink stands out from the paper by this many standard deviations of the paper's noise. Of 1,600
# blank pages with noise, shadows and JPEG, 31 are taken for a digit at 5, and 7 at 6.
_NOISE = 6
_DEVIATION = 1.4826  # of normal noise, in median absolute deviations, which ink cannot move far
_FAINTEST = WHITE / 16  # no digit: JPEG at quality 75 leaves blocks of 5/255 on noisy paper
_LARGEST = 1024  # pixels: more than this tells nothing about 20, and takes time
_SMALLEST = 56  # pixels, twice a digit of MNIST: averaging further would blur the digit


class BlankError(ValueError):
    """Nothing stands out from the paper."""

    def __init__(self) -> None:
        super().__init__("expected a digit, but nothing stands out from the paper")


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
        ValueError: the array is no picture.
        BlankError: nothing stands out from the paper.

    >>> picture = np.full((60, 90), 255, np.uint8)
    >>> picture[10:50, 30:36] = 0  # a 1 in black on white
    >>> digit = to_digit(picture)
    >>> digit[14, 10:20]
    array([0., 0., 0., 1., 1., 1., 0., 0., 0., 0.], dtype=float32)

    """
    return in_form(_find_ink(_levels(grey)))


def _levels(grey: Grey) -> NDArray[np.uint16]:
    """Return the levels as 0 to 65535."""
    if grey.dtype not in (np.uint8, np.uint16):
        raise TypeError(f"expected levels of grey as uint8 or uint16, got {grey.dtype}")
    if grey.ndim != 2 or grey.size == 0:
        raise ValueError(f"expected a picture, (height, width), got an array of shape {grey.shape}")
    return grey * np.uint16(WHITE // np.iinfo(grey.dtype).max)


def _find_ink(picture: NDArray[Any]) -> FloatArray:
    """Return how far each pixel stands out from the paper, 0 where it does not.

    Where the paper's noise could be taken for solid ink, the picture is averaged first.
    """
    while max(picture.shape) > _LARGEST:
        picture = _halve(picture)
    marks = _marks(picture)
    while _NOISE * _noise(marks) > SOLID * marks.max() and max(marks.shape) >= 2 * _SMALLEST:
        picture = _halve(picture)
        marks = _marks(picture)
    paper = _NOISE * _noise(marks)
    if marks.max() <= max(paper, _FAINTEST):
        raise BlankError
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
