"""How much darker, or lighter, than the paper around it each pixel is, whatever the light.

The paper under a stroke is what a closing makes of the picture: in each square window the least of
the greatest levels. It fills whatever is darker and narrower than the window, and changes no edge
that is straight or bends away from the light: the edge of a shadow stays, and so do the edges of a
sheet on a dark table. (A convex set is an intersection of half-planes, and a closing changes none.)
Ink takes away the same share of the light in a shadow as beside it, so shares are what is compared.
An opening does the same for ink that is lighter than its paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

NIGHT = 8.0
"""Levels, added to each, so that the noise of black is no contrast."""

_WINDOW = 0.45  # of the picture's shorter side: no stroke is broader
_BROAD = 0.03  # of the shorter side: the edges of strokes, out of focus too, are narrower
_BRIGHTEST = 30  # pixels: the mean of so many is the contrast of ink, and no lone speck's
_INK = 0.5  # of that contrast, from where on a pixel is ink: half-way, where an edge is


class Contrast(NamedTuple):
    """What stands out from the paper around it, in one polarity.

    Attributes:
        polarity: "dark" or "light".
        share: of the light of the lighter of paper and pixel, what the other lacks, in [0, 1].
        paper: the level of the paper under each pixel.
        ink: the share that ink has.

    """

    polarity: str
    share: FloatArray
    paper: FloatArray
    ink: float

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Which pixels are ink.

        What is broad and less dark than the rest is a shadow, not ink, unless that is all there is.
        """
        mask = self.share > _INK * self.ink
        limit = _between(self.share[mask])
        paler = (mask & (self.share <= limit)).astype(np.uint8)
        broad = int(_BROAD * min(mask.shape)) | 1
        pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (broad, broad))
        is_shadow = cv2.morphologyEx(paler, cv2.MORPH_OPEN, pen).any()
        return self.share > limit if is_shadow else mask


def _between(shares: FloatArray) -> float:
    """Return the share that parts shares best into two classes: N. Otsu's, 1979."""
    levels = np.rint(255 * np.clip(shares, 0, 1)).astype(np.uint8)
    return cv2.threshold(levels[None], 0, 255, cv2.THRESH_OTSU)[0] / 255 if levels.size else 0.0


def contrasts(grey: NDArray[np.uint8]) -> tuple[Contrast, Contrast]:
    """Return what is darker than the paper around it, and what is lighter."""
    window = int(_WINDOW * min(grey.shape)) | 1
    closed, opened = (_morphed(grey, way, window) for way in (cv2.MORPH_CLOSE, cv2.MORPH_OPEN))
    levels = grey.astype(np.float32)
    dark = (closed - levels) / (closed + NIGHT)
    light = (levels - opened) / (levels + NIGHT)
    return (
        Contrast("dark", dark, closed, _contrast_of_ink(dark)),
        Contrast("light", light, opened, _contrast_of_ink(light)),
    )


def _morphed(grey: NDArray[np.uint8], way: int, window: int) -> NDArray[np.float32]:
    """Return a closing or an opening, for which the picture goes on beyond its border."""
    wider = cv2.copyMakeBorder(grey, window, window, window, window, cv2.BORDER_REPLICATE)
    morphed = cv2.morphologyEx(wider, way, np.ones((window, window), np.uint8))
    return morphed[window:-window, window:-window].astype(np.float32)


def _contrast_of_ink(share: FloatArray) -> float:
    brightest = np.sort(cv2.blur(share, (3, 3)), axis=None)[-_BRIGHTEST:]
    return float(brightest.mean())
