"""The golden accuracy: every one of the 10,000 test images is read as it always was."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mnist_nn
from mnist_nn import Network, evaluate, load_test_set, load_weights
from mnist_nn.weights.files import REFERENCE_WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

PROVENANCE = (Path(mnist_nn.__file__).parent / "data" / "PROVENANCE.md").read_text("utf-8")

# SHA-256 of the 10,000 digits read, one byte each, in the order of the test set.
DIGITS = {
    "reference": "26778d041bfe5dc8223a09ee6606b0c82d6ba99a270351e74ed053c67b10e439",
    "lesson": "2f6dd3c4df96d2141db2d5d4f719f3dd6aa95972b5b30e7fcb416130eeaa07e0",
    "lesson, raw pixels": "973392ddd9f9051df9fed981a4bb955a3c0c2fbf90bde7fdd561b5c6f3a656b7",
}


def digest(digits: NDArray[np.intp]) -> str:
    """Return the SHA-256 of digits, one byte each."""
    return hashlib.sha256(digits.astype(np.uint8).tobytes()).hexdigest()


@pytest.mark.unmeasured
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_reference_weights_read_every_image_as_always(dtype: type[np.floating]) -> None:
    """9,895 of 10,000, image by image, in either precision."""
    images, labels = load_test_set()
    network = Network(load_weights())
    assert digest(network.classify(images.astype(dtype))) == DIGITS["reference"]
    assert evaluate(network, images.astype(dtype), labels).correct == 9895


def test_the_lessons_weights_read_9352_images(book_weights: Path) -> None:
    """The accuracy that the book prints: 0.9352, with pixels in [0, 1]."""
    images, labels = load_test_set()
    network = Network(load_weights(book_weights))
    assert digest(network.classify(images)) == DIGITS["lesson"]
    assert evaluate(network, images, labels).correct == 9352


def test_the_lessons_weights_read_9207_images_of_raw_pixels(book_weights: Path) -> None:
    """Bytes mean their values, from 0 to 255."""
    images, labels = load_test_set(normalize=False)
    network = Network(load_weights(book_weights))
    assert digest(network.classify(images)) == DIGITS["lesson, raw pixels"]
    assert evaluate(network, images, labels).correct == 9207


def test_the_lessons_network_is_784_50_100_10(book_weights: Path) -> None:
    """The shape of the lesson, and ours."""
    assert Network(load_weights(book_weights)).widths == (784, 50, 100, 10)
    assert Network(load_weights()).widths == (784, 50, 100, 10)


def test_the_provenance_names_the_weights() -> None:
    """The file in the package is the one whose making is told, with its result."""
    sha256 = hashlib.sha256(REFERENCE_WEIGHTS.read_bytes()).hexdigest()
    assert sha256 in PROVENANCE
    assert "9,895" in PROVENANCE
