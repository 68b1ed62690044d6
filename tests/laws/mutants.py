"""Wrong implementations: each names its mistake, and must be refuted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tests.laws.variants import normalised, shifted_exp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.laws.law import Function


def naive(x: NDArray[Any]) -> NDArray[Any]:
    """Forget the shift: overflows from a score of 89 in float32."""
    with np.errstate(all="ignore"):
        return normalised(np.exp(x))


def unnormalised(x: NDArray[Any]) -> NDArray[Any]:
    """Forget the division."""
    return shifted_exp(x)


def always_zero(x: NDArray[Any]) -> NDArray[Any]:
    """Return zeros, as the kernel of KernelBench issue 165 that passes an absolute tolerance."""
    return np.zeros_like(x)


def uniform(x: NDArray[Any]) -> NDArray[Any]:
    """Return 1/n, whatever the scores."""
    return np.full_like(x, 1 / x.shape[-1])


def copied(x: NDArray[Any]) -> NDArray[Any]:
    """Return the input."""
    return x.copy()


def shifted_by_the_batch(x: NDArray[Any]) -> NDArray[Any]:
    """Shift by the maximum of all rows: rows far below it vanish."""
    with np.errstate(all="ignore"):
        return normalised(np.exp(x - x.max()))


def clipped(x: NDArray[Any]) -> NDArray[Any]:
    """Clip the scores to +-20: scores beyond it become equal."""
    return normalised(shifted_exp(np.clip(x, -20, 20)))


def reversed_order(x: NDArray[Any]) -> NDArray[Any]:
    """Return softmin."""
    return normalised(shifted_exp(-x))


def tail_dropped(x: NDArray[Any]) -> NDArray[Any]:
    """Leave out the last class where a tile of 16 has one place left."""
    y = normalised(shifted_exp(x))
    if x.shape[-1] % 16 == 15:
        y[:, -1] = 0
    return y


def rounded_up(x: NDArray[Any]) -> NDArray[Any]:
    """Exceed 1 where one class takes all, as a sigmoid of onnxruntime did."""
    y = normalised(shifted_exp(x))
    return np.where(y == 1, np.nextafter(y, 2 * y), y)


def broadcasting_matmul(x: NDArray[Any], W: NDArray[Any]) -> NDArray[Any]:
    """Cut both operands to the rows and columns that they share."""
    shared = min(x.shape[-1], W.shape[0])
    return x[:, :shared] @ W[:shared]


MUTANTS: dict[str, list[Function]] = {
    "softmax": [
        naive,
        unnormalised,
        always_zero,
        uniform,
        copied,
        shifted_by_the_batch,
        clipped,
        reversed_order,
        tail_dropped,
        rounded_up,
    ],
    "matmul": [broadcasting_matmul],
}
