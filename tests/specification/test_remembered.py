"""What is true of an input is computed once, while it is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.specification.remembered import remembered, remembering

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
    """Return a function whose results are remembered."""

    @remembered
    def doubled(x: Array, times: int = 2) -> Array:
        calls.append(x)
        return x * times

    return doubled


def test_the_same_numbers_are_computed_once(
    doubled: Callable[..., Array], calls: list[Array]
) -> None:
    """Another array of them is the same."""
    with remembering():
        assert doubled(X) is doubled(X.copy())
    assert len(calls) == 1


def test_other_numbers_dtypes_shapes_and_options_are_not_the_same(
    doubled: Callable[..., Array], calls: list[Array]
) -> None:
    """Nor is an array into which something was written."""
    x = X.copy()
    with remembering():
        for other in (x, x + 1, x.astype(np.float32), x[None]):
            doubled(other)
        doubled(x, times=3)
        x[0] = 7
        assert doubled(x).tolist() == [14, 4]
    assert len(calls) == 6


def test_nothing_is_remembered_before_or_after(
    doubled: Callable[..., Array], calls: list[Array]
) -> None:
    """Memory is not used up by what is not asked for again."""
    doubled(X)
    with remembering():
        doubled(X)
    doubled(X)
    assert len(calls) == 3
