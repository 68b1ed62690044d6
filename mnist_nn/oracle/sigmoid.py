"""The oracle's own sigmoid, so that the one in `functions` takes no part in judging itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def sigmoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 / (1 + exp(-x)) of numbers of any size, off by at most a relative 9 * 2**-53.

    Below x = -708, where results are subnormal, they are off by at most 2**-1022 instead.

    Proof. With e = exp(-|x|), the result is 1 / (1 + e), or e / (1 + e) where x < 0. NumPy's exp is
    within 3 units in the last place, a relative 6 * 2**-53, and the result is off by no more than a
    part of that. The sum and the quotient are rounded by 2**-53 each. The second-order terms of
    these eight are far less than the ninth.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])

    """
    with np.errstate(under="ignore"):
        e = np.exp(-np.abs(x))
        return np.where(x < 0, e, 1) / (1 + e)
