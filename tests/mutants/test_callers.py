"""Mutants of a caller's memory are right where nothing lies around it and nothing was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import matmul, relu, softmax
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.specification.inputs.layouts import LAYOUTS

if TYPE_CHECKING:
    from mnist_nn.mutants.mutant import Mutant

X = np.array([[1, 2, 3], [4, 5, 6]], np.float32)


def mutant_of(name: str) -> Mutant:
    """Return a mutant by its names."""
    return next(mutant for mutant in MUTANTS if str(mutant) == name)


@pytest.mark.parametrize(
    ("name", "layout", "lost"),
    [
        ("relu.reads_one_number_beyond_the_end", "between NaNs", (1, 2)),
        ("relu.reads_one_number_before_the_start", "between NaNs", (0, 0)),
        ("relu.reads_one_number_beyond_a_row", "with rows apart", (0, 0)),
    ],
)
def test_a_nan_beside_an_array_is_read(name: str, layout: str, lost: tuple[int, int]) -> None:
    """It makes one number NaN; without one, nothing is wrong."""
    wrong = mutant_of(name)
    y = wrong(LAYOUTS[layout](X))
    assert np.argwhere(np.isnan(y)).tolist() == [list(lost)]
    for right in (X, X[:0], LAYOUTS["byte-swapped"](X), np.vstack([X, X])[:2]):
        assert np.array_equal(wrong(right), relu(right))


def test_a_result_is_written_over_the_input_where_there_is_room() -> None:
    """And elsewhere where there is none."""
    wrong: Any = mutant_of("matmul.returns_the_memory_of_its_input")
    x, W = X.copy(), np.ones((3, 2), np.float32)
    assert np.shares_memory(wrong(x, W), x)
    wide = np.ones((3, 9), np.float32)
    assert np.array_equal(wrong(X, wide), matmul(X, wide))


def test_one_number_in_47_results_is_not_written() -> None:
    """It is one of the result before."""
    wrong = mutant_of("softmax.leaves_one_number_unwritten")
    rows = np.random.default_rng(0).normal(size=(94, 1, 5))
    different = [not np.array_equal(wrong(row), softmax(row)) for row in rows]
    assert sum(different) == 2


def test_an_array_without_a_negative_number_is_returned_itself() -> None:
    """Any other is not."""
    wrong = mutant_of("relu.returns_the_array_that_it_need_not_change")
    assert wrong(X) is X
    assert np.array_equal(wrong(-X), 0 * X)
