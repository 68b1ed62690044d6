"""Forms in which kernels are shipped: some are right undeclared, some in a declared arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

NEAR = 2.0**15
"""Up to this size, u times a score is no part of it to speak of, even in float32."""


def fused_multiply_add(a: Array, b: Array, c: Array) -> Array:
    """Return a b + c, rounded once, or in float64 to within two parts in 2**53.

    In float32, float64 holds the product; in float64, it is split (Dekker, 1971).
    """
    if a.dtype == np.float32:
        wide = a.astype(np.float64) * b.astype(np.float64) + c.astype(np.float64)
        return wide.astype(np.float32)
    (a_head, a_tail), (b_head, b_tail) = map(_halves, (a, b))
    product = a * b
    lost = ((a_head * b_head - product) + a_head * b_tail + a_tail * b_head) + a_tail * b_tail
    total = product + c
    back = total - product
    return total + (((product - (total - back)) + (c - back)) + lost)


def _halves(x: Array) -> tuple[Array, Array]:
    """Return the first and the last half of the digits of float64 numbers (Veltkamp, 1968)."""
    scaled = x * 134_217_729.0
    head = scaled - (scaled - x)
    return head, x - head


def fused_powers_of_two(x: Array) -> Array:
    """Return 2**(x C - fl(m C)) over its sum, C = log2 e: as FlashAttention, but for far maxima."""
    m = x.max(axis=-1, keepdims=True)
    C = x.dtype.type(1 / np.log(2))
    near = np.abs(m) <= NEAR
    shift = np.where(near, m, 0) * C
    # What is clipped lies so far below the maximum that it is 0, or is not used.
    fused = fused_multiply_add(np.clip(x, -8 * NEAR, NEAR), np.broadcast_to(C, x.shape), -shift)
    e = np.exp2(np.where(near, fused, (x - m) * C))
    return e / e.sum(axis=-1, keepdims=True)
