"""The premises of a rounding error bound: what a correct floating-point implementation may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.formats import FLOAT32, Format, format_of

if TYPE_CHECKING:
    from numpy.typing import DTypeLike


@dataclass(frozen=True)
class Arithmetic:
    """The formats in which an implementation computes and returns results, and how good its exp is.

    Attributes:
        working: the format of every intermediate result.
        storage: the format of the result.
        k: exp is within k units in the last place (one is at most 2 u of the value), and exp(0) is
            exactly 1.
        c: the argument of exp is rounded c times: once by the subtraction of the maximum, and twice
            more where exp(x) is computed as exp2(x log2 e), as GPU kernels do, by the constant and
            by the product.
        operands: the format to which the operands of a product are rounded before it is computed,
            if that is not the format of results.

    """

    working: Format
    storage: Format
    k: float = 3
    c: float = 3
    operands: Format | None = None

    @property
    def operand_formats(self) -> tuple[Format, ...]:
        """The formats to which a number is rounded, in this order, before a product takes it."""
        return tuple(dict.fromkeys((self.storage, self.operands or self.storage)))

    @property
    def conversion_formats(self) -> tuple[Format, ...]:
        """The formats to which a result is converted, in this order, before the next product."""
        return tuple(f for f in self.operand_formats if f != self.working)


TF32 = Format(u=2.0**-11, eta=2.0**-126, name="TF32")
"""The format to which tensor cores round the operands of float32 products: 10 fraction bits."""


def arithmetic_of(dtype: DTypeLike) -> Arithmetic:
    """Return the arithmetic that is required of results of `dtype`.

    Summed in half precision, a bound is void as soon as n u nears 1: formats narrower than float32
    are computed in float32.

    Raises:
        ValueError: no arithmetic is specified for that dtype.

    >>> arithmetic_of("float16").working == FLOAT32
    True

    """
    storage = format_of(dtype)
    return Arithmetic(working=min(storage, FLOAT32, key=lambda format_: format_.u), storage=storage)


CERTIFIABLE = {
    "float64": arithmetic_of("float64"),
    "float32": arithmetic_of("float32"),
    "TF32": Arithmetic(working=FLOAT32, storage=FLOAT32, operands=TF32),
    "float16": arithmetic_of("float16"),
    "bfloat16": arithmetic_of("bfloat16"),
}
"""The arithmetics for which digits are certified, from fine to coarse."""
