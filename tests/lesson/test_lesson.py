"""The lesson's names are thin: each is a function of this package, or the book's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mnist_nn
from mnist_nn import Network, RawPixelsWarning, lesson, load_weights, mlp
from mnist_nn.weights.files import REFERENCE_WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = np.array([1.0, 0.5])


@pytest.mark.parametrize("name", ["load_mnist", "relu", "sigmoid", "softmax"])
def test_what_has_one_name_is_one_function(name: str) -> None:
    """The book's is ours."""
    assert getattr(lesson, name) is getattr(mnist_nn, name)


def test_a_step_is_an_integer_of_the_shape_of_its_input() -> None:
    """0 at 0."""
    np.testing.assert_array_equal(
        lesson.step_function([[-1.0, 0.0], [0.5, np.inf]]), np.array([[0, 0], [1, 1]]), strict=True
    )


def test_nan_is_no_step() -> None:
    """No integer stands for it."""
    with pytest.raises(ValueError, match=r"^step_function: x holds NaN, which is neither"):
        lesson.step_function([1.0, np.nan])


def test_the_small_network_is_the_books() -> None:
    """It prints the numbers that are printed there."""
    assert str(lesson.forward(lesson.init_network(), EXAMPLE)) == "[0.31682708 0.69627909]"
    assert Network(lesson.init_network()).widths == (2, 3, 2, 2)


def test_a_file_of_parameters_is_read() -> None:
    """Ours, or the book's."""
    read = lesson.init_network(REFERENCE_WEIGHTS)
    assert Network(read) == Network(load_weights())


def test_the_last_layer_is_identity_or_softmax() -> None:
    """Of one image and of a batch."""
    network = lesson.init_network()
    for x in (EXAMPLE, np.array([EXAMPLE, -EXAMPLE])):
        scores = lesson.forward(network, x)
        assert np.array_equal(lesson.identity_function(scores), scores)
        assert np.array_equal(lesson.predict(network, x), lesson.softmax(scores))
        np.testing.assert_allclose(
            lesson.predict(network, x), mlp(x, *network.values()), rtol=1e-14
        )


def test_raw_pixels_warn() -> None:
    """As they do a `Network`."""
    with pytest.warns(RawPixelsWarning, match=r"^pixels up to 255: normalize"):
        lesson.predict(lesson.init_network(), [255, 0])


def test_the_data_are_the_test_set() -> None:
    """Pixels from 0 to 1, or levels."""
    (x, t), (raw, same) = lesson.get_data(), lesson.get_data(normalize=False)
    assert (x.shape, str(x.dtype), x.max()) == ((10_000, 784), "float32", 1)
    assert (raw.shape, str(raw.dtype), raw.max()) == ((10_000, 784), "uint8", 255)
    assert np.array_equal(t, same)


def test_an_image_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: list[tuple[int, int]]
) -> None:
    """In a window, and in no file."""
    monkeypatch.chdir(tmp_path)
    for img in (np.zeros((28, 28), np.uint8), np.zeros(784, np.float32)):
        lesson.img_show(img)
    assert shown == [(280, 280)] * 2
    assert list(tmp_path.iterdir()) == []
