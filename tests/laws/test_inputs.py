"""The domains reach what they should: nothing is capped in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from mnist_nn.laws import inputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

DTYPES = [np.dtype(name) for name in ("float64", "float32", "float16")]
every_dtype = pytest.mark.parametrize("dtype", DTYPES, ids=str)
SEARCH = settings(max_examples=5000, database=None, derandomize=True, phases=[Phase.generate])


def reaches(dtype: np.dtype[Any], condition: Callable[[NDArray[Any]], Any]) -> bool:
    """Return whether scores of a kind are drawn; `find` raises when they are not."""
    find(inputs.scores(dtype), lambda x: bool(condition(x)), settings=SEARCH)
    return True


@every_dtype
@pytest.mark.parametrize("classes", [1, 2, 15, 31, 47, 63, 64])
def test_every_width_is_reached(dtype: np.dtype[Any], classes: int) -> None:
    """One class, 64 classes, and the widths at which a tail of 16 is dropped."""
    assert reaches(dtype, lambda x: x.shape[-1] == classes)


@every_dtype
@pytest.mark.parametrize(
    "condition",
    [
        lambda x: (x[:, :1] == x[:, 1:]).any(),
        lambda x: (np.signbit(x) & (x == 0)).any(),
        lambda x: ((x != 0) & (np.abs(x) < np.finfo(x.dtype).tiny)).any(),
        lambda x: (x > 100).any(),
        lambda x: (x < -100).any(),
        lambda x: len(x) > 1,
    ],
    ids=["ties", "minus zero", "subnormals", "large", "very negative", "several rows"],
)
def test_every_kind_of_row_is_reached(
    dtype: np.dtype[Any], condition: Callable[[NDArray[Any]], Any]
) -> None:
    """Ties, both zeros, subnormals and saturating scores all occur."""
    assert reaches(dtype, condition)


@every_dtype
def test_at_least_a_quarter_of_the_rows_are_informative(dtype: np.dtype[Any]) -> None:
    """In 25 % of the rows, two or more outputs are above 1/1000: there is something to compare."""
    informative: list[bool] = []

    @settings(max_examples=500, database=None, derandomize=True)
    @given(inputs.scores(dtype))
    def collect(x: NDArray[Any]) -> None:
        e = np.exp(x.astype(float) - x.max(axis=-1, keepdims=True))
        informative.extend((e / e.sum(axis=-1, keepdims=True) > 1e-3).sum(axis=-1) >= 2)

    collect()
    assert np.mean(informative) >= 0.25


@every_dtype
def test_extreme_scores_reach_the_largest_number(dtype: np.dtype[Any]) -> None:
    """Both ends of the format are tried in one row, where their difference overflows."""
    largest = np.finfo(dtype).max
    both = find(
        inputs.extreme_scores(dtype),
        lambda x: bool((x == largest).any() and (x == -largest).any()),
        settings=SEARCH,
    )
    assert both.dtype == dtype


@every_dtype
def test_shifts_are_exact_and_some_are_large(dtype: np.dtype[Any]) -> None:
    """Every x + c is the sum of the real numbers, and shifts beyond 100 occur."""
    shifts: list[float] = []

    @settings(max_examples=300, database=None, derandomize=True)
    @given(inputs.shifted_scores(dtype))
    def collect(drawn: tuple[NDArray[Any], np.floating[Any]]) -> None:
        x, c = drawn
        exact = x.astype(np.longdouble) + np.longdouble(c)
        assert np.array_equal((x + c).astype(np.longdouble), exact)
        shifts.append(abs(float(c)))

    collect()
    assert max(shifts) > 100


@every_dtype
@given(data=st.data())
def test_mismatched_matrices_never_fit(dtype: np.dtype[Any], data: st.DataObject) -> None:
    """The columns of x are never as many as the rows of W."""
    x, W = data.draw(inputs.mismatched_matrices(dtype))
    assert x.shape[1] != W.shape[0]
