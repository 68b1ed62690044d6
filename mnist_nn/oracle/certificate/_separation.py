"""The distance between two scores from which on every computed softmax keeps their order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.log_error import w
from mnist_nn.oracle.outward_rounding import OUTWARD
from mnist_nn.oracle.quotients import rescaling_error, scale_error
from mnist_nn.oracle.shifts import shift_error

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[np.float64]


def separation(classes: int, arithmetic: Arithmetic, greatest: Array) -> Array:
    """Return how far below the greatest score another one has a smaller probability for certain.

    It holds for the implementations for which `bounds.softmax_error` is proved: quotients of
    exponentials, shifted by the maximum of the row, and their sum.

    Proof. All classes have the same sum S, however it was computed. With B = w(2 k u), and w(u) of
    the storage format more where that is another one, for the exponentials may be kept in it, let
    T be how far off the exponential of the greatest score can be: nothing where exp is exact at
    zero, and B elsewhere. S is at least exp(-T - n w(u)), for that is one of its terms, and at most
    n exp(B + n w(u) + n r), with r the error of a rescaling, where a running maximum rises. Where
    it is shifted otherwise than by a subtraction, `shift_error` adds to both T and B.
    (1) The greatest score has a probability of at least exp(-A) / S if that is a normal number:
    A = T + q w(u), for its quotient is rounded q times at most, and w(u) of the storage format more
    where that is another one.
    (2) A score that is t below it has an exponential of at most exp(B - (1 - a) t), where a is the
    relative error of the argument, and a probability of at most exp(A + B - (1 - a) t) / S; or, if
    a number on the way was not normal, of at most 2 eta exp(A + n w(u)).
    (3) That is less than exp(-A) / S if (1 - a) t > 2 A + B, and if
    2 eta n exp(2 A + B + 2 n w(u) + n r) is less than 1; then exp(-A) / S is normal too. If not,
    nothing is known.

    Args:
        classes: how many scores there are, n.
        arithmetic: what the implementation is allowed.
        greatest: how large the greatest score is at most, in absolute value, of each row.

    """
    working, storage, stored = arithmetic.working, arithmetic.storage, arithmetic.storing
    shifted = shift_error(greatest, arithmetic)
    B = w(2 * arithmetic.k * working.u) + stored + shifted
    A = arithmetic.quotient * w(working.u) + stored + (shifted if arithmetic.exact_at_zero else B)
    a = math.expm1(arithmetic.c * w(working.u))
    eta = max(working.eta, storage.eta, arithmetic.sums.eta) * scale_error(arithmetic)
    r = rescaling_error(arithmetic) if arithmetic.rescalings else 0
    sums = classes * (2 * w(arithmetic.sums.u) + r)
    underflows = 2 * eta * classes * np.exp(2 * A + B + sums) >= 1
    return np.where(underflows, np.inf, (2 * A + B) / (1 - a) * OUTWARD)
