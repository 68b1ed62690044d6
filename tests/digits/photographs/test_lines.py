"""Lines across the picture are taken away, and what is written over them is left."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.digits.photographs.lines import without_lines

SHAPE = 150, 200


def ink_of(*boxes: tuple[slice, slice]) -> np.ndarray:
    """Return ink in rows and columns."""
    ink = np.zeros(SHAPE, bool)
    for box in boxes:
        ink[box] = True
    return ink


BAR = ink_of((slice(30, 120), slice(90, 104)))
RULE, UPRIGHT = (ink_of((slice(70, 72), slice(None))), ink_of((slice(None), slice(96, 98))))


def test_ink_without_lines_is_left_as_it_is() -> None:
    """A bar of 90 pixels is none, for it is thick."""
    rest, removed = without_lines(BAR)
    np.testing.assert_array_equal(rest, BAR)
    assert not removed


@pytest.mark.parametrize("line", [RULE, UPRIGHT], ids=["level", "upright"])
def test_a_line_across_the_picture_is_taken_away(line: np.ndarray) -> None:
    """All of it."""
    rest, removed = without_lines(line)
    assert not rest.any()
    assert removed


def test_a_stroke_over_a_line_is_left() -> None:
    """All of it, but for the line."""
    rest, removed = without_lines(BAR | RULE)
    np.testing.assert_array_equal(rest, BAR)
    assert removed


def test_a_gap_that_a_line_leaves_in_a_stroke_is_closed() -> None:
    """Where a stroke no thicker than the line runs into it at a slant, and out of it again."""
    slanting = np.zeros(SHAPE, bool)
    for row in range(30, 120):
        slanting[row, row : row + 5] = True
    rest, _ = without_lines(slanting | RULE)
    assert rest[30:120].any(axis=1).all()


def test_a_line_that_is_steep_but_not_upright_is_a_stroke() -> None:
    """As the stroke of a large 1 is."""
    slanting = np.zeros(SHAPE, bool)
    for row in range(10, 140):
        slanting[row, 40 + row // 2 : 42 + row // 2] = True
    rest, removed = without_lines(slanting)
    np.testing.assert_array_equal(rest, slanting)
    assert not removed
