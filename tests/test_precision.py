"""A result is rounded once, to nearest, whatever the format."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mnist_nn.precision import rounded

HALF = np.dtype(np.float16)
NUMBERS = np.arange(2**16, dtype=np.uint16).view(HALF)
FINITE = np.sort(NUMBERS[np.isfinite(NUMBERS)]).astype(np.float64)
MIDDLES = (FINITE[1:] + FINITE[:-1]) / 2
UNUSUAL = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 2.0**-60, -(2.0**-60), 65_519, 65_520])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.filterwarnings("ignore:overflow encountered in cast")
def test_a_number_is_rounded_to_float16_as_numpy_rounds_it(dtype: Any) -> None:
    """Every number of float16, every middle of two and what is beside it, with its sign."""
    middles = MIDDLES.astype(dtype)
    beside = [np.nextafter(middles, dtype(end)) for end in (-np.inf, np.inf)]
    y = np.concatenate([FINITE, middles, *beside, UNUSUAL]).astype(dtype)
    assert np.array_equal(rounded(y, HALF).view(np.uint16), y.astype(HALF).view(np.uint16))
