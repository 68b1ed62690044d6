"""The nominal run: a network computed in float64, and how far from it every other run can be.

A run is what an implementation computes of one image. The exact numbers of the true network are a
run too, without errors. The nominal run is the one that is computed here: it rounds as float64
does, in the same model. Every run is compared with it, because its numbers are known, and the
bounds are computed at them. They are rounded outwards, as `outward_rounding` says.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mnist_nn.formats import FLOAT64
from mnist_nn.oracle.certificate._rounded_inputs import RoundedLayer, Values
from mnist_nn.oracle.log_error import w
from mnist_nn.oracle.outward_rounding import INWARD, OUTWARD, TINY, rounding_factor

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[np.float64]


class HiddenLayer(NamedTuple):
    """A hidden layer: its values, and the slopes of sigmoid between the nominal and another run.

    Attributes:
        values: the results of sigmoid.
        layer: the parameters of the affine map before it.
        slope: the slope of sigmoid at the nominal run (batch, units).
        slope_error: how far from that the slope of a secant to another run can be.

    """

    values: Values
    layer: RoundedLayer
    slope: Array
    slope_error: Array


def affine(x: Values, layer: RoundedLayer, arithmetic: Arithmetic) -> Values:
    """Return x W + b in the nominal run, and how far from it that of another run can be.

    Proof. Let r = |x| + error, which no run exceeds, and n the number of its terms that are not 0;
    n counts weights of 0 too, which trained networks do not have.
    (1) Where the x of another run is off by its error, the result is off by error |W|.
    (2) Parameters are off by W_error and b_error. That adds `from_parameters` to the error, and
    makes the sum of the absolute products at most `products`, and with b at most `terms`.
    (3) Each product is rounded by a relative u: together by at most u products.
    (4) Each of at most n additions, in any order, is rounded by a relative u of its result: Higham,
    section 4.2. Adding an exact zero commits no error, and a fused multiply-add one instead of two.
    Each result is a sum of some of the terms, and of the errors made before. The former lies
    between the sum of all negative terms and that of all positive ones; neither exceeds half of the
    absolute terms and of the absolute sum together. That is `half`, up to the errors of products
    and of the nominal sum, which are at most 2 u terms + E / 2. So E, the greater of what additions
    make of a run and of the nominal run, is at most n u (half + 3/2 E), and so at most g half, with
    g = n u / (1 - 2 n u). The nominal run's is less in proportion to u, or even more so.
    Where terms are added in a format of its own, sums may be aligned and truncated too, as tensor
    cores do, and each of the n + 1 roundings is one of all terms: as in `product_bound`.
    (5) The n products and n additions may underflow, and (4) counts what they lose among E.
    (6) Where results are stored in another format, x W and x W + b are rounded to it. Up to (5), a
    sum is off by `computed`, so that neither exceeds `size` = |nominal| + error |W| + |b| +
    2 computed; the two roundings add at most expm1(2 w(u)) size + 2 eta exp(2 w(u)), of that
    format.
    (7) No partial sum exceeds terms + local, nothing stored exceeds size + local: where these are
    below half of the largest numbers, nothing overflows. Elsewhere, nothing is known.

    Args:
        x: the left factor of the product (batch, inputs).
        layer: the parameters.
        arithmetic: the errors that a run may commit.

    """
    storage, sums = arithmetic.storage, arithmetic.sums
    W, b, W_error, b_error = layer
    absW, absb, error = np.abs(W), np.abs(b), x.error
    r = np.abs(x.nominal) + error
    factor = rounding_factor(len(W))
    nominal = x.nominal @ W + b
    propagated = error @ absW * factor + TINY
    n = np.count_nonzero(r, axis=1, keepdims=True)
    from_weights = (r @ W_error) * factor
    products = (r @ absW) * factor + from_weights
    from_parameters, terms = from_weights + b_error, products + absb + b_error
    half = (terms + np.abs(nominal) + propagated + from_parameters) / 2 + 2 * sums.u * terms
    g = n * sums.u / np.maximum(1 - 2 * n * sums.u, 0)
    rounded = sums.u * products + g * half
    if arithmetic.accumulate:
        rounded = np.expm1((n + 1) * w(sums.u)) * terms
    run = rounded + 2 * n * sums.eta * (1 + 2 * g)
    computed = from_parameters + (1 + _float64_share(arithmetic)) * run
    size = np.abs(nominal) + propagated + absb + 2 * computed
    stored = 0.0
    if storage != sums:
        two = 2 * w(storage.u)
        stored = math.expm1(two) * size + 2 * storage.eta * math.exp(two)
    local = (computed + stored) * OUTWARD + TINY
    fits = (terms + local < sums.largest / 2) & (size + local < storage.largest / 2)
    return Values(nominal, propagated, np.where(fits, local, np.inf))


def sigmoid(z: Values, layer: RoundedLayer, arithmetic: Arithmetic) -> HiddenLayer:
    """Return a hidden layer: sigmoid of z, the result of its affine map.

    Proof. (1) Sigmoid has the slope s (1 - s), which falls on both sides of 0: between the nominal
    z and that of another run it is greatest at the point nearest to 0, and no secant is steeper. A
    secant differs from the slope at its end by at most half the distance times the greatest |s''|
    in between, which is s (1 - s) |1 - 2 s|: at most the slope there, and at most 1 / (6 sqrt(3)),
    less than 1 / 10. Nor can two slopes differ by more than the greatest.
    (2) A sigmoid computed at a z in that range is off by at most (s + deviation) expm1(L), for
    sigmoid is at most s + deviation there, and by underflow. L is that of `bounds.sigmoid_error` at
    the worst z in the range, and one w(u) for each other format to which the result is converted
    before the next product; a number that is normal in spite of all that does not underflow there.
    The nominal run's own L is at most u(float64) / u as great, for NumPy's exp and expm1 are within
    k = 3 ulp, and so is its error, because expm1 is convex. Where the tail of sigmoid may be
    absolute, k u is added, by which half of a tanh may be off.

    Args:
        z: the result of the affine map (batch, units).
        layer: the parameters of that map.
        arithmetic: the errors that a run may commit.

    """
    working, later = arithmetic.working, arithmetic.conversion_formats
    size, error = np.abs(z.nominal), z.error
    e, e_nearest = _exp(-size), _exp(-np.maximum(size * INWARD - error, 0))
    s = np.where(z.nominal < 0, e, 1) / (1 + e)
    slope, steepest = e / (1 + e) ** 2, e_nearest / (1 + e_nearest) ** 2 * OUTWARD
    slope_error = np.minimum(error / 20, steepest * np.minimum(error / 2, 1)) * OUTWARD + TINY

    a = math.expm1((arithmetic.c - 1) * w(working.u))
    exponential = w(2 * arithmetic.k * working.u)
    complement = np.where(z.nominal > 0, e_nearest, 1)  # at least 1 - s, in the whole range of z
    d = a * np.minimum(size + error, 746) + exponential
    L = complement * np.expm1(d) + (1 + arithmetic.quotient) * w(working.u)
    L = L + sum(w(f.u) for f in later)
    deviation = steepest * error
    by_tanh = arithmetic.k * working.u if arithmetic.tail == "absolute" else 0.0
    rounded = (1 + _float64_share(arithmetic)) * (s + deviation) * np.expm1(L)
    lowest = (s * INWARD - deviation) * (1 - L)
    lost = 2 * working.eta + sum(np.where(lowest < 4 * f.eta, f.eta, 0) for f in later)
    lost = lost + by_tanh
    local = (rounded + lost * np.exp(L) + steepest * z.local) * OUTWARD + TINY
    values = Values(s, steepest * z.propagated * OUTWARD + TINY, local)
    return HiddenLayer(values, layer, slope, slope_error)


def _float64_share(arithmetic: Arithmetic) -> float:
    """Return the roundings of the nominal run, in units of those of the working format."""
    return FLOAT64.u / arithmetic.working.u


def _exp(x: Array) -> Array:
    """Return exp(x) for x <= 0, or a normal number below TINY where that is less."""
    return np.exp(np.maximum(x, -700))
