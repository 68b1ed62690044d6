"""Who feeds levels up to 255 to a network is told once; who feeds pixels is not."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np
import pytest

from mnist_nn import Network, RawPixelsWarning, accuracy, mlp
from mnist_nn.pixels import warn_of_raw_pixels

if TYPE_CHECKING:
    from collections.abc import Callable

NETWORK = Network({"W1": np.eye(4), "b1": np.zeros(4)})
LEVELS = np.array([[0, 17, 254, 3], [255, 0, 0, 0]], np.uint8)
WORDS = "pixels up to 255: normalize, images / 255, for a network takes pixels from 0 to 1"
WARNS = pytest.warns(RawPixelsWarning, match=f"^{re.escape(WORDS)}$")


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32, np.float64, ml_dtypes.bfloat16])
def test_levels_of_any_dtype_warn(dtype: Any) -> None:
    """They are whole numbers, and one is above the middle."""
    with WARNS:
        NETWORK.predict((LEVELS // 2 * 2).astype(dtype))


@pytest.mark.parametrize("images", [LEVELS, LEVELS[0], LEVELS.tolist(), LEVELS[:1] // 254 * 128])
def test_a_batch_one_image_and_a_list_warn(images: Any) -> None:
    """From a level of 128 on."""
    with WARNS:
        NETWORK.predict(images)


def test_accuracy_warns() -> None:
    """Once, and it counts all the same."""
    with WARNS as told:
        assert accuracy(NETWORK, LEVELS, [2, 0]) == 1
    assert len(told) == 1


@pytest.mark.parametrize(
    "images",
    [
        LEVELS / 255,
        LEVELS / 256,
        LEVELS // 2,
        LEVELS > 0,
        LEVELS + np.int64(1),
        -LEVELS.astype(int),
        LEVELS + 0.5,
        [np.nan, 255, 0, 0],
        [np.inf, 255, 0, 0],
        np.zeros((0, 4), np.uint8),
    ],
)
def test_other_numbers_do_not_warn(images: Any) -> None:
    """Pixels from 0 to 1, and numbers that are no levels: warnings are errors here."""
    warn_of_raw_pixels(images)


@pytest.mark.parametrize(
    "read", [NETWORK.classify, NETWORK.scores, lambda x: mlp(x, *NETWORK.parameters.values())]
)
def test_what_is_not_asked_for_a_result_does_not_warn(read: Callable[[Any], object]) -> None:
    """Only `predict` and `accuracy` do."""
    read(LEVELS)


def test_images_that_are_refused_do_not_warn() -> None:
    """The error is enough."""
    with pytest.raises(ValueError, match=r"images have shape \(2, 3\)"):
        NETWORK.predict(LEVELS[:, :3])


def test_a_loop_is_told_once_by_its_line() -> None:
    """As Python does unless it is told otherwise: not by a line of ours."""
    with warnings.catch_warnings(record=True, action="default") as told:
        for level in (253, 254, 255):
            NETWORK.predict([level, 0, 0, 0])
        for _ in range(2):
            accuracy(NETWORK, LEVELS, [2, 0])
    assert [(w.category, w.filename) for w in told] == [(RawPixelsWarning, __file__)] * 2
