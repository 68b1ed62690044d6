"""Digits stand on a page as pictures that it holds itself."""

from __future__ import annotations

import base64
from io import BytesIO

import numpy as np
from PIL import Image

from mnist_nn.report.page.images import digit
from mnist_nn.specification.inputs.digits import mnist_images
from tests.report.page.examples import READINGS


def test_a_picture_is_the_image_of_the_test_set_dark_on_light() -> None:
    """Pixel by pixel."""
    data = digit(READINGS[0]).picture.removeprefix("data:image/png;base64,")
    pixels = np.asarray(Image.open(BytesIO(base64.b64decode(data))))
    assert np.array_equal((255 - pixels.ravel()) / np.float32(255), mnist_images(7, 1)[0])


def test_every_digit_has_its_probability_and_a_bar() -> None:
    """What is no probability has no bar."""
    assert digit(READINGS[1]).bars[4:7] == (("0.0000", 0), ("0.5000", 50), ("0.5000", 50))
    assert digit(READINGS[2]).bars[0] == ("nan", 0)
