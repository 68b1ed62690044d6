"""The premises of a rounding error bound: what a correct floating-point implementation may do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mnist_nn.formats import FLOAT32, Format, format_of
from mnist_nn.oracle.log_error import w

if TYPE_CHECKING:
    from numpy.typing import DTypeLike


@dataclass(frozen=True)
class Arithmetic:
    """The formats in which an implementation computes and returns results, and how good its exp is.

    Attributes:
        working: the format of every intermediate result.
        storage: the format of the result.
        k: exp is within k units in the last place: one is at most 2 u of the value.
        c: the argument of exp is rounded c times: once by the subtraction of the maximum, and twice
            more where exp(x) is computed as exp2(x log2 e), as GPU kernels do, by the constant and
            by the product.
        quotient: how often a quotient is rounded: once by a division, twice as a product with a
            rounded reciprocal, or 2 q + 1 times if it is within q units in the last place, as the
            approximate division of a GPU is: 1 - 2 q u is at least (1 - u)**(2 q + 1), for all q up
            to 1 / sqrt(2 u).
        shift: how the maximum m is subtracted from a score x: "relative", before anything else, so
            that x - m is off by a part of itself; "folded" into one fused multiply-add, as
            exp2(x C - fl(m C)) with C = log2 e; or "absolute", where both products are rounded.
        tail: how exact sigmoid is where it is small: "relative" to its value; or "absolute", as
            (1 + tanh(x / 2)) / 2 is, with a tanh within k units in the last place.
        operands: the format to which the operands of a product are rounded before it is computed,
            if that is not the format of results.
        accumulate: the format in which terms of a sum are added, if that is not the working one.
        blocks: how many terms of a sum are added one after the other at most, before such partial
            sums are added in pairs, and theirs in pairs; infinite, if they are added in any order.
        rescalings: how often a running maximum, as it rises, may rescale what was summed before;
            infinite, if as often as there are greater and greater scores.
        gradual: results below the normal numbers are subnormal, and not flushed to zero.
        exact_at_zero: the argument of exp is exactly 0 for the greatest score of a row, and for
            sigmoid(0); exp(0) is exactly 1, and exp(y) is at most 1 for y < 0.
        to_nearest: sums, products and quotients are the nearest numbers of their formats: what a
            format holds is not rounded, and x <= y implies that x is rounded to at most what y is.

    """

    working: Format
    storage: Format
    k: float = 3
    c: float = 3
    quotient: float = 2
    shift: Literal["relative", "folded", "absolute"] = "relative"
    tail: Literal["relative", "absolute"] = "relative"
    operands: Format | None = None
    accumulate: Format | None = None
    blocks: float = math.inf
    rescalings: float = math.inf
    gradual: bool = False
    exact_at_zero: bool = True
    to_nearest: bool = True

    @property
    def keeps_one(self) -> bool:
        """Whether softmax and sigmoid are exact where no number on their way is rounded.

        Proof. Let exp be exact at zero, and rounding to nearest, of a quotient or a reciprocal too.
        (1) Softmax of one class is 1 / 1 = 1. (2) So it is of a class so far above n others that n
        exponentials together are less than u / 2: each sum of them with 1 is 1. (3) sigmoid(0) = 1
        / (1 + 1) = 1/2. (4) No result is above 1: a sum, in any order, is rounded to no less than
        any of its terms, and a quotient of a term and the sum to no more than 1. A reciprocal of a
        sum S >= e is rounded to at most what 1 / e is, and e times that, which is less than 1 + u,
        to at most 1. A sum that is rescaled is at least 1, as the exponential of the greatest score
        is, and no other exponential is more.
        """
        return self.exact_at_zero and self.to_nearest and self.quotient <= 2

    @property
    def storing(self) -> float:
        """The error of the logarithm of a number that is stored as results are.

        It is none where the storage format is the working one, in which the number is rounded
        already.
        """
        return 0.0 if self.storage == self.working else w(self.storage.u)

    def lost(self, f: Format) -> float:
        """Return how far off a result is that is computed below the normal numbers of a format.

        Proof. Where it may be flushed to zero, or is computed of what is, by eta. Subnormal numbers
        are 2 u eta apart: where they are kept, a sum, a product and what is stored is off by u eta,
        a quotient by that for each of its roundings, and exp, within k units in the last place, by
        2 k u eta. A certificate takes it for eta, which is more.
        """
        return max(2 * self.k, self.quotient) * f.u * f.eta if self.gradual else f.eta

    @property
    def sums(self) -> Format:
        """The format in which terms of a sum are added."""
        return self.accumulate or self.working

    def additions(self, n: int) -> int:
        """Return how many additions a term passes at most until n of them are added.

        Proof. In any order, it passes each of the n - 1 that there are. In blocks of at most b, it
        passes b - 1 in its own and, of m = ceil(n / b) partial sums that are added in pairs, at
        most ceil(log2(m)): each round leaves half of them, rounded up.

        >>> Arithmetic(FLOAT32, FLOAT32, blocks=16).additions(1000)
        21

        """
        if n <= self.blocks:
            return n - 1
        b = int(self.blocks)
        return b - 1 + (-(-n // b) - 1).bit_length()

    @property
    def operand_formats(self) -> tuple[Format, ...]:
        """The formats to which a number is rounded, in this order, before a product takes it."""
        return tuple(dict.fromkeys((self.storage, self.operands or self.storage)))

    @property
    def conversion_formats(self) -> tuple[Format, ...]:
        """The formats to which a result is converted, in this order, before the next product."""
        return tuple(f for f in self.operand_formats if f != self.working)


TF32 = Format(u=2.0**-11, eta=2.0**-126, name="TF32")
"""The format to which tensor cores round the operands of float32 products: 10 fraction bits.

How they add is another matter: see `arithmetics.TRUNCATED`.
"""


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
"""The arithmetics for which digits are certified, from fine to coarse.

That of TF32 has sums that are rounded to nearest: tensor cores truncate them, see `arithmetics`.
"""
