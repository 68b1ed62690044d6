"""The floating-point formats: `FORMATS` is the one table of them, a line for each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import ml_dtypes
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from numpy.typing import DTypeLike

FloatArray: TypeAlias = NDArray[np.floating[Any]]
"""An array of real floating-point numbers, of any format."""


@dataclass(frozen=True)
class Format:
    """A binary floating-point format, with subnormal numbers, infinities and NaN as in IEEE 754.

    Attributes:
        u: the unit roundoff: rounding changes a normal number by a factor of 1 + d, |d| <= u.
        eta: the smallest normal number: below it, rounding or flushing to zero errs by at most eta.
            It is 0 in a format without limits, where nothing underflows and nothing overflows.
            Functions that round nothing (identity, step, relu) have nothing to flush.
        name: what it is called, such as `float32`: the name of its dtype too, where it has one.

    """

    u: float
    eta: float
    name: str = ""

    @property
    def dtype(self) -> np.dtype[Any]:
        """The NumPy dtype of arrays in this format.

        Raises:
            TypeError: it has none.

        """
        return np.dtype(getattr(ml_dtypes, self.name, self.name))

    @property
    def digits(self) -> int:
        """How many binary digits its significand has.

        >>> BFLOAT16.digits
        8

        """
        return -math.frexp(self.u)[1] + 1

    @property
    def largest(self) -> float:
        """The largest finite number: its exponent is 1 less the exponent of eta.

        >>> FLOAT16.largest
        65504.0

        """
        return (2 - 2 * self.u) * (2 / self.eta) if self.eta else math.inf

    @property
    def smallest(self) -> float:
        """The smallest number above zero, a subnormal one.

        >>> FLOAT16.smallest == 2.0**-24
        True

        """
        return 2 * self.u * self.eta

    def holds(self, x: FloatArray) -> NDArray[np.bool]:
        """Return which numbers are 0 or normal numbers of the format: they are not rounded to it.

        >>> FLOAT16.holds(np.array([0.0, 1.5, 0.1, 65504.0, 65536.0]))
        array([ True,  True, False,  True, False])

        """
        digits_below_u = np.int64(self.u * 2.0**53 - 1)
        size = np.abs(x, dtype=np.float64)
        normal = (size >= self.eta) & (size <= self.largest)
        return (x == 0) | normal & (size.view(np.int64) & digits_below_u == 0)


FLOAT64 = Format(2.0**-53, 2.0**-1022, "float64")
FLOAT32 = Format(2.0**-24, 2.0**-126, "float32")
FLOAT16 = Format(2.0**-11, 2.0**-14, "float16")
BFLOAT16 = Format(2.0**-8, 2.0**-126, "bfloat16")

FORMATS = {format_.name: format_ for format_ in (FLOAT64, FLOAT32, FLOAT16, BFLOAT16)}
"""Every specified format, by its name, which is that of its dtype."""

INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
"""Every integer dtype, by its name."""

OTHER_NAMES = {
    "double": "float64",
    "fp64": "float64",
    "f64": "float64",
    "single": "float32",
    "fp32": "float32",
    "f32": "float32",
    "half": "float16",
    "fp16": "float16",
    "f16": "float16",
    "brain": "bfloat16",
    "bf16": "bfloat16",
    **{f"{dtype[0]}{dtype.partition('int')[2]}": dtype for dtype in INTEGERS},
    "char": "int8",
    "short": "int16",
    "int": "int32",
    "long": "int64",
    "byte": "uint8",
}
"""What dtypes are called elsewhere, and here not: by C, Rust, CUDA, compilers of networks."""


def format_of(dtype: DTypeLike) -> Format:
    """Return the format of a dtype, in either byte order.

    Raises:
        ValueError: it is no dtype of a format in the table.

    >>> format_of(np.float16).u == 2.0**-11
    True

    """
    name = np.dtype(dtype).name
    if name not in FORMATS:
        raise ValueError(f"{name} is no specified format: expected one of {', '.join(FORMATS)}")
    return FORMATS[name]


def is_real(dtype: np.dtype[Any]) -> bool:
    """Return whether a dtype is one of real numbers: a boolean, an integer or a float.

    >>> is_real(np.dtype("bfloat16")), is_real(np.dtype(complex))
    (True, False)

    """
    return dtype.kind in "biuf" or dtype.name in FORMATS


def is_numpys_own(dtype: np.dtype[Any]) -> bool:
    """Return whether a dtype comes with NumPy, in either byte order: bfloat16 does not.

    >>> is_numpys_own(np.dtype(">f4")), is_numpys_own(FORMATS["bfloat16"].dtype)
    (True, False)

    """
    return dtype.isbuiltin != 2
