"""Digits as pictures in a page: images of the test set, and what was read of them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from mnist_nn.specification.inputs.digits import mnist_images

if TYPE_CHECKING:
    from mnist_nn.checking.accuracy import Reading

_SIDE = 28


@dataclass(frozen=True)
class Digit:
    """A digit as a picture.

    Attributes:
        reading: what was read, and what it should be.
        picture: the image, dark on light, as an address that holds all of it.
        bars: of each digit the probability as text, and how long its bar is, in hundredths.

    """

    reading: Reading
    picture: str
    bars: tuple[tuple[str, float], ...]


def digit(reading: Reading) -> Digit:
    """Return a reading with its picture."""
    (pixels,) = mnist_images(reading.image, 1)
    dark = np.uint8(255) - np.rint(pixels * 255).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(dark.reshape(_SIDE, _SIDE)).save(file, "PNG", optimize=True)
    picture = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
    return Digit(reading, picture, tuple(map(_bar, reading.probabilities)))


def _bar(probability: float) -> tuple[str, float]:
    """Return a probability as text, and the length of its bar; what is no probability has none."""
    long = round(100 * probability, 1) if 0 <= probability <= 1 else 0
    return f"{probability:.4f}", long
