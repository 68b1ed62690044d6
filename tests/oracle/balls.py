"""Arrays of balls: NumPy's arithmetic on them is that of Arb, at the precision of the context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from flint import arb

if TYPE_CHECKING:
    from numpy.typing import NDArray


def balls(a: NDArray[Any]) -> NDArray[Any]:
    """Return numbers as exact balls."""
    return np.frompyfunc(lambda x: arb(float(x)), 1, 1)(a)


def sigmoid(x: NDArray[Any]) -> NDArray[Any]:
    """Return 1 / (1 + exp(-x)) of balls."""
    return 1 / (1 + np.exp(-x))
