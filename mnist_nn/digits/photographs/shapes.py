"""Which pieces of ink make up the digit, and whether there are other shapes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from mnist_nn.digits.photographs.lines import without_lines
from mnist_nn.digits.photographs.pieces import pieces_of
from mnist_nn.digits.photographs.sheet import sheet_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mnist_nn.digits.photographs.contrast import Contrast
    from mnist_nn.digits.photographs.pieces import Piece

    Mask = NDArray[np.bool_]

_ON_SHEET = 0.5  # of its ink, how much of a piece is on the same sheet as the largest one
_SCRAP = 0.02  # of the largest piece's ink: less is a speck beside it
_TALL = 0.5  # of its height, and
_INKED = 0.15  # of its ink, from where on a piece beside it is a shape of its own
_OVERLAP = 0.3  # of the narrower: pieces that share fewer columns stand side by side
_NEAR = 0.2  # of its length: a piece that is no further away belongs to the same digit
_OTHER = 0.3  # of its length: a piece further away that is as long is another shape


class Shape(NamedTuple):
    """What may be a digit.

    Attributes:
        contrast: what it stands out by.
        mask: its ink.
        top: its first row.
        bottom: the row after its last.
        left: its first column.
        right: the column after its last.
        others: how many other shapes there are.
        lines: whether lines were taken away.
        frames: whether frames were.

    """

    contrast: Contrast
    mask: Mask
    top: int
    bottom: int
    left: int
    right: int
    others: int
    lines: bool
    frames: bool

    def holds(self, other: Shape) -> bool:
        """Return whether another shape lies within its rows and columns."""
        return (
            self.top <= other.top
            and self.bottom >= other.bottom
            and self.left <= other.left
            and self.right >= other.right
        )

    def rows_and_columns(self, margin: int) -> tuple[slice, slice]:
        """Return where it lies in the picture, and so many pixels around it."""
        rows = slice(max(0, self.top - margin), self.bottom + margin)
        return rows, slice(max(0, self.left - margin), self.right + margin)

    @property
    def rectangularity(self) -> float:
        """Share of the smallest rectangle around it, at any angle, that is inside its outline."""
        outlines, _ = cv2.findContours(
            self.mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
        )
        width, height = cv2.minAreaRect(np.concatenate(outlines))[1]
        return sum(map(cv2.contourArea, outlines)) / max(1, width * height)


def shape_in(contrast: Contrast) -> Shape | None:
    """Return the largest shape that stands out, or None if nothing does."""
    first = pieces_of(contrast.mask)
    frames = np.isin(first.labels, [frame.label for frame in first.frames])
    rest, lines = without_lines(contrast.mask & ~frames)
    labels, whole, more = pieces_of(rest)
    if not whole:
        return None
    largest, *rest_of_them = sorted(whole, key=lambda p: -p.area * p.length)
    sheet = sheet_around(labels == largest.label, contrast.paper)
    near = [p for p in rest_of_them if sheet[labels == p.label].mean() > _ON_SHEET]
    members, others = _grouped(largest, near)
    return Shape(
        contrast,
        np.isin(labels, [piece.label for piece in members]),
        min(piece.top for piece in members),
        max(piece.bottom for piece in members),
        min(piece.left for piece in members),
        max(piece.right for piece in members),
        others,
        lines,
        bool(first.frames or more),
    )


def _grouped(first: Piece, rest: Sequence[Piece]) -> tuple[list[Piece], int]:
    """Return the pieces that belong to the first one, and how many others are shapes too."""
    members, others = [first], 0
    for piece in rest:
        if piece.area < _SCRAP * first.area:
            continue
        if _stands_beside(piece, first):
            others += 1
        elif min(_distance(piece, member) for member in members) <= _NEAR * first.length:
            members.append(piece)
        else:
            others += piece.length >= _OTHER * first.length
    return members, others


def _stands_beside(piece: Piece, first: Piece) -> bool:
    shared = min(piece.right, first.right) - max(piece.left, first.left)
    return (
        piece.height > _TALL * first.height
        and piece.area > _INKED * first.area
        and shared < _OVERLAP * min(piece.width, first.width)
    )


def _distance(one: Piece, other: Piece) -> int:
    """Return how many rows or columns lie between two pieces."""
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return max(across, down, 0)
