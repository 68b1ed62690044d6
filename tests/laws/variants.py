"""Right implementations that differ from the reference: none may be refuted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.laws.law import Function


def shifted_exp(x: NDArray[Any]) -> NDArray[Any]:
    """Return exp(x - max x)."""
    with np.errstate(over="ignore", under="ignore"):
        return np.exp(x - x.max(axis=-1, keepdims=True))


def normalised(e: NDArray[Any]) -> NDArray[Any]:
    """Return each row divided by its sum."""
    return e / e.sum(axis=-1, keepdims=True)


def log_sum_exp_form(x: NDArray[Any]) -> NDArray[Any]:
    """Return exp(x - m - log sum exp(x - m))."""
    shifted = x - x.max(axis=-1, keepdims=True)
    return np.exp(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def base_two(x: NDArray[Any]) -> NDArray[Any]:
    """Return powers of two, the way of GPU kernels."""
    log2_e = x.dtype.type(1 / np.log(2))
    return normalised(np.exp2((x - x.max(axis=-1, keepdims=True)) * log2_e))


def summed_backwards(x: NDArray[Any]) -> NDArray[Any]:
    """Sum one term after the other, from the last."""
    e = shifted_exp(x)
    return e / np.add.accumulate(e[:, ::-1], axis=-1)[:, -1:]


def multiplied_by_the_reciprocal(x: NDArray[Any]) -> NDArray[Any]:
    """Divide once for each row, and multiply."""
    e = shifted_exp(x)
    return e * (1 / e.sum(axis=-1, keepdims=True))


def flushed(x: NDArray[Any]) -> NDArray[Any]:
    """Flush what is below the smallest normal number to zero."""
    y = normalised(shifted_exp(x))
    return np.where(y < np.finfo(x.dtype).tiny, 0, y)


def in_float64(x: NDArray[Any]) -> NDArray[Any]:
    """Compute in float64 throughout."""
    return normalised(shifted_exp(x.astype(np.float64)))


VARIANTS: list[Function] = [
    log_sum_exp_form,
    base_two,
    summed_backwards,
    multiplied_by_the_reciprocal,
    flushed,
    in_float64,
]
