"""What is narrower than MNIST's digits is made as broad, and what is finer as thick."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.digits.photographs.pen import FINEST, broadened
from mnist_nn.digits.photographs.proportions import widened
from tests.digits.photographs.scenes import spans


def seven(width: int, pen: int = 6) -> np.ndarray:
    """Return a 7 of two bars, 100 pixels high."""
    ink = np.zeros((104, width + 4))
    ink[2 : 2 + pen, 2 : 2 + width] = 1
    ink[2:102, 2 + width - pen : 2 + width] = 1
    return ink


def test_a_narrow_digit_is_made_half_as_broad_as_it_is_high() -> None:
    """A 7 of a quarter."""
    height, width = spans(widened(seven(25)))
    assert height == 100
    assert abs(width - 50) <= 1  # an edge lies between two pixels


def test_a_digit_as_broad_as_mnists_is_left_as_it_is() -> None:
    """More than a third of its height."""
    np.testing.assert_array_equal(widened(seven(40)), seven(40))


@pytest.mark.parametrize("lean", [0, 25])
def test_a_single_stroke_is_left_as_it_is(lean: int) -> None:
    """It is a 1, and may lean."""
    ink = np.zeros((100, 60))
    for row in range(100):
        left = 10 + row * lean // 100
        ink[row, left : left + 9] = 1
    np.testing.assert_array_equal(widened(ink), ink)


@pytest.mark.parametrize("pen", [1, 3])
def test_a_fine_stroke_is_made_broader(pen: int) -> None:
    """To about what MNIST's finest are: within a pixel and what rounding adds to either edge."""
    ink = broadened(seven(60, pen))
    breadth = int((ink[len(ink) // 2] > 0.5).sum())
    assert abs(breadth - FINEST * 100) <= 2


def test_a_stroke_as_broad_as_mnists_is_left_as_it_is() -> None:
    """A tenth of the height."""
    ink = seven(60, 12)
    np.testing.assert_array_equal(broadened(ink), ink)
