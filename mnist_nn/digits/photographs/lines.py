"""Lines that cross most of a picture, which were there before the digit: they are taken away.

As is done with the staves of printed music: a pixel of a line belongs to what is written where the
ink is thicker there, across the line, than the line is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_LENGTH = 0.55  # of the picture's shorter side: no stroke of a digit is as long and straight
_SUPPORT = 0.4  # of it, how much of a line must be ink that Hough's transform finds
_GAP = 0.06  # of it, how far a line may be interrupted
_TURN = np.pi / 720  # a quarter of a degree: over 640 pixels, less than three
_SLOPE = 0.12  # of a level or upright line, at most: seven degrees
_THICKNESS = 0.03  # of the shorter side: a thicker line is no rule
_THICKER = 1.7  # times the line: what is written on it, rather than its own unevenness
_BRIDGE = 7  # pixels: where a line was taken out of a stroke, gaps up to this are closed


class Lines(NamedTuple):
    """Ink without lines.

    Attributes:
        rest: the ink that is left.
        removed: whether there were lines that were taken away.

    """

    rest: Mask
    removed: bool


def without_lines(ink: Mask) -> Lines:
    """Take the lines that cross the picture, level or upright, out of the ink."""
    found = [line for line in _segments(ink) if _is_level(line) or _is_level(line[[1, 0, 3, 2]])]
    if not found:
        return Lines(ink, removed=False)
    down, across = _runs(ink.T).T, _runs(ink)
    rest, bands = ink.copy(), np.zeros(ink.shape, bool)
    for line in found:
        thickness = down if _is_level(line) else across
        typical = int(np.median(thickness[ink & _drawn(ink, line, 1)]))
        if typical <= _THICKNESS * min(ink.shape):
            band = _drawn(ink, line, 2 * typical + 3)
            rest &= ~(band & (thickness <= _THICKER * typical + 1))
            bands |= band
    return Lines(rest | (bands & _closed(rest)), removed=bool(bands.any()))


def _segments(ink: Mask) -> NDArray[np.int32]:
    """Return x and y of both ends of each long straight line in the ink."""
    side = min(ink.shape)
    found = cv2.HoughLinesP(
        ink.astype(np.uint8),
        1,
        _TURN,
        threshold=max(1, int(_SUPPORT * side)),
        minLineLength=_LENGTH * side,
        maxLineGap=_GAP * side,
    )
    return np.zeros((0, 4), np.int32) if found is None else found.reshape(-1, 4)


def _is_level(line: NDArray[np.int32]) -> bool:
    x1, y1, x2, y2 = line.tolist()
    return abs(y2 - y1) <= _SLOPE * abs(x2 - x1)


def _drawn(ink: Mask, line: NDArray[np.int32], thickness: int) -> Mask:
    """Return a line, prolonged beyond the picture, so many pixels thick."""
    ends = line.reshape(2, 2).astype(np.float64)
    along = ends[1] - ends[0]
    along *= 2 * max(ink.shape) / np.linalg.norm(along)
    start, end = (
        tuple(np.rint(p).astype(int).tolist()) for p in (ends[0] - along, ends[1] + along)
    )
    canvas = cv2.line(np.zeros(ink.shape, np.uint8), start, end, 1, thickness)
    drawn: Mask = canvas > 0
    return drawn


def _runs(ink: Mask) -> NDArray[np.int64]:
    """Return how many pixels of ink stand in a row with each pixel of ink."""
    edges = np.diff(np.pad(ink, [(0, 0), (1, 1)]).astype(np.int8), axis=1)
    starts, ends = (np.flatnonzero((edges == step)[:, cut].ravel()) for step, cut in _EDGES)
    lengths = np.zeros(ink.size + 1, np.int64)
    lengths[starts] = ends + 1 - starts
    lengths[1:][ends] -= ends + 1 - starts
    return np.cumsum(lengths)[:-1].reshape(ink.shape)


_EDGES = ((1, slice(None, -1)), (-1, slice(1, None)))
"""How the first and the last pixel of a row of ink are told among the differences of neighbours."""


def _closed(ink: Mask) -> Mask:
    bridge = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_BRIDGE, _BRIDGE))
    closed: Mask = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, bridge) > 0
    return closed
