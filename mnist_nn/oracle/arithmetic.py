"""The premises of a rounding error bound: what a correct floating-point implementation may do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

    from mnist_nn.formats import FloatArray


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

    @property
    def largest(self) -> float:
        """The largest number: its exponent is 1 less the exponent of eta, as in IEEE 754.

        >>> FLOAT16.largest
        65504.0

        """
        return (2 - 2 * self.u) * (2 / self.eta)

    @property
    def w(self) -> float:
        """The greatest change of a logarithm by one rounding: -log(1 - u)."""
        return -math.log1p(-self.u)

    def holds(self, x: FloatArray) -> NDArray[np.bool]:
        """Return which numbers are 0 or normal numbers of the format: they are not rounded to it.

        >>> FLOAT16.holds(np.array([0.0, 1.5, 0.1, 65504.0, 65536.0]))
        array([ True,  True, False,  True, False])

        """
        digits_below_u = np.int64(self.u * 2.0**53 - 1)
        size = np.abs(x, dtype=np.float64)
        normal = (size >= self.eta) & (size <= self.largest)
        return (x == 0) | normal & (size.view(np.int64) & digits_below_u == 0)


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
        operands: the format to which what a product takes is rounded first, if that is not the
            format of results.

    """

    working: Format
    storage: Format
    k: float = 3
    c: float = 3
    operands: Format | None = None

    @property
    def way_in(self) -> tuple[Format, ...]:
        """The formats that a given number passes on its way into a product."""
        return tuple(dict.fromkeys((self.storage, self.operands or self.storage)))

    @property
    def way_on(self) -> tuple[Format, ...]:
        """The formats that a result passes on its way into the next product."""
        return tuple(f for f in self.way_in if f != self.working)


FLOAT64 = Format(u=2.0**-53, eta=2.0**-1022)
FLOAT32 = Format(u=2.0**-24, eta=2.0**-126)
FLOAT16 = Format(u=2.0**-11, eta=2.0**-14)
TF32 = Format(u=2.0**-11, eta=2.0**-126)
BFLOAT16 = Format(u=2.0**-8, eta=2.0**-126)

ARITHMETICS = {
    "float64": Arithmetic(working=FLOAT64, storage=FLOAT64),
    "float32": Arithmetic(working=FLOAT32, storage=FLOAT32),
    # Summed in half precision, a bound is void as soon as n u nears 1: float32 is required.
    "float16": Arithmetic(working=FLOAT32, storage=FLOAT16),
    "bfloat16": Arithmetic(working=FLOAT32, storage=BFLOAT16),
}
"""The arithmetic that is required of results of a dtype, by its name."""

CERTIFIABLE = {
    "float64": ARITHMETICS["float64"],
    "float32": ARITHMETICS["float32"],
    "TF32": Arithmetic(working=FLOAT32, storage=FLOAT32, operands=TF32),
    "float16": ARITHMETICS["float16"],
    "bfloat16": ARITHMETICS["bfloat16"],
}
"""The arithmetics that digits are certified for, from fine to coarse.

TF32 is no dtype: it is how tensor cores multiply float32, with 10 bits of each operand's fraction.
"""


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
