"""Pieces of ink that hang together, and which of them are specks, frames, or cut by the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_SPECK = 0.00012  # of the picture: a digit of a thirtieth of its height has five times as much ink
_RIM = 0.18  # of a frame's sides: all of its ink lies within it
_INSIDE_RIM = 0.02  # of its ink may lie further inside, where a corner is worn
_FRAMED = 0.3  # of a frame's longer side, how long what it frames is at least


class Piece(NamedTuple):
    """A piece of ink.

    Attributes:
        label: its number among all pieces.
        left: its first column.
        top: its first row.
        right: the column after its last.
        bottom: the row after its last.
        area: how many pixels it has.

    """

    label: int
    left: int
    top: int
    right: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        """How many columns it spans."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """How many rows it spans."""
        return self.bottom - self.top

    @property
    def length(self) -> int:
        """How long its longer side is."""
        return max(self.width, self.height)

    def holds(self, other: Piece) -> bool:
        """Return whether another piece lies within its rows and columns."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


class Pieces(NamedTuple):
    """The pieces of ink in a picture.

    Attributes:
        labels: the number of the piece that each pixel belongs to, 0 for none.
        whole: the pieces that may be part of a digit.
        frames: those that were left out because they frame others.

    """

    labels: NDArray[np.int32]
    whole: list[Piece]
    frames: list[Piece]


def pieces_of(ink: Mask) -> Pieces:
    """Return the pieces of ink without specks, frames, and what the picture's border cuts."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    found = [
        Piece(label, x, y, x + width, y + height, area)
        for label, (x, y, width, height, area) in enumerate(boxes.tolist())
        if label and area >= _SPECK * ink.size
    ]
    height, width = ink.shape
    inner = [p for p in found if p.left and p.top and p.right < width and p.bottom < height]
    frames = [p for p in inner if _is_frame(p, labels, inner)]
    return Pieces(labels, [p for p in inner if p not in frames], frames)


def _is_frame(piece: Piece, labels: NDArray[np.int32], others: Sequence[Piece]) -> bool:
    """Return whether a piece has ink only along its sides, and something to frame."""
    x, y = int(_RIM * piece.width), int(_RIM * piece.height)
    inside = labels[piece.top + y : piece.bottom - y, piece.left + x : piece.right - x]
    return bool((inside == piece.label).sum() <= _INSIDE_RIM * piece.area) and any(
        piece.holds(other) and other.length >= _FRAMED * piece.length
        for other in others
        if other is not piece
    )
