"""Lists of numbers: as short as they say, and read as they were meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_nn.vectors.lists import from_list, to_list

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEW = st.sampled_from([0.0, -0.0, 1.0, np.inf])
ROWS = st.builds(np.resize, st.lists(FEW, min_size=1, max_size=6), st.integers(0, 14))
"""Rows of few numbers, many of which begin again, or stand several times."""


@given(ROWS)
def test_what_is_read_is_what_was_written(row: NDArray[np.float64]) -> None:
    """Bit for bit."""
    assert from_list(to_list(row), row.shape).tobytes() == row.astype(float).tobytes()


@given(ROWS)
def test_a_list_ends_where_its_numbers_begin_again(row: NDArray[np.float64]) -> None:
    """No earlier place would do."""
    texts = [number.hex() for number in row.astype(float).tolist()]
    times = sum(int(item.partition("*")[2] or 1) for item in to_list(row))
    periods = (n for n in range(1, len(texts)) if texts[n:] == texts[:-n])
    assert times == next(periods, len(texts))


@pytest.mark.parametrize(
    ("row", "written"),
    [
        ([], []),
        ([1], ["0x1p+0"]),
        ([2, 2, 2], ["0x1p+1"]),
        ([1, 2, 2], ["0x1p+0", "0x1p+1*2"]),
        ([1, 1, 2, 1, 1, 1, 2], ["0x1p+0*2", "0x1p+1", "0x1p+0"]),
        ([0.0, -0.0, np.nan], ["0x0p+0", "-0x0p+0", "nan"]),
    ],
)
def test_a_number_stands_once_for_all_in_a_row(row: list[float], written: list[str]) -> None:
    """And those that begin again do not stand at all."""
    assert to_list(np.array(row, float)) == written
