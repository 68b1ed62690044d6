"""What computes as badly as an arithmetic allows: each operation errs as much as it may, one way.

In multiprecision numbers, whose own roundings are none to speak of. A sign of 1 makes the result
too great, and of -1 too small.
"""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mpmath import exp, mpf, tanh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.formats import Format
    from mnist_nn.oracle.arithmetic import Arithmetic


def rounded(y: Any, sign: int, f: Format, times: int = 1) -> Any:
    """Return y, rounded so many times to a format."""
    return y * (1 + sign * mpf(f.u)) ** times


def stored(y: Any, sign: int, arithmetic: Arithmetic) -> Any:
    """Return y, rounded to the format of results if that is another one."""
    same = arithmetic.storage == arithmetic.working
    return y if same else y * (1 + sign * mpf(arithmetic.storage.u))


def quotient(x: Any, y: Any, sign: int, arithmetic: Arithmetic) -> Any:
    """Return x / y, rounded as often as a quotient may be."""
    return rounded(x / y, sign, arithmetic.working, int(arithmetic.quotient))


def exponential(t: Any, sign: int, arithmetic: Arithmetic, absolute: Any = 0) -> Any:
    """Return exp(-t), t >= 0, of an argument that is rounded, and off by something absolute."""
    if not t and arithmetic.exact_at_zero:
        return mpf(1)
    argument = rounded(t, -sign, arithmetic.working, int(arithmetic.c)) - sign * absolute
    return exp(-argument) * (1 + sign * 2 * arithmetic.k * mpf(arithmetic.working.u))


def softmax(t: Sequence[Any], i: int, sign: int, arithmetic: Arithmetic, absolute: Any = 0) -> Any:
    """Return the probability of class i: its exponential kept, and multiplied by a reciprocal."""

    def kept(j: int, sign: int) -> Any:
        e = exponential(t[j], sign, arithmetic, absolute)
        return stored(e, sign, arithmetic) if t[j] else e

    e_i = kept(i, sign)
    # The greatest first: it passes all roundings.
    terms = sorted((e_i if j == i else kept(j, -sign) for j in range(len(t))), reverse=True)
    total = reduce(lambda total, e: rounded(total + e, -sign, arithmetic.sums), terms)
    return stored(quotient(e_i, total, sign, arithmetic), sign, arithmetic)


def equal_share(n: int, sign: int, arithmetic: Arithmetic) -> Any:
    """Return 1 / n as a product with a reciprocal: what softmax of n equal scores is."""
    return stored(quotient(1, mpf(n), sign, arithmetic), sign, arithmetic)


def online_softmax(t: Sequence[Any], sign: int, arithmetic: Arithmetic) -> Any:
    """Return the probability of the greatest score of ascending ones, rescaling for each."""
    total = mpf(1)
    for before, now in pairwise(t):
        rescaled = total * exponential(before - now, -sign, arithmetic)
        total = rounded(rescaled, -sign, arithmetic.sums) + 1
        total = rounded(total, -sign, arithmetic.sums)
    return stored(quotient(1, total, sign, arithmetic), sign, arithmetic)


def sigmoid(x: Any, sign: int, arithmetic: Arithmetic) -> Any:
    """Return exp(x) times a reciprocal of 1 + exp(x)."""
    f = arithmetic.working

    def e(sign: int) -> Any:
        towards = sign if x >= 0 else -sign
        argument = rounded(x, towards, f, int(arithmetic.c) - 1)
        return exp(argument) * (1 + sign * 2 * arithmetic.k * mpf(f.u))

    total = rounded(1 + e(sign), -sign, f)
    return stored(quotient(e(sign), total, sign, arithmetic), sign, arithmetic)


def sigmoid_by_tanh(x: Any, sign: int, arithmetic: Arithmetic) -> Any:
    """Return (1 + tanh(x / 2)) / 2."""
    f, t = arithmetic.working, tanh(x / 2)
    off = t * (1 + sign * (1 if t > 0 else -1) * 2 * arithmetic.k * mpf(f.u))
    return stored(rounded((1 + off) / 2, sign, f), sign, arithmetic)


def product(terms: Sequence[Any], b: Any, sign: int, arithmetic: Arithmetic) -> Any:
    """Return the sum of positive terms, in order, and of a bias, added in a step of its own."""
    if arithmetic.operands:
        terms = [rounded(term, sign, arithmetic.operands, 2) for term in terms]
    f = arithmetic.sums
    rounded_terms = [rounded(term, sign, f) for term in terms]
    total = reduce(lambda total, term: rounded(total + term, sign, f), rounded_terms)
    return stored(rounded(stored(total, sign, arithmetic) + b, sign, f), sign, arithmetic)
