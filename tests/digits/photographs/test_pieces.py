"""Ink falls into pieces, of which specks, frames and what the border cuts are none of a digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.digits.photographs.pieces import Piece, pieces_of

if TYPE_CHECKING:
    from tests.digits.photographs.scenes import Box


def ink_of(*boxes: Box) -> np.ndarray:
    """Return ink in boxes, of 100 rows and columns."""
    ink = np.zeros((100, 100), bool)
    for top, bottom, left, right in boxes:
        ink[top:bottom, left:right] = True
    return ink


def frame(ink: np.ndarray, box: Box) -> np.ndarray:
    """Return ink with a frame of 2 pixels along the sides of a box."""
    top, bottom, left, right = box
    framed = ink | ink_of(box)
    framed[top + 2 : bottom - 2, left + 2 : right - 2] = ink[
        top + 2 : bottom - 2, left + 2 : right - 2
    ]
    return framed


def test_a_piece_tells_where_it_is() -> None:
    """Its sides and its ink."""
    (piece,) = pieces_of(ink_of((10, 50, 20, 30))).whole
    assert piece == Piece(1, 20, 10, 30, 50, 400)
    assert (piece.width, piece.height, piece.length) == (10, 40, 40)


@pytest.mark.parametrize(("side", "count"), [(1, 0), (2, 1)])
def test_specks_are_no_pieces(side: int, count: int) -> None:
    """One pixel of ten thousand is one."""
    assert len(pieces_of(ink_of((10, 10 + side, 20, 20 + side))).whole) == count


@pytest.mark.parametrize(
    "box", [(0, 50, 20, 30), (10, 100, 20, 30), (10, 50, 0, 30), (10, 50, 20, 100)]
)
def test_what_the_border_cuts_is_no_piece(box: Box) -> None:
    """On any side."""
    assert pieces_of(ink_of(box)).whole == []


def test_a_frame_is_left_out_with_something_in_it() -> None:
    """What it frames is not."""
    found = pieces_of(frame(ink_of((30, 70, 45, 55)), (10, 90, 10, 90)))
    assert [piece.area for piece in found.whole] == [400]
    assert [piece.length for piece in found.frames] == [80]


def test_a_frame_around_nothing_is_a_piece() -> None:
    """It may be a 0."""
    found = pieces_of(frame(ink_of(), (10, 90, 10, 90)))
    assert len(found.whole) == 1
    assert not found.frames


def test_a_frame_around_specks_is_a_piece() -> None:
    """They are shorter than three tenths of it."""
    assert not pieces_of(frame(ink_of((45, 60, 45, 60)), (10, 90, 10, 90))).frames


def test_what_has_ink_in_its_middle_is_no_frame() -> None:
    """As an 8 has, or a box with a cross."""
    crossed = frame(ink_of((20, 48, 20, 80)), (10, 90, 10, 90)) | ink_of((50, 53, 10, 90))
    found = pieces_of(crossed)
    assert len(found.whole) == 2
    assert not found.frames
