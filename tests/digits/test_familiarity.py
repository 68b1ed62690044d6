"""A digit is near to MNIST's digits of its class, and what is none is far from all."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.digits import familiarity
from mnist_nn.digits.familiarity import USUAL, distance
from mnist_nn.digits.mnist import load_test_set

IMAGES, LABELS = load_test_set(flatten=False)
IMAGES = IMAGES.squeeze(axis=1)
SEVEN, TWO = IMAGES[17], IMAGES[35]  # of odd index: none of those that a picture is compared with


@pytest.mark.parametrize(("image", "digit"), [(SEVEN, 7), (TWO, 2)], ids=["7", "2"])
def test_a_digit_is_nearer_to_its_class_than_to_any_other(image: np.ndarray, digit: int) -> None:
    """In both units."""
    assert LABELS[[17, 35][digit == 2]] == digit
    near = distance(image, digit)
    assert near.usual < 1
    assert near.relative < 1
    assert distance(image, 4).relative > 1


def test_a_black_square_is_far_from_every_digit() -> None:
    """Further than usual from each."""
    square = np.pad(np.ones((20, 20), np.float32), 4)
    assert min(distance(square, digit).usual for digit in range(10)) > 1


def test_a_digit_that_leans_is_as_near_as_one_that_stands() -> None:
    """It is put upright before it is compared: a slope of half a pixel a row, in whole pixels."""
    leaning = np.stack([np.roll(row, (14 - y) // 2) for y, row in enumerate(SEVEN)])
    assert distance(leaning, 7).usual < 1


def test_it_does_not_matter_how_light_a_digit_is() -> None:
    """All features are of unit length."""
    one, other = distance(SEVEN, 7), distance(SEVEN / 2, 7)
    np.testing.assert_allclose(one, other, rtol=1e-4)  # of float32, after sums of 784 terms


@pytest.mark.slow
@pytest.mark.unmeasured
def test_what_is_usual_is_so_for_95_percent_of_the_digits() -> None:
    """Each of those that a picture is compared with, compared with the others of its class."""
    for digit, known in enumerate(familiarity._known()):  # noqa: SLF001
        far = [
            familiarity._from_hull(known[i], np.delete(known, i, axis=0))  # noqa: SLF001
            for i in range(0, len(known), 2)
        ]
        assert round(float(np.quantile(far, 0.95)), 3) == USUAL[digit]
