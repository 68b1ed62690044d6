"""How far from 1 rounding may lead the sum of the probabilities of a row."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.depths import VANISHED
from mnist_nn.oracle.outward_rounding import OUTWARD
from mnist_nn.oracle.quotients import (
    argument_error,
    kept_error,
    log_rounding,
    log_sum_error_of_any,
    scale_error,
)
from mnist_nn.oracle.shifts import shift_error

if TYPE_CHECKING:
    from mnist_nn.oracle.arithmetic import Arithmetic


def softmax_sum_error(n: int, arithmetic: Arithmetic, greatest: float = 0.0) -> float:
    """Return how far from 1 the exact sum of the n computed outputs of one row may be.

    The scores count where their maximum is not subtracted before all else: it is at most `greatest`
    in absolute value.

    Proof. The errors of `softmax_error` are summed, with its L_i = a t_i + R + B:
    sum_i p_i exp(L_i) <= exp(a log n + R + B), for sum_i p_i exp(a t_i) <= n^a as in its step (2).
    R is at most a log n and n - 1 times `rescaling_error`.
    Each of the n terms for underflow is at most (2 eta + u eta) exp(L) + eta at the greatest L.
    """
    a, B = argument_error(arithmetic.c, arithmetic), log_rounding(n, arithmetic)
    with np.errstate(over="ignore", invalid="ignore"):
        R = log_sum_error_of_any(n, a, arithmetic)
        R += 2 * float(shift_error(np.array(greatest), arithmetic))
        relative = np.expm1(a * math.log(n) + R + B)
        growth = np.exp(a * VANISHED + R + B)
    lost = 2 * arithmetic.lost(arithmetic.working) + kept_error(arithmetic)
    subnormal = lost * scale_error(arithmetic)
    underflow = subnormal * growth + arithmetic.lost(arithmetic.storage)
    return float((relative + n * underflow) * OUTWARD)
