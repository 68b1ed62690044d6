"""What each function should be, and how far from it a correct implementation may be.

The arithmetic is that which is required of results in the dtype of x, unless another one is given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.oracle.bounds import sigmoid_error, softmax_error
from mnist_nn.oracle.declared import required_of
from mnist_nn.oracle.enclosures import Enclosure
from mnist_nn.oracle.network_bound import mlp_error
from mnist_nn.oracle.oracle import oracle_for
from mnist_nn.oracle.product_bound import affine_error
from mnist_nn.parameters import layers_of
from mnist_nn.specification.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[Any]


@dataclass(frozen=True)
class Truth:
    """The true values, enclosed, and the error allowed at each: infinite where nothing is known."""

    enclosure: Enclosure
    allowed: NDArray[np.float64]

    def repeated(self, rows: int) -> Truth:
        """Return the truth of so many rows, which are these over and over again."""
        return self.of_rows(np.arange(rows) % len(self.allowed))

    def of_rows(self, i: NDArray[np.intp]) -> Truth:
        """Return the truth of some of these rows."""
        true = self.enclosure
        return Truth(Enclosure(true.hi[i], true.lo[i], true.radius[i]), self.allowed[i])

    def except_at(self, places: NDArray[np.bool_]) -> Truth:
        """Return the same truth, but that anything is allowed in some places."""
        return replace(self, allowed=np.where(places, np.inf, self.allowed))


@remembered
def true_softmax(x: Array, arithmetic: Arithmetic | None = None) -> Truth:
    """Return softmax along the last axis of scores that are finite or minus infinity."""
    arithmetic = arithmetic or required_of(x.dtype)
    wide = x.astype(np.float64, order="C")
    enclosure = oracle_for(arithmetic, x.size).softmax(wide)
    return Truth(enclosure, softmax_error(enclosure.hi, wide, arithmetic))


def true_shares(
    x: Array, error: Callable[[NDArray[np.intp], Arithmetic], NDArray[np.float64]]
) -> Truth:
    """Return softmax of n equal scores and minus infinities: 1 / n and 0, with an error allowed.

    Where the arithmetic does not keep 1 exactly, or sums in a format of its own, the error is the
    one that is allowed of any scores.
    """
    arithmetic = required_of(x.dtype)
    if not arithmetic.keeps_one or arithmetic.accumulate:
        return true_softmax(x)
    finite = np.isfinite(x)
    n = np.broadcast_to(finite.sum(axis=-1, keepdims=True), x.shape)
    share = np.where(finite, 1 / n, 0)
    enclosure = Enclosure(share, np.zeros_like(share), share * 2.0**-53)  # the division, rounded
    return Truth(enclosure, np.where(finite, error(n, arithmetic), 0))


@remembered
def true_sigmoid(x: Array, arithmetic: Arithmetic | None = None) -> Truth:
    """Return sigmoid of finite numbers."""
    arithmetic = arithmetic or required_of(x.dtype)
    wide = x.astype(np.float64)
    enclosure = oracle_for(arithmetic, x.size).sigmoid(wide)
    return Truth(enclosure, sigmoid_error(enclosure.hi, wide, arithmetic))


def error_at_one(truth: Callable[..., Truth], *arrays: Array) -> NDArray[np.float64]:
    """Return the error that is allowed where no number on the way is rounded, if 1 is kept exactly.

    It is none, and where the arithmetic does not keep 1 exactly, that which is allowed anywhere.
    """
    x = arrays[0]
    if required_of(x.dtype).keeps_one:
        return np.zeros((1,) * x.ndim)
    return truth(*arrays).allowed


def exactly(y: ArrayLike) -> Truth:
    """Return what is known exactly, where no rounding error is allowed."""
    y = np.asarray(y, dtype=np.float64)
    nothing = np.zeros_like(y)
    return Truth(Enclosure(y, nothing, nothing), nothing)


def true_identity(x: Array, **_: object) -> Truth:
    """Return x."""
    return exactly(x)


def true_step(x: Array, **_: object) -> Truth:
    """Return 1 where x > 0, and 0 elsewhere."""
    return exactly(x > 0)


def true_relu(x: Array, **_: object) -> Truth:
    """Return the greater of x and 0."""
    return exactly(np.maximum(x.astype(np.float64), 0))


@remembered
def true_affine(x: Array, W: Array, b: Array, arithmetic: Arithmetic | None = None) -> Truth:
    """Return x W + b for x (batch, inputs), W (inputs, outputs) and b (outputs,)."""
    arithmetic = arithmetic or required_of(x.dtype)
    x, W, b = (a.astype(np.float64) for a in (x, W, b))
    enclosure = oracle_for(arithmetic, 0, len(x) * W.size).affine(x, W, b)
    return Truth(enclosure, affine_error(x, W, b, arithmetic))


def true_product(x: Array, W: Array, arithmetic: Arithmetic | None = None) -> Truth:
    """Return x W."""
    return true_affine(x, W, np.zeros(W.shape[1]), arithmetic or required_of(x.dtype))


@remembered
def true_mlp(x: Array, *parameters: Array, arithmetic: Arithmetic | None = None) -> Truth:
    """Return the probabilities of a network of W1, b1, W2, b2, ... for x (batch, pixels)."""
    arithmetic = arithmetic or required_of(x.dtype)
    x, *wide = (a.astype(np.float64) for a in (x, *parameters))
    layers = layers_of(wide)
    exponentials, multiply_adds = (
        len(x) * sum(of.size for of in each) for each in (wide[1::2], wide[::2])
    )
    enclosure = oracle_for(arithmetic, exponentials, multiply_adds).mlp(x, layers)
    return Truth(enclosure, mlp_error(x, layers, enclosure.hi, arithmetic))
