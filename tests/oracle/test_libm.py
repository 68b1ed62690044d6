"""What the bounds assume of the functions by which they are computed holds on this machine."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import mpmath
import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("forty_digits")
NAMES = ["exp", "expm1", "log", "log1p"]
SIZES = np.concatenate(
    [2.0 ** np.arange(-1074, 1024, 7.0), np.random.default_rng(0).uniform(0, 1, 300)]
)


def arguments(name: str) -> Any:
    """Return numbers of every size, of both signs where the function has them."""
    if name == "log":
        return SIZES
    if name == "log1p":
        return np.concatenate([SIZES, -SIZES[SIZES < 1]])
    near = np.concatenate([SIZES[SIZES < 1], np.random.default_rng(1).uniform(0, 700, 300)])
    return np.concatenate([near, -near])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("library", [np, math], ids=["NumPy", "math"])
def test_a_function_is_within_three_units_in_the_last_place(library: Any, name: str) -> None:
    """Where its result is a normal number, in arrays and one by one."""
    function: Callable[[Any], Any] = getattr(library, name)
    x = arguments(name)
    y = function(x) if library is np else [function(v) for v in x.tolist()]
    for x_i, y_i in zip(x.tolist(), np.asarray(y).tolist(), strict=True):
        true = getattr(mpmath, name)(mpmath.mpf(x_i))
        unit = max(math.ulp(float(true)), 2.0**-1074)
        assert abs(mpmath.mpf(y_i) - true) <= 3 * unit
