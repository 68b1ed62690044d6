"""A digit is varied by a pixel and by half a pixel of its pen."""

from __future__ import annotations

import numpy as np

from mnist_nn.digits.variants import variants

DOT = np.zeros((28, 28), np.float32)
DOT[10:13, 10:13] = 1


def test_the_first_is_the_digit_itself() -> None:
    """Unchanged."""
    np.testing.assert_array_equal(variants(DOT)[0], DOT.ravel())


def test_there_are_five_places_with_three_pens() -> None:
    """All different, of the digit's dtype."""
    found = variants(DOT)
    assert found.shape == (15, 784)
    assert found.dtype == np.float32
    assert len(np.unique(found, axis=0)) == 15


def test_a_finer_pen_takes_half_of_the_edge_away() -> None:
    """And leaves the middle."""
    finer = variants(DOT)[5].reshape(28, 28)
    assert finer[11, 9:14].tolist() == [0, 0.5, 1, 0.5, 0]


def test_a_broader_pen_adds_half_a_pixel_around() -> None:
    """On each side."""
    broader = variants(DOT)[10].reshape(28, 28)
    assert broader[11, 8:15].tolist() == [0, 0.5, 1, 1, 1, 0.5, 0]


def test_a_digit_is_moved_by_a_pixel_in_four_directions() -> None:
    """Down, up, right, left."""
    tops = [np.argwhere(image.reshape(28, 28))[0].tolist() for image in variants(DOT)[:5]]
    assert tops == [[10, 10], [11, 10], [9, 10], [10, 11], [10, 9]]
