"""How far from the truth rounding may lead sums of products.

As in `bounds`, errors are counted as logarithms, and the bound is rounded outwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.log_error import w
from mnist_nn.oracle.outward_rounding import rounded_outwards, rounding_factor

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.formats import Format
    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[np.float64]


@np.errstate(over="ignore", invalid="ignore")  # of what overflows nothing is known
def affine_error(
    x: Array, W: Array, b: Array, arithmetic: Arithmetic, x_error: float | Array = 0.0
) -> Array:
    """Return the greatest error of x W + b, element by element.

    A computed y satisfies |y - (x W + b)| <= g |x||W| + h |b| + (n + 2) eta exp(L), with
    g = exp(L) - 1, L = (n + 1) w(u) and, where that is another format, two roundings more to store
    x W and y; h is the same as g where no operand is rounded; n is the number of terms of the sum
    that are not zero, and u belongs to the format in which they are added.

    Proof. Each term passes its own product and at most n additions, in any order, of partial sums
    and of b, or fewer in blocks: see `Arithmetic.additions`. Adding an exact zero commits no error,
    and a fused multiply-add one rounding instead of two. So each is off by a factor of at most
    exp(L), and the sum by g times the sum of their absolute values: Higham, section 3.1, with
    gamma_n made exact. Where the bias is added in a step of its own, the product is stored too.
    Products and partial sums may underflow, n of them at most, since a product that is flushed to 0
    makes its addition exact; so may what is stored, by at most eta of the format that it is in.
    Operands that are rounded to a format of their own make each product off by two roundings of
    that format more, and by eta of it times the other operand, if they may underflow.
    An x that is off by up to `x_error` adds x_error |W| to the error, and grows what is rounded
    from |x| to |x| + x_error.
    No partial sum exceeds exp(L) (|x||W| + |b|), nothing that is stored |x W| + |b| and the error.
    Where the largest number of the format may be less than that, or than an operand, nothing is
    known.

    Args:
        x: (batch, inputs).
        W: (inputs, outputs).
        b: (outputs,), zeros for a product without bias.
        arithmetic: what the implementation is allowed.
        x_error: how far x may be off before the product: a number, or (batch, inputs).

    """
    sums, storage, operands = arithmetic.sums, arithmetic.storage, arithmetic.operands
    size, greatest_x = np.abs(W), np.abs(x) + x_error
    n = np.count_nonzero(greatest_x, axis=-1, keepdims=True)
    of_bias = (np.minimum(n - 1, arithmetic.additions(len(W))) + 2) * w(sums.u)
    of_bias = of_bias + 2 * arithmetic.storing
    L = of_bias + (2 * w(operands.u) if operands else 0)
    # The float64 products below are themselves off by some n roundings of 2**-53.
    factor = rounding_factor(len(W) + 1)
    products = greatest_x @ size
    rounded = np.expm1(L) * products + np.expm1(of_bias) * np.abs(b)
    underflow = (n * arithmetic.lost(sums) + 2 * arithmetic.lost(storage)) * np.exp(L)
    # Without errors there is nothing to multiply, which takes as long as the product itself.
    propagated = np.broadcast_to(x_error, x.shape) @ size if np.any(x_error) else 0.0
    error = (rounded + underflow + propagated) * factor
    if operands:
        lost = arithmetic.lost(operands)
        of_operands = _of_subnormal_operands(greatest_x, size, operands, lost)
        error = error + of_operands * np.exp(L) * factor
    stored = greatest = (products + np.abs(b)) * np.exp(L) * factor
    if storage != sums and np.max(greatest, initial=0) > storage.largest:
        stored = np.abs(x @ W) + np.abs(b) + error
    fits = (greatest <= sums.largest) & (stored <= storage.largest)
    return rounded_outwards(np.where(fits, error, np.inf))


def _of_subnormal_operands(x: Array, W: Array, operands: Format, lost: float) -> Array:
    """Return the error of sums of products of sizes that underflow in the format of operands.

    Each is off by as much as is lost there. It is infinite where one exceeds the largest number.
    """
    rows = (x <= operands.largest).all(axis=1, keepdims=True)
    columns = (operands.largest >= W).all(axis=0, keepdims=True)
    of_each = x.sum(axis=1, keepdims=True) + W.sum(axis=0) + len(W) * lost
    return np.where(rows & columns, lost * of_each, np.inf)
