"""The premises of a rounding error bound: what a correct floating-point implementation may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import DTypeLike


@dataclass(frozen=True)
class Format:
    """A floating-point format.

    Attributes:
        u: unit roundoff: rounding changes a normal number by a factor of 1 + d, |d| <= u.
        eta: the smallest normal number: below it, rounding or flushing to zero errs by at most eta.
            Functions that round nothing (identity, step, relu) have nothing to flush.

    """

    u: float
    eta: float


@dataclass(frozen=True)
class Arithmetic:
    """How an implementation computes, and in which format it returns its results.

    Attributes:
        working: the format of every intermediate result.
        storage: the format of the result.
        k: exp is within k units in the last place (one is at most 2 u of the value), and exp(0) is
            exactly 1 ...
        c: ... and its argument is rounded c times: once by the subtraction of the maximum, and
           twice more where exp(x) is computed as exp2(x log2 e), the way of GPU kernels, by the
           constant and by the product.

    """

    working: Format
    storage: Format
    k: float = 3
    c: float = 3


FLOAT64 = Format(u=2.0**-53, eta=2.0**-1022)
FLOAT32 = Format(u=2.0**-24, eta=2.0**-126)
FLOAT16 = Format(u=2.0**-11, eta=2.0**-14)
BFLOAT16 = Format(u=2.0**-8, eta=2.0**-126)

ARITHMETICS = {
    "float64": Arithmetic(working=FLOAT64, storage=FLOAT64),
    "float32": Arithmetic(working=FLOAT32, storage=FLOAT32),
    # Summed in half precision, a bound is void as soon as n u nears 1: float32 is required.
    "float16": Arithmetic(working=FLOAT32, storage=FLOAT16),
    "bfloat16": Arithmetic(working=FLOAT32, storage=BFLOAT16),
}
"""The arithmetic that is required of results of a dtype, by its name."""


def arithmetic_of(dtype: DTypeLike) -> Arithmetic:
    """Return the arithmetic that is required of results of `dtype`.

    Raises:
        ValueError: no arithmetic is specified for that dtype.

    >>> arithmetic_of(np.float16).working == FLOAT32
    True

    """
    name = np.dtype(dtype).name
    if name not in ARITHMETICS:
        raise ValueError(
            f"no arithmetic is specified for {name}, only for {', '.join(ARITHMETICS)}"
        )
    return ARITHMETICS[name]
