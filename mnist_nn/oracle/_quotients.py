"""How far rounding and underflow lead a quotient of exponentials: the parts of its bounds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.log_error import w

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[np.float64]


def argument_error(roundings: float, arithmetic: Arithmetic) -> float:
    """Return the relative error of an argument of exp that is rounded so many times."""
    return math.expm1(roundings * w(arithmetic.working.u))


def log_rounding(n: int, arithmetic: Arithmetic) -> float:
    """Return B: the error of the logarithm of a probability, but for the argument of exp."""
    working, storage = arithmetic.working, arithmetic.storage
    exponentials = 2 * (w(2 * arithmetic.k * working.u) + w(storage.u))
    subnormal = n * (working.eta + storage.u * storage.eta)
    sum_and_quotient = (n + 1) * w(working.u) + w(subnormal)
    return exponentials + sum_and_quotient + w(storage.u)


def underflow_error(p: Array, growth: Array, arithmetic: Arithmetic) -> Array:
    """Return the error that underflow adds to a result p, which is known to a factor of 1 + growth.

    An exponential and a quotient in the working format lose up to eta each; the stored result loses
    up to eta of its own format where it may lie below that, and nothing where it cannot.
    """
    factor = 1 + growth
    working = 2 * arithmetic.working.eta * factor
    may_be_subnormal = p / factor - working < arithmetic.storage.eta
    return working + np.where(may_be_subnormal, arithmetic.storage.eta, 0)
