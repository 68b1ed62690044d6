"""Finds the digit in a photograph: the shape that stands out from paper on all its sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from mnist_nn.digits.photographs.colour import grey_with_contrast
from mnist_nn.digits.photographs.contrast import NIGHT, contrasts
from mnist_nn.digits.photographs.pen import broadened
from mnist_nn.digits.photographs.proportions import widened
from mnist_nn.digits.photographs.shapes import Shape, shape_in
from mnist_nn.digits.preprocessing import BlankError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

_SIDE = 640  # pixels: the longer side, to which a larger picture is averaged
_FAINTEST = 1 / 16  # of the paper's light: fainter ink is none, as in a drawing
_RING = 0.08  # of a shape's longer side: so far around it its paper is looked at
_SURROUNDED = 0.5  # of the pixels there, at least, are more like its paper than like its ink, and
_LIKE_PAPER = 0.6  # of the way from paper to ink, in logarithms: paper in a shadow is nearer
_LEAD = 0.1  # no other shape is better surrounded by paper than by so much
_SHEET = 0.85  # of a rectangle is filled by a sheet, and by no 0: an ellipse fills 0.79


class Found(NamedTuple):
    """The digit in a photograph.

    Attributes:
        ink: how much ink each pixel has, in [0, 1], cut out of the picture.
        others: how many other shapes there are.
        seen: in words, what was seen.

    """

    ink: FloatArray
    others: int
    seen: str


def find_digit(colours: NDArray[np.uint8]) -> Found:
    """Return the ink of the digit in a photograph.

    Args:
        colours: (height, width, 3), red, green and blue.

    Raises:
        BlankError: nothing stands out from the paper.

    """
    grey = grey_with_contrast(_reduced(colours))
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    found = [shape_in(contrast) for contrast in contrasts(soft) if contrast.ink > _FAINTEST]
    shapes = _on_paper([shape for shape in found if shape], soft)
    if not shapes:
        raise BlankError
    shape = max(shapes, key=lambda s: s.contrast.ink * s.mask.sum() ** 0.5)
    return Found(broadened(widened(_ink(shape, grey))), shape.others, _described(shape, grey))


def _reduced(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = colours.shape[:2]
    scale = _SIDE / max(height, width)
    if scale >= 1:
        return colours
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(colours, size, interpolation=cv2.INTER_AREA)


def _on_paper(shapes: Sequence[Shape], grey: NDArray[np.uint8]) -> list[Shape]:
    """Return the shapes that paper surrounds, as well as any, without sheets and without gaps."""
    surrounded = [(shape, _surrounded(shape, grey)) for shape in shapes]
    good = [(shape, share) for shape, share in surrounded if share >= _SURROUNDED]
    written = [
        (shape, share)
        for shape, share in good
        if not any(_is_sheet(shape, other) or _is_gap(shape, other) for other, _ in good)
    ]
    most = max((share for _, share in written), default=0)
    return [shape for shape, share in written if share >= most - _LEAD]


def _surrounded(shape: Shape, grey: NDArray[np.uint8]) -> float:
    """Return the share of the pixels around a shape that are more like its paper than its ink.

    In shadow or not: levels are compared by their quotients.
    """
    own, paper = (np.median(levels[shape.mask]) for levels in (grey, shape.contrast.paper))
    margin = max(3, int(_RING * max(shape.bottom - shape.top, shape.right - shape.left)))
    rows, columns = shape.rows_and_columns(margin)
    around = np.ones(grey.shape, bool)
    around[shape.rows_and_columns(0)] = False
    levels = grey[rows, columns][around[rows, columns]]
    distances = abs(np.log((levels + NIGHT) / (paper + NIGHT)))
    return float(np.mean(distances < _LIKE_PAPER * abs(np.log((own + NIGHT) / (paper + NIGHT)))))


def _is_sheet(shape: Shape, other: Shape) -> bool:
    """Return whether a shape is a sheet of paper, on which the other is."""
    return shape is not other and shape.holds(other) and shape.rectangularity > _SHEET


def _is_gap(shape: Shape, other: Shape) -> bool:
    """Return whether a shape is what is left between the strokes of another."""
    return shape is not other and other.holds(shape) and other.rectangularity <= _SHEET


def _ink(shape: Shape, grey: NDArray[np.uint8]) -> FloatArray:
    """Return how much ink each pixel of a shape has, sharp, and none beside it."""
    contrast = shape.contrast
    levels, paper = grey.astype(np.float64), contrast.paper.astype(np.float64)
    sign = 1 if contrast.polarity == "dark" else -1
    share = sign * (paper - levels) / (np.maximum(paper, levels) + NIGHT)
    near = cv2.dilate(shape.mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    ink = np.where(near, np.clip(share / contrast.ink, 0, 1), 0)
    return ink[shape.rows_and_columns(1)]


def _described(shape: Shape, grey: NDArray[np.uint8]) -> str:
    height, width = grey.shape
    ink = f"{shape.contrast.polarity} ink, {shape.right - shape.left} x {shape.bottom - shape.top}"
    taken = [name for name, found in (("frame", shape.frames), ("lines", shape.lines)) if found]
    without = f", without its {' and '.join(taken)}" if taken else ""
    return f"{ink} of {width} x {height} pixels{without}"
