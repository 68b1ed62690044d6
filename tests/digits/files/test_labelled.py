"""Images and labels are digits, and go together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mnist_nn.digits.files.labelled import labelled
from tests.digits.files.samples import DIGITS, PIXELS

A, B = Path("a"), Path("b")


def refusal(images: Any, labels: Any) -> str:
    """See arrays refused, and return the words."""
    with pytest.raises(ValueError, match=r"\S") as refused:
        labelled(images, labels, A, B)
    return str(refused.value)


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, ">i4"])
@pytest.mark.parametrize("shape", [(3, 28, 28), (3, 784)])
def test_integers_of_any_width_are_bytes(dtype: Any, shape: tuple[int, ...]) -> None:
    """And images are 28 rows of 28 pixels."""
    digits = labelled(PIXELS.astype(dtype).reshape(shape), DIGITS.astype(dtype), A, B)
    np.testing.assert_array_equal(digits.images, PIXELS, strict=True)
    np.testing.assert_array_equal(digits.labels, DIGITS, strict=True)


def test_each_image_has_a_label() -> None:
    """Three images and two labels do not go together."""
    words = "a holds 3 images, but b holds 2 labels: expected one label for each image"
    assert refusal(PIXELS, DIGITS[:2]) == words


def test_labels_are_digits() -> None:
    """A label above 9 is refused, and every such value is told once."""
    words = "b: expected labels 0 to 9, found 10, 255"
    assert refusal(PIXELS, np.array([255, 10, 10], np.uint8)) == words


@pytest.mark.parametrize(
    ("least", "told"), [(-5, "-5, -4, -3, -2, -1"), (-6, "-6, -5, -4, -3, -2, ...")]
)
def test_of_many_wrong_values_the_least_are_told(least: int, told: str) -> None:
    """Five of them, and whether there are more."""
    words = f"a: expected pixels 0 to 255, found {told}"
    assert refusal(PIXELS.astype(int) + least, DIGITS) == words


def test_pixels_are_bytes() -> None:
    """Numbers beyond are refused."""
    assert refusal(2 * PIXELS.astype(int) - 254, DIGITS).startswith("a: expected pixels 0 to 255, ")
    assert refusal(PIXELS.astype(int) + 1, DIGITS) == "a: expected pixels 0 to 255, found 256"


@pytest.mark.parametrize("shape", [(3, 28, 14), (3, 392), (2352,), (3, 28, 28, 1)])
def test_images_are_28_by_28(shape: tuple[int, ...]) -> None:
    """Images of another size are refused."""
    words = f"a: expected images (N, 28, 28), found {shape}"
    assert refusal(np.resize(PIXELS, shape), DIGITS) == words
