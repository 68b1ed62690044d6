"""How far off an argument of exp is where the maximum is not subtracted before it is scaled."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.oracle.log_error import w

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[np.float64]


def shift_error(greatest: Array, arithmetic: Arithmetic) -> Array:
    """Return by how much an argument of exp is off at most, beside its relative error.

    Proof. Let C be log2 e, as it is rounded, m the maximum of a row and t = m - x. (1) Where the
    shift is relative, t is rounded, and then multiplied: nothing is added to a relative error.
    (2) Where it is folded, the exponent of 2 is x C - fl(m C), rounded once: that is
    (x - m) C (1 + d) and m C e (1 + d), |d|, |e| <= u. In natural units, the part m e of it is the
    same for all classes of a row: it makes each exponential exp(m e) times as large, and leaves the
    quotient as it is. What differs from class to class is at most u m e, that is u^2 |m|.
    (3) Where it is absolute, both products are rounded: x C (1 + d) - m C (1 + e), so that the
    exponent is off by u (|x| + |m|), at most u t and 2 u |m|.
    C and the last rounding make two relative errors, that u t of (3) a third: c counts them.
    Of exponentials that may all be off by a factor of more than e, nothing is known.

    Args:
        greatest: how large the maximum of a row may be, in absolute value, of any shape.
        arithmetic: how the maximum is subtracted.

    """
    if arithmetic.shift == "relative":
        return np.zeros_like(greatest)
    u = arithmetic.working.u
    once = greatest * u * math.exp(2 * w(u))  # with the errors of C and of the last rounding
    if arithmetic.shift == "folded":
        return np.where(once < 1, once * u, np.inf)
    return np.where(2 * once < 1, 2 * once, np.inf)


def greatest_score(x: NDArray[Any]) -> Array:
    """Return how large the maximum of each row is (..., 1), in absolute value."""
    return np.abs(x.max(axis=-1, keepdims=True)).astype(np.float64)
