"""What computes as badly as an arithmetic allows: each operation errs as much as it may, one way.

In multiprecision numbers, whose own roundings are none to speak of. A sign of 1 makes the result
too great, and of -1 too small.
"""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mpmath import exp, mpf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.oracle.arithmetic import Arithmetic


def rounded(y: Any, sign: int, arithmetic: Arithmetic, times: int = 1) -> Any:
    """Return y, rounded so many times in the working format."""
    return y * (1 + sign * mpf(arithmetic.working.u)) ** times


def stored(y: Any, sign: int, arithmetic: Arithmetic) -> Any:
    """Return y, rounded to the format of results if that is another one."""
    same = arithmetic.storage == arithmetic.working
    return y if same else y * (1 + sign * mpf(arithmetic.storage.u))


def exponential(t: Any, sign: int, arithmetic: Arithmetic, roundings: float) -> Any:
    """Return exp(-t), t >= 0, of an argument that is rounded so many times: 1 at 0."""
    argument = rounded(t, -sign, arithmetic, int(roundings))
    units = sign * 2 * arithmetic.k * mpf(arithmetic.working.u)
    return exp(-argument) * (1 + units) if t else mpf(1)


def softmax(t: Sequence[Any], i: int, sign: int, arithmetic: Arithmetic) -> Any:
    """Return the probability of class i: its exponential kept, and multiplied by a reciprocal."""

    def kept(j: int, sign: int) -> Any:
        e = exponential(t[j], sign, arithmetic, arithmetic.c)
        return stored(e, sign, arithmetic) if t[j] else e

    e_i = kept(i, sign)
    # The greatest first: it passes all roundings.
    terms = sorted((e_i if j == i else kept(j, -sign) for j in range(len(t))), reverse=True)
    total = reduce(lambda total, e: rounded(total + e, -sign, arithmetic), terms)
    return stored(rounded(e_i / total, sign, arithmetic, 2), sign, arithmetic)


def online_softmax(t: Sequence[Any], sign: int, arithmetic: Arithmetic) -> Any:
    """Return the probability of the greatest score of ascending ones, rescaling for each."""
    total = mpf(1)
    for before, now in pairwise(t):
        rescaled = total * exponential(before - now, -sign, arithmetic, arithmetic.c)
        total = rounded(rounded(rescaled, -sign, arithmetic) + 1, -sign, arithmetic)
    return stored(rounded(1 / total, sign, arithmetic, 2), sign, arithmetic)


def sigmoid(x: Any, sign: int, arithmetic: Arithmetic) -> Any:
    """Return exp(x) times a reciprocal of 1 + exp(x)."""

    def e(sign: int) -> Any:
        error = sign * 2 * arithmetic.k * mpf(arithmetic.working.u)
        towards = sign if x >= 0 else -sign
        return exp(rounded(x, towards, arithmetic, int(arithmetic.c) - 1)) * (1 + error)

    reciprocal = rounded(1 / rounded(1 + e(sign), -sign, arithmetic), sign, arithmetic)
    return stored(rounded(e(sign) * reciprocal, sign, arithmetic), sign, arithmetic)


def product(terms: Sequence[Any], b: Any, sign: int, arithmetic: Arithmetic) -> Any:
    """Return the sum of positive terms, in order, and of a bias, added in a step of its own."""
    rounded_terms = [rounded(term, sign, arithmetic) for term in terms]
    total = reduce(lambda total, term: rounded(total + term, sign, arithmetic), rounded_terms)
    return stored(rounded(stored(total, sign, arithmetic) + b, sign, arithmetic), sign, arithmetic)
