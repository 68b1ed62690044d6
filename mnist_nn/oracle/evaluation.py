"""True values of the functions, enclosed by evaluation in a wide format, as fast as NumPy is.

What is computed in a wide format, with an exponential of our own, is off from the truth by no more
than the bound of that format: the theorem in `bounds` by which others are judged is the radius of
the enclosure here. Each function takes arrays of any narrower formats and the wide arithmetic.

Premises: + - * / are rounded to nearest, and a product of matrices multiplies and adds, in any
order. The theorems of softmax and sigmoid take the true p, and are given the computed q: see
`_at_the_true_value`. What they add where a result that is stored may be subnormal is not needed
here, for the quotient that is computed is the one that is returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.formats import FLOAT64, Format
from mnist_nn.oracle.arithmetic import Arithmetic
from mnist_nn.oracle.blocks import blocks_of_rows
from mnist_nn.oracle.bounds import sigmoid_error, softmax_error
from mnist_nn.oracle.enclosures import Enclosure
from mnist_nn.oracle.exponential import exponential
from mnist_nn.oracle.product_bound import affine_error

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from mnist_nn.parameters import Layer

    Array: TypeAlias = NDArray[Any]

_LONGDOUBLE = Format(u=2.0**-64, eta=0.0, name="longdouble")
"""A longdouble of at least 64 digits; what underflows in it is counted in `_enclosure`."""

IN_FLOAT64, IN_LONGDOUBLE = (
    Arithmetic(each, each, k=2, c=1, rescalings=0) for each in (FLOAT64, _LONGDOUBLE)
)
"""The wide arithmetics: exp is within 4 u, its argument rounded once at most."""

_silently = np.errstate(all="ignore")
"""Warns of nothing: what overflows is known by its radius, and what underflows is counted in it."""


def longdouble_is_wide() -> bool:
    """Return whether a longdouble has at least 64 digits here, and greater exponents than float64.

    It is so on x86 and x86-64, but for Windows, and where it has 113 digits.
    """
    format_ = np.finfo(np.longdouble)
    return bool(format_.nmant >= 63 and format_.maxexp >= 1 << 14)


@_silently
def evaluate_softmax(x: Array, wide: Arithmetic) -> Enclosure:
    """Enclose softmax along the last axis, of scores that are finite or minus infinity.

    Args:
        x: scores (..., classes), at least one in each row finite.
        wide: the arithmetic in which to evaluate.

    >>> evaluate_softmax(np.zeros((1, 2), np.float32), IN_FLOAT64).hi
    array([[0.5, 0.5]])

    """
    wide_x = _widened(x, wide)
    rows = wide_x.reshape(-1, wide_x.shape[-1])
    return _in_blocks(lambda some: _enclosure(*_softmax(some, 0.0, wide)), rows, wide_x.shape)


@_silently
def evaluate_sigmoid(x: Array, wide: Arithmetic) -> Enclosure:
    """Enclose 1 / (1 + exp(-x)), element by element, for finite x of any shape.

    >>> evaluate_sigmoid(np.zeros(1, np.float32), IN_FLOAT64).hi
    array([0.5])

    """
    wide_x = _widened(x, wide)
    numbers = wide_x.ravel()
    return _in_blocks(lambda some: _enclosure(*_sigmoid(some, 0.0, wide)), numbers, wide_x.shape)


@_silently
def evaluate_affine(x: Array, W: Array, b: Array, wide: Arithmetic) -> Enclosure:
    """Enclose x W + b, for finite x (batch, inputs), W (inputs, outputs) and b (outputs,).

    >>> evaluate_affine(np.array([[0.5]]), np.array([[3.0]]), np.ones(1), IN_FLOAT64).hi
    array([[2.5]])

    """
    return _enclosure(*_affine(_widened(x, wide), W, b, 0.0, wide))


@_silently
def evaluate_mlp(x: Array, layers: Sequence[Layer], wide: Arithmetic) -> Enclosure:
    """Enclose the probabilities of a network, with sigmoids between its layers and softmax last.

    Proof. Layer by layer, each function is off by its own error at the computed inputs, and these
    by the error of the layer before.

    Args:
        x: images (batch, pixels).
        layers: W (inputs, outputs) and b (outputs,) of each layer.
        wide: the arithmetic in which to evaluate.

    """
    *hidden, last = layers
    y, error = _widened(x, wide), 0.0
    for layer in hidden:
        y, error = _sigmoid(*_affine(y, *layer, error, wide), wide)
    y, error = _affine(y, *last, error, wide)
    return _enclosure(*_softmax(y, error.max(axis=1, keepdims=True), wide))


def _widened(x: Array, wide: Arithmetic) -> Array:
    """Return exact numbers in the wide format, row by row in memory."""
    return np.asarray(x, wide.working.dtype, order="C")


def _in_blocks(
    evaluate: Callable[[Array], Enclosure], rows: Array, shape: tuple[int, ...]
) -> Enclosure:
    """Return what each row is evaluated to, or each number, in a shape, computed in blocks."""
    whole = Enclosure(*np.empty((3, *rows.shape)))
    for some, block in blocks_of_rows(rows):
        part = evaluate(block)
        whole.hi[some], whole.lo[some], whole.radius[some] = part.hi, part.lo, part.radius
    return Enclosure(*(each.reshape(shape) for each in (whole.hi, whole.lo, whole.radius)))


def _softmax(x: Array, x_error: Any, wide: Arithmetic) -> tuple[Array, Any]:
    """Return softmax, and how far it is off, of scores that are off themselves."""
    p = exponential(x - x.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    error = softmax_error(_rounded(p), x, wide, x_error)
    return p, error * _at_the_true_value(x_error)


def _sigmoid(x: Array, x_error: Any, wide: Arithmetic) -> tuple[Array, Any]:
    """Return sigmoid, and how far it is off, of numbers that are off themselves."""
    e = exponential(-np.abs(x))
    s = np.maximum(e, x >= 0) / (1 + e)  # exp(x) / (1 + exp(x)), or 1 / (1 + exp(-x))
    error = sigmoid_error(_rounded(s), _rounded(x), wide, x_error)
    return s, error * _at_the_true_value()


def _affine(x: Array, W: Array, b: Array, x_error: Any, wide: Arithmetic) -> tuple[Array, Any]:
    """Return x W + b, and how far it is off, of an x that is off itself."""
    error = affine_error(_rounded(x), _rounded(W), _rounded(b), wide, x_error)
    return _product(x, W) + b, error


def _at_the_true_value(x_error: Any = 0.0) -> Any:
    """Return by how much more a bound may be at a true value than at the computed one.

    Proof. The bound at p is b(p) = g p and a constant, and |p - q| <= b(p). So b(p) - b(q) is at
    most g |p - q| <= g b(p), and b(p) at most b(q) / (1 - g); from g = 1 on, nothing is known. g is
    exp(L) - 1 with L < 2**-12 + 3 x_error for softmax, and L < 2**-12 for sigmoid, as long as there
    are fewer than 2**40 terms.
    """
    g = np.expm1(2.0**-12 + 3 * x_error)
    return 1 / np.maximum(1 - g, 0)


def _product(x: Array, W: Array) -> Array:
    """Return x W; NumPy's own loop over longdouble takes twice as long, or four times."""
    if x.dtype == np.float64:
        return x @ W
    return np.einsum("ik,jk->ij", x, np.ascontiguousarray(W.T, x.dtype))


def _rounded(x: Array) -> NDArray[np.float64]:
    """Return numbers as float64, for a bound: they are off by a part in 2**53, as is a bound."""
    return np.asarray(x, np.float64)


def _enclosure(y: Array, error: NDArray[np.float64]) -> Enclosure:
    """Return computed values and how far they are off as an enclosure.

    Of a value that is too great for float64, nothing is said. Two of the smallest numbers are
    added to each radius. They cover what is lost below the normal numbers of float64: half of one
    for rounding lo, or, where y is 0, a quarter for an exponential that vanishes; half of one for
    rounding an error, and half for the factors that widen it, which round to nothing if they come
    to less than that; and what underflows in longdouble, less than 2**-16000.
    """
    known = np.isfinite(_rounded(y)) & (error >= 0)  # an error may be NaN, as infinity times 0
    radius = error + 2 * FLOAT64.smallest
    if not known.all():
        y, radius = np.where(known, y, 0), np.where(known, radius, np.inf)
    hi = _rounded(y)
    return Enclosure(hi, _rounded(y - hi), radius)
