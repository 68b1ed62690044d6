"""What is computed in blocks is what is computed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pytest

from mnist_nn.oracle.blocks import BLOCK, blocks_of_rows, in_blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


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


@pytest.mark.parametrize("columns", [3, BLOCK // 2, BLOCK + 1])
def test_rows_are_left_whole_where_the_function_is_one_of_rows(columns: int) -> None:
    """With a number for each of them, or for all."""
    x = np.arange(7.0 * columns).reshape(7, columns) % 11
    each, numbers = np.arange(7.0)[:, None], np.arange(columns) % 5.0
    if columns == 3:
        x, each = np.tile(x, (BLOCK, 1)), np.tile(each, (BLOCK, 1))

    def distance(x: Array, *others: Array) -> Array:
        return x.max(axis=-1, keepdims=True) - x + sum(others)

    found = in_blocks(distance, x, each, numbers, 0.5, whole_rows=True)
    np.testing.assert_array_equal(found, distance(x, each, numbers, np.array(0.5)))


@pytest.mark.parametrize("shape", [(0, 3), (7, BLOCK), (2 * BLOCK + 1, 3), (BLOCK + 1,)])
def test_blocks_of_rows_have_all_rows_in_order(shape: tuple[int, ...]) -> None:
    """As many as a block holds, and one at least; or so many numbers."""
    rows = np.arange(np.prod(shape)).reshape(shape)
    blocks = list(blocks_of_rows(rows))
    found = np.concatenate([rows[:0], *(block for _, block in blocks)])
    np.testing.assert_array_equal(found, rows)
    assert all(np.array_equal(rows[some], block) for some, block in blocks)
    assert all(block.size <= BLOCK for _, block in blocks)


def test_the_first_numbers_of_short_rows_lie_side_by_side() -> None:
    """And those of a long row."""
    (_, short), *_ = blocks_of_rows(np.zeros((100, 10)))
    (_, long), *_ = blocks_of_rows(np.zeros((100, 1000)))
    assert short.flags.f_contiguous
    assert long.flags.c_contiguous
