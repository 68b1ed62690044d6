"""How far scores lie below the maximum of their row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

VANISHED = 746.0
"""exp(-746) is below 2**-1076, a quarter of the smallest float64, and counts as an underflow."""


def depths(x: NDArray[Any]) -> NDArray[np.float64]:
    """Return how far each score (..., classes) lies below its row's maximum, or 746 if further.

    It is infinite for a score of minus infinity alone, whose probability is exactly 0: that of a
    finite score is not, however far below, nor where the difference overflows.

    >>> depths(np.array([1e308, -1e308, -np.inf]))
    array([  0., 746.,  inf])

    """
    with np.errstate(over="ignore", invalid="ignore"):
        t = x.max(axis=-1, keepdims=True) - x
    t = np.asarray(np.minimum(t, VANISHED), np.float64)
    np.copyto(t, np.inf, where=np.isneginf(x))
    return t
