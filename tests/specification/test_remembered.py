"""What is true of an input is computed once, as long as it is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.oracle.oracle import by_balls_alone
from mnist_nn.specification.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[Any]

X = np.array([1.0, 2.0])


@pytest.fixture
def calls() -> list[Array]:
    """Return the arguments of every call of `doubled` that was computed."""
    return []


@pytest.fixture
def doubled(calls: list[Array]) -> Callable[..., Array]:
    """Return a function whose results are remembered, of some 1,000 numbers."""

    def doubled(x: Array, times: int = 2) -> Array:
        calls.append(x)
        return x * times

    return remembered(doubled, kept=1000)


def test_the_same_numbers_are_computed_once(
    doubled: Callable[..., Array], calls: list[Array]
) -> None:
    """Another array of them is the same."""
    assert doubled(X) is doubled(X.copy())
    assert len(calls) == 1


def test_other_numbers_dtypes_shapes_and_options_are_not_the_same(
    doubled: Callable[..., Array], calls: list[Array]
) -> None:
    """Nor is an array into which something was written."""
    x = X.copy()
    doubled(x)
    for other in (x + 1, x.astype(np.float32), x[None]):
        doubled(other)
    doubled(x, times=3)
    x[0] = 7
    assert doubled(x).tolist() == [14, 4]
    assert len(calls) == 6


def test_what_is_enclosed_by_balls_alone_is_computed_anew(
    doubled: Callable[..., Array], calls: list[Array]
) -> None:
    """It is to be the same on any machine."""
    doubled(X)
    with by_balls_alone():
        doubled(X)
    assert len(calls) == 2


def test_what_was_not_asked_for_longest_is_forgotten(
    doubled: Callable[..., Array], calls: list[Array]
) -> None:
    """Of three results, there is room for two beside the one that is asked for again and again."""
    for n in (1, 2, 3, 4):
        doubled(X * n)
        doubled(X)
    doubled(X * 4)
    assert len(calls) == 4
    doubled(X * 2)
    assert len(calls) == 5


def test_a_long_result_is_not_remembered(doubled: Callable[..., Array], calls: list[Array]) -> None:
    """It would take more memory than there is for all."""
    long = np.zeros(2000)
    doubled(long)
    doubled(long)
    assert len(calls) == 2
