"""What is computed in blocks is what is computed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest

from mnist_nn.oracle.blocks import BLOCK, in_blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5])
@pytest.mark.parametrize("dtype", ["float64", "longdouble"])
def test_any_number_of_numbers_is_mapped_one_by_one(size: int, dtype: str) -> None:
    """In blocks of at most a fixed size, in the dtype of the first array."""
    x, y = np.arange(size, dtype=dtype), np.arange(size) % 7
    sizes = []

    def product(a: NDArray[np.float64], b: NDArray[np.int64]) -> NDArray[np.float64]:
        sizes.append(a.size)
        return a * b

    found = in_blocks(product, x, y)
    assert found.dtype == dtype
    np.testing.assert_array_equal(found, x * y)
    assert sum(sizes) == size
    assert max(sizes) <= BLOCK


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("rows", [2, 2000])
def test_the_shape_is_that_of_all_arrays_together(rows: int, order: Literal["C", "F"]) -> None:
    """Whatever the order of their memory."""
    x = np.arange(rows * 12.0).reshape(rows, 3, 4).copy(order)
    each, number = np.arange(rows)[:, None, None], 0.5
    found = in_blocks(lambda a, b, c: a + b + c, x, each, number)
    np.testing.assert_array_equal(found, x + each + number)
