"""Results that are flushed to zero are not missed in a sum, and results that are lost are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.functions import softmax
from mnist_nn.specification.catalogue import law_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

LAW = law_named("softmax.sums_to_one_over_long_rows")
ETA = np.finfo(np.float16).tiny


def equal(classes: int) -> Array:
    """Return a row of so many equal scores."""
    return np.zeros((1, classes), np.float16)


def flushing(x: Array) -> Array:
    """Return softmax, and 0 where that is no normal number."""
    y = softmax(x)
    return np.where(y < ETA, np.float16(0), y)


def losing(part: int) -> Any:
    """Return what leaves out one in so many classes of a long row."""

    def lost(x: Array) -> Array:
        y = softmax(x).copy()
        y[:, 2::part] = 0
        return y

    return lost


@pytest.mark.parametrize("classes", [7_000, 16_384, 17_000, 70_000])
def test_who_flushes_results_is_not_blamed(classes: int) -> None:
    """1/16,384 is the smallest normal number of float16."""
    assert LAW.at(flushing, equal(classes)).holds


@pytest.mark.parametrize("part", [1, 2, 20])
@pytest.mark.parametrize("classes", [7_000, 70_000])
def test_who_loses_results_in_a_long_row_alone_is_blamed(classes: int, part: int) -> None:
    """A sum that overflows makes them all 0."""
    assert LAW.at(losing(10**6), equal(classes)).holds
    assert not LAW.at(losing(part), equal(classes)).holds


def test_who_flushes_results_must_be_right_about_the_others() -> None:
    """Half of 70,000 are flushed, and the others twice too large."""

    def some_too_large(x: Array) -> Array:
        y = softmax(x) * np.float16(2)
        y[:, 1::2] = 0
        return y

    assert not LAW.at(some_too_large, equal(70_000)).holds


def test_normal_numbers_are_not_flushed() -> None:
    """Whoever makes 0 of 1/7,000 is blamed."""
    assert not LAW.at(lambda x: np.where(x, x, np.float16(0)), equal(7_000)).holds
