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
    fused = total + (((product - (total - back)) + (c - back)) + lost)
    return np.where(np.isfinite(fused), fused, a * b + c)  # what is infinite has no halves


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


def fused_unguarded(x: Array) -> Array:
    """Return 2**(x C - fl(m C)) times a reciprocal of its sum, as FlashAttention does."""
    C = x.dtype.type(1 / np.log(2))
    shift = x.max(axis=-1, keepdims=True) * C
    e = np.exp2(fused_multiply_add(x, np.broadcast_to(C, x.shape), -shift))
    return e * (1 / e.sum(axis=-1, keepdims=True))


def unfused(x: Array) -> Array:
    """Return 2**(fl(x C) - fl(m C)) over its sum."""
    C = x.dtype.type(1 / np.log(2))
    e = np.exp2(x * C - x.max(axis=-1, keepdims=True) * C)
    return e / e.sum(axis=-1, keepdims=True)


def _poor_exp(x: Array) -> Array:
    """Return exp(x), x <= 0, up to 60 units in the last place too small."""
    near = np.maximum(x, -1000).astype(np.float64)
    off = 60 * np.abs(np.sin(1e4 * near)) * np.finfo(x.dtype).eps
    return np.exp(x) * (1 - off).astype(x.dtype)


def softmax_of_a_poor_exp(x: Array) -> Array:
    """Return quotients of poor exponentials."""
    e = _poor_exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def sigmoid_by_tanh(x: Array) -> Array:
    """Return (1 + tanh(x / 2)) / 2."""
    return (np.tanh(x / 2) + 1) / 2


def sigmoid_of_a_poor_exp(x: Array) -> Array:
    """Return a quotient of poor exponentials."""
    e = _poor_exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


def _rounded(x: Array, digits: int) -> Array:
    """Return float32 numbers, rounded to so many digits."""
    scale, exponent = np.frexp(x.astype(np.float64))
    return np.ldexp(np.round(scale * 2.0**digits), exponent - digits).astype(np.float32)


def _products(x: Array, W: Array) -> Array:
    """Return the terms of x W (inputs, batch, outputs), if there is such a product."""
    if x.shape[1] != W.shape[0]:
        raise ValueError(f"{x.shape} @ {W.shape}")
    return x.T[:, :, None] * W[:, None, :]


def product_of_tf32(x: Array, W: Array) -> Array:
    """Multiply operands of 11 digits."""
    return _rounded(x, 11) @ _rounded(W, 11)


def product_of_bfloat16(x: Array, W: Array) -> Array:
    """Multiply operands of 8 digits."""
    return _rounded(x, 8) @ _rounded(W, 8)


def product_on_a_tensor_core(x: Array, W: Array) -> Array:
    """Add four exact products of TF32 at a time, aligned and truncated."""
    terms = _products(_rounded(x, 11).astype(np.float64), _rounded(W, 11))
    total = np.zeros((len(x), W.shape[1]))
    for start in range(0, len(terms), 4):
        addends = np.concatenate([total[None], terms[start : start + 4]])
        _, exponent = np.frexp(np.abs(addends).max(axis=0))
        unit = np.ldexp(1.0, exponent - 24)
        total = np.trunc(addends / unit).sum(axis=0) * unit
        digits, exponent = np.frexp(total)
        total = np.ldexp(np.trunc(digits * 2.0**24), exponent - 24)
    return total.astype(np.float32)


def product_summed_in_float16(x: Array, W: Array) -> Array:
    """Add float16 products one after the other, in float16."""
    terms = _products(x, W)
    none = np.zeros((1, len(x), W.shape[1]), x.dtype)
    return np.add.accumulate(np.concatenate([none, terms]), dtype=x.dtype)[-1]
