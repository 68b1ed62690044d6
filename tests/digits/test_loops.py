"""Loops are counted by the paper that they enclose."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.digits.loops import loops


def drawn(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    """Return the outlines of boxes: first and last row, first and last column."""
    image = np.zeros((28, 28), np.float32)
    for top, bottom, left, right in boxes:
        image[top : bottom + 1, left : right + 1] = 1
        image[top + 1 : bottom, left + 1 : right] = 0
    return image


@pytest.mark.parametrize(
    ("boxes", "count"), [([], 0), ([(4, 20, 8, 18)], 1), ([(4, 12, 8, 18), (12, 24, 8, 18)], 2)]
)
def test_each_enclosed_area_is_a_loop(boxes: list[tuple[int, int, int, int]], count: int) -> None:
    """As of a 1, a 0 and an 8."""
    assert loops(drawn(*boxes)) == count


def test_a_loop_that_is_open_is_none() -> None:
    """By a pixel."""
    image = drawn((4, 20, 8, 18))
    image[4, 12] = 0
    assert loops(image) == 0


def test_paper_hangs_together_by_sides_alone() -> None:
    """Ink hangs together by its corners."""
    image = drawn((4, 20, 8, 18))
    image[4, 8] = 0
    assert loops(image) == 1


@pytest.mark.parametrize(("level", "count"), [(0.39, 0), (0.4, 1)])
def test_faint_ink_closes_no_loop(level: float, count: int) -> None:
    """Below two fifths."""
    assert loops(level * drawn((4, 20, 8, 18))) == count


def test_ink_all_over_the_field_encloses_nothing() -> None:
    """There is paper around the field."""
    assert loops(np.ones((28, 28), np.float32)) == 0
