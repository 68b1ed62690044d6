"""Matrices of many rows, inputs or outputs, of small integers: their product is exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.specification.inputs.matrices import integers
from mnist_nn.specification.inputs.sizes import SEEDS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    Array = NDArray[Any]
    Product = tuple[Array, Array]
    Affine = tuple[Array, Array, Array]


def wide_integer_maps(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x, W and b of integers up to 2, with up to 300 rows, inputs or outputs."""
    return st.builds(_wide, st.just(dtype), st.integers(0, 2), SEEDS)


def wide_integer_matrices(dtype: np.dtype[Any]) -> SearchStrategy[Product]:
    """Draw x and W of integers up to 2, with up to 300 rows, inputs or outputs."""
    return wide_integer_maps(dtype).map(lambda layer: layer[:2])


# Sizes that are drawn one by one are the same in many examples: there are many from one seed.
def _wide(dtype: np.dtype[Any], which: int, seed: int) -> Affine:
    """Return x, W and b, with one of the sizes up to 300."""
    largest = np.where(np.arange(3) == which, 300, (4, 40, 12))
    rows, inputs, outputs = np.random.default_rng(seed).integers(1, largest + 1).tolist()
    return integers(dtype, (rows, inputs, outputs), 2, seed)
