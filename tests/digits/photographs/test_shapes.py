"""Pieces that are near each other are one digit; others beside it are shapes of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnist_nn.digits.photographs.contrast import contrasts
from mnist_nn.digits.photographs.shapes import Shape, shape_in
from tests.digits.photographs.scenes import Box, bar, paper, ring

if TYPE_CHECKING:
    from tests.digits.photographs.scenes import Levels

FIRST = 40, 110, 60, 74


def shape_of(scene: Levels) -> Shape:
    """Return the dark shape in a scene."""
    shape = shape_in(contrasts(scene)[0])
    assert shape
    return shape


def with_bars(*boxes: Box) -> Shape:
    """Return the shape in a scene of bars, the first of which is the largest."""
    scene = bar(paper(), FIRST)
    for box in boxes:
        scene = bar(scene, box)
    return shape_of(scene)


def test_a_shape_tells_where_it_is() -> None:
    """And how many pixels of margin one likes, as far as the picture goes."""
    shape = with_bars()
    assert (shape.top, shape.bottom, shape.left, shape.right) == FIRST
    assert shape.rows_and_columns(2) == (slice(38, 112), slice(58, 76))
    assert shape.rows_and_columns(50) == (slice(0, 160), slice(10, 124))


def test_a_piece_that_is_near_belongs_to_the_digit() -> None:
    """As the upper stroke of a 5 that was written with two."""
    shape = with_bars((40, 50, 80, 110))
    assert (shape.left, shape.right, shape.others) == (60, 110, 0)


def test_a_piece_as_tall_beside_it_is_another_shape() -> None:
    """As the second digit of a number."""
    shape = with_bars((40, 105, 84, 96))
    assert (shape.left, shape.right, shape.others) == (60, 74, 1)


def test_a_piece_as_tall_above_it_belongs_to_the_digit() -> None:
    """They share their columns."""
    shape = shape_of(bar(bar(paper(), (80, 140, 60, 74)), (20, 70, 60, 74)))
    assert (shape.top, shape.bottom, shape.others) == (20, 140, 0)


@pytest.mark.parametrize(("height", "others"), [(30, 1), (14, 0)])
def test_a_piece_far_away_is_a_shape_if_it_is_long(height: int, others: int) -> None:
    """Or else dirt."""
    shape = with_bars((60, 60 + height, 150, 158))
    assert (shape.right, shape.others) == (74, others)


def test_a_speck_beside_it_is_none_of_it() -> None:
    """A fiftieth of its ink is."""
    shape = with_bars((60, 64, 78, 82))
    assert (shape.right, shape.others) == (74, 0)


def test_where_nothing_is_whole_there_is_no_shape() -> None:
    """The border cuts all that there is."""
    assert shape_in(contrasts(bar(paper(), (0, 70, 90, 104)))[0]) is None


def test_a_sheet_fills_its_rectangle_and_a_ring_does_not() -> None:
    """At whatever angle it lies."""
    assert with_bars().rectangularity > 0.85
    assert shape_of(ring(paper())).rectangularity < 0.85


def test_one_shape_holds_another_within_its_rows_and_columns() -> None:
    """And itself."""
    small, large = with_bars(), with_bars((40, 50, 80, 110))
    assert large.holds(small)
    assert large.holds(large)
    assert not small.holds(large)
