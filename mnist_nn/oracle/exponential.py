"""The exponential of numbers that are not positive, of + - * alone, with a proof of its accuracy.

Nothing is assumed of libm. Source: W. J. Cody and W. Waite, *Software Manual for the Elementary
Functions*, Prentice-Hall, 1980, chapter 6, for the reduction; N. J. Higham, *Accuracy and Stability
of Numerical Algorithms*, 2nd ed., SIAM, 2002, section 5.1, for Horner's rule.
"""

from __future__ import annotations

import math
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mnist_nn.oracle.blocks import in_blocks
from mnist_nn.oracle.depths import VANISHED

if TYPE_CHECKING:
    from collections.abc import Sequence

Array: TypeAlias = NDArray[Any]

_LN2 = 0xB17217F7D1CF79ABC9E3B39803F2F6AF
"""The first 128 binary digits of ln 2, which lies between 1/2 and 1."""

_SPARE = 11
"""Digits that the parts of ln 2 leave for those of k, which is at most 1,077 in absolute value."""

_DEGREES = {53: 13, 64: 15}
"""The degree of the polynomial, by the digits of the format."""

_WIDE = 6
"""How many coefficients need the format of the result: for the others, float64 will do."""


def exponential(x: Array) -> Array:
    """Return exp(x), for x <= 0 in float64, or in a longdouble of at least 64 digits.

    With u = 2**-53, or 2**-64 for longdouble, the result is off by at most a relative 4 u. exp(0)
    is 1. Below x = -746, where exp(x) is less than 2**-1076, it is 0; in float64, what is below
    2**-1022 is off by at most 2**-1022 instead. It is assumed that + - * are rounded to nearest;
    numbers below 2**-1022 may be flushed to 0.

    Proof. u = 2**-p, where p is the number of digits. (1) k is the integer nearest to a product of
    x and 1 / ln 2 that is rounded three times, and off by less than 2**-40. So
    |x - k ln 2| < 0.34658, and |k| <= 1077 < 2**11.
    (2) ln 2 is A + B and less than 2**-2h more: A is its first h = p - 11 digits, B the next h. k A
    and k B have at most p digits, and are exact. So is x - k A: if k is not 0, |x| is more than 1/4
    and x a multiple of 2**(-1 - p), as k A is of 2**-h; and |x - k A| < 1/2, so that it has at most
    p digits. Subtracting k B rounds once: r is off from x - k ln 2 by at most
    0.3466 u + 2**11 2**-2h, and |r| < 0.3466. As a change of the logarithm of exp(x), that is less
    than 0.347 u.
    (3) Horner's rule returns sum_j c_j r**j (1 + d_j), with |d_j| at most (2 j + 1) u, one u more
    where c_j = 1/j! is rounded itself, from j = 3 on, and terms of second order, of less than 40 u
    times that. Since sum_j (2 j + 1) |r|**j / j! <= (1 + 2 |r|) exp(|r|), the error is at most
    exp(2 |r|) (1 + 2 |r|) u < 3.387 u of exp(r), and 0.011 u more for the coefficients. A product
    that underflows is added to 1/15! or more, of which what it loses is no part to speak of. In
    longdouble, the terms from j = 6 on are computed in float64: they are off by 3 j - 16 roundings
    of 2**-53, those of r and c_j among them, and together by less than 0.016 u of exp(r).
    (4) The terms that are left out are less than sqrt(2) |r|**(N + 1) / (N + 1)! of exp(r), which
    is below 0.06 u for N = 13 in float64, and for N = 15 in longdouble.
    (5) The product with 2**k is exact, unless it is below the normal numbers of float64. Together:
    0.347 + 3.387 + 0.011 + 0.016 + 0.06 < 4.

    Args:
        x: numbers, none of them positive, minus infinity included, of any shape.

    >>> exponential(np.array([0.0, -np.inf]))
    array([1., 0.])

    """
    return in_blocks(partial(_exponential, constants=_constants(x.dtype)), x)


class _Constants(NamedTuple):
    """What an exponential in one format needs.

    Attributes:
        A: the first digits of ln 2.
        B: the next digits of ln 2.
        inverse: 1 / ln 2.
        coefficients: each 1/j! of the polynomial, in that format.
        powers: 2**-k for k = 0, 1, and so on; 0 where the format has no number so small.

    """

    A: Any
    B: Any
    inverse: Any
    coefficients: Sequence[Any]
    powers: Array


@cache
def _constants(dtype: np.dtype[Any]) -> _Constants:
    """Return the numbers for a format; a longdouble of more than 64 digits is used as one of 64."""
    digits, number = 64 if dtype == np.longdouble else 53, dtype.type
    h = digits - _SPARE
    head, next_ones = _LN2 >> 128 - h, _LN2 >> 128 - 2 * h & (1 << h) - 1
    A, B = (np.ldexp(number(part), -h * i) for i, part in enumerate((head, next_ones), start=1))
    factorials = (number(math.factorial(j)) for j in range(_DEGREES[digits] + 1))
    coefficients = [number(1) / factorial for factorial in factorials]
    with np.errstate(under="ignore"):
        powers = np.ldexp(number(1), -np.arange(1 << _SPARE))
    return _Constants(A, B, number(1) / (A + B), coefficients, powers)


def _exponential(x: Array, constants: _Constants) -> Array:
    """Return exp(x), in one block."""
    A, B, inverse, coefficients, powers = constants
    r = np.asarray(np.maximum(x, -VANISHED))
    k = np.asarray(np.rint(r * inverse))
    r -= k * A
    r -= k * B
    narrow = [np.float64(coefficient) for coefficient in coefficients[_WIDE:]]
    y = np.full(r.shape, narrow.pop())
    y = _horner(y, r.astype(np.float64, copy=False), narrow)
    y = _horner(y.astype(r.dtype, copy=False), r, coefficients[:_WIDE])
    y *= powers[np.negative(k, out=k).astype(np.intp)]
    np.copyto(y, 0, where=x < -VANISHED)
    return y


def _horner(y: Array, r: Array, coefficients: Sequence[Any]) -> Array:
    """Return the sum of each c_j r**j, and y times the next power of r; y is overwritten."""
    for coefficient in reversed(coefficients):
        y *= r
        y += coefficient
    return y
