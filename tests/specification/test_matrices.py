"""Matrices are drawn so that no sum of products overflows, on its way or where it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.formats import FLOAT16, FORMATS
from mnist_nn.specification.inputs import matrices
from mnist_nn.specification.truth import true_affine

if TYPE_CHECKING:
    from numpy.typing import NDArray

HALF = np.dtype(np.float16)


def greatest(x: NDArray[Any], W: NDArray[Any]) -> float:
    """Return the greatest sum of absolute products."""
    return float((np.abs(x.astype(np.float64)) @ np.abs(W.astype(np.float64))).max())


@pytest.mark.parametrize("sizes", [(2, 30, 12), (4, 40, 1)])
def test_no_result_overflows(sizes: tuple[int, int, int]) -> None:
    """Once a truth of -82,987 was drawn in float16: (2, 30, 12), from the seed 7324."""
    for seed in (7324, *range(500)):
        layer = matrices._layer(HALF, sizes, "of every size", seed)  # noqa: SLF001
        assert np.isfinite(true_affine(*layer).allowed).all()


def test_sums_are_large_now_and_then() -> None:
    """An eighth of the largest number is nearly reached, and never passed."""
    layers = (
        matrices._layer(HALF, (2, 30, 12), "of every size", seed)  # noqa: SLF001
        for seed in range(500)
    )
    largest = max(greatest(x, W) for x, W, _ in layers)
    assert FLOAT16.largest / 16 < largest < FLOAT16.largest / 8 * 1.01


@pytest.mark.parametrize("dtype", [f.dtype for f in FORMATS.values()], ids=str)
def test_what_fits_is_drawn_as_it_is(dtype: np.dtype[Any]) -> None:
    """Normal numbers are."""
    x, W, b = matrices._layer(dtype, (3, 4, 5), "normal", 1)  # noqa: SLF001
    rng = np.random.default_rng(1)
    for array in (x, W, b):
        assert np.array_equal(array, rng.normal(0, 1, array.shape).astype(dtype))


def test_sums_of_two_matrices_times_a_third_do_not_overflow() -> None:
    """Numbers up to 16 of each, and weights of every size."""
    for seed in range(200):
        drawn = matrices._layer(HALF, (2, 40, 5), "of every size", seed)[:2]  # noqa: SLF001
        x, z, W = matrices._sum(HALF, drawn, 0, seed)  # noqa: SLF001
        assert np.abs(x).max() > 8
        assert greatest(np.abs(x) + np.abs(z), W) < FLOAT16.largest / 4
