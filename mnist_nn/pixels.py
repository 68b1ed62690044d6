"""Pixels are numbers from 0 to 1, and a warning tells those who forgot to divide by 255."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_FEW = 8  # images are looked at, for whoever forgets it forgets it in all
_LIGHT = 128  # a level that a digit has, and that few whole numbers other than levels reach


class RawPixelsWarning(UserWarning):
    """Images hold levels from 0 to 255, where a network takes pixels from 0 to 1."""


def warn_of_raw_pixels(images: ArrayLike) -> None:
    """Warn the caller of the caller if images hold levels, and not pixels from 0 to 1.

    Levels are whole numbers from 0 to 255, and one at least, in the first images, is 128 or more.
    Python shows a warning once for each line that it comes from, unless it is told otherwise.

    Args:
        images: one image (pixels,), or a batch (batch, pixels).

    """
    some = np.atleast_2d(np.asarray(images))[:_FEW]
    if some.size and some.min() >= 0 and _LIGHT <= some.max() <= 255 and (some % 1 == 0).all():
        warnings.warn(
            "pixels up to 255: normalize, images / 255, for a network takes pixels from 0 to 1",
            RawPixelsWarning,
            stacklevel=3,
        )
