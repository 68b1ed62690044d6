"""The pilot: one run of a network in float64, and how far from it every other run can be.

A run is what an implementation computes of one image. The exact numbers of the true network are a
run too, without errors. The pilot is the run that is computed here: it rounds as float64 does, in
the same model. Every run is compared with the pilot, because its numbers are known, and the bounds
are computed at them. They are rounded outwards, as `outward` says.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mnist_nn.oracle.arithmetic import FLOAT64
from mnist_nn.oracle.certificate.outward_rounding import INWARD, OUTWARD, TINY, outward
from mnist_nn.oracle.certificate.rounded_inputs import Layer, Values

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array: TypeAlias = NDArray[np.float64]


class Hidden(NamedTuple):
    """A hidden layer: its values, and how steep sigmoid is between the pilot and another run.

    Attributes:
        values: what sigmoid gives.
        layer: the parameters that lead to it.
        slope: the slope of sigmoid at the pilot.
        bend: how far from that the slope of a secant can be.

    """

    values: Values
    layer: Layer
    slope: Array
    bend: Array


def affine(x: Values, layer: Layer, arithmetic: Arithmetic) -> Values:
    """Return x W + b.

    Proof. Let r = |x| + moved, which no run exceeds, and n the number of its terms that are not 0;
    n counts weights of 0 too, which trained networks do not have.
    (1) The numbers of another run that are moved at the start are moved by moved |W| at the end.
    (2) Parameters are off by W_off and b_off. That adds `given` to the error, and makes the sum of
    the absolute products at most `products`, and with b at most `terms`.
    (3) Each product is rounded by a relative u: together by at most u products.
    (4) Each of at most n additions, in any order, is rounded by a relative u of its result: Higham,
    section 4.2. Adding an exact zero commits no error, and a fused multiply-add one instead of two.
    Each result is a sum of some of the terms, and of the errors made before. The former lies
    between the sum of all negative terms and that of all positive ones; neither exceeds half of the
    absolute terms and of the absolute sum together. That is `half`, up to the errors of products
    and of the pilot's sum, which are at most 2 u terms + E / 2. So E, the greater of what additions
    make of a run and of the pilot, is at most n u (half + 3/2 E), and so at most g half, with
    g = n u / (1 - 2 n u). The pilot's is less in proportion to u, or even more so.
    (5) The n products and n additions may underflow, and (4) counts what they lose among E.
    (6) Where results are stored in another format, x W and x W + b are rounded to it. Up to (5), a
    sum is off by `sums`, so that neither exceeds `size` = |pilot| + moved |W| + |b| + 2 sums; the
    two roundings add at most expm1(2 w(u)) size + 2 eta exp(2 w(u)), of that format.
    (7) No partial sum exceeds terms + own, nothing stored exceeds size + own: where these are below
    half of the largest numbers, nothing overflows. Elsewhere, nothing is known.

    Args:
        x: what enters the product (batch, inputs).
        layer: the parameters.
        arithmetic: what a run is allowed.

    """
    working, storage = arithmetic.working, arithmetic.storage
    W, b, W_off, b_off = layer
    absW, absb, moved = np.abs(W), np.abs(b), x.moved
    r = np.abs(x.pilot) + moved
    factor = outward(len(W))
    pilot = x.pilot @ W + b
    carried = moved @ absW * factor + TINY
    n = np.count_nonzero(r, axis=1, keepdims=True)
    weights_off = (r @ W_off) * factor
    products = (r @ absW) * factor + weights_off
    given, terms = weights_off + b_off, products + absb + b_off
    half = (terms + np.abs(pilot) + carried + given) / 2 + 2 * working.u * terms
    g = n * working.u / np.maximum(1 - 2 * n * working.u, 0)
    run = working.u * products + g * half + 2 * n * working.eta * (1 + 2 * g)
    sums = given + (1 + _share(arithmetic)) * run
    size = np.abs(pilot) + carried + absb + 2 * sums
    stored = 0.0
    if storage != working:
        stored = math.expm1(2 * storage.w) * size + 2 * storage.eta * math.exp(2 * storage.w)
    own = (sums + stored) * OUTWARD + TINY
    fits = (terms + own < working.largest / 2) & (size + own < storage.largest / 2)
    return Values(pilot, carried, np.where(fits, own, np.inf))


def sigmoid(z: Values, layer: Layer, arithmetic: Arithmetic) -> Hidden:
    """Return the hidden layer: sigmoid of what its affine map gives.

    Proof. (1) Sigmoid has the slope s (1 - s), which falls on both sides of 0: between the pilot's
    z and that of another run it is greatest at the point nearest to 0, and no secant is steeper. A
    secant differs from the slope at its end by at most half the move times the greatest |s''| on
    the way, which is s (1 - s) |1 - 2 s|: at most the slope there, and at most 1 / (6 sqrt(3)),
    less than 1 / 10. Nor can two slopes differ by more than the greatest.
    (2) A sigmoid computed at a z within reach is off by at most (s + reach) expm1(L), for sigmoid
    is at most s + reach there, and by underflow. L is that of `bounds.sigmoid_error` at the worst z
    within reach, and one w(u) for each other format on the way into the next product; a number that
    is normal in spite of all that does not underflow on that way. The pilot's own L is at most
    u(float64) / u as great, for NumPy's exp and expm1 are within k = 3 ulp, and so is its error,
    because expm1 is convex.

    Args:
        z: what the affine map gives (batch, units).
        layer: the parameters of that map.
        arithmetic: what a run is allowed.

    """
    working, later = arithmetic.working, arithmetic.way_on
    size, moved = np.abs(z.pilot), z.moved
    e, e_nearest = _exp(-size), _exp(-np.maximum(size * INWARD - moved, 0))
    s = np.where(z.pilot < 0, e, 1) / (1 + e)
    slope, steepest = e / (1 + e) ** 2, e_nearest / (1 + e_nearest) ** 2 * OUTWARD
    bend = np.minimum(moved / 20, steepest * np.minimum(moved / 2, 1)) * OUTWARD + TINY

    a = math.expm1((arithmetic.c - 1) * working.w)
    exponential = -math.log1p(-2 * arithmetic.k * working.u)
    complement = np.where(z.pilot > 0, e_nearest, 1)  # at least 1 - s, within reach
    d = a * np.minimum(size + moved, 746) + exponential
    L = complement * np.expm1(d) + 2 * working.w + sum(f.w for f in later)
    reach = steepest * moved
    rounded = (1 + _share(arithmetic)) * (s + reach) * np.expm1(L)
    lowest = (s * INWARD - reach) * (1 - L)
    lost = 2 * working.eta + sum(np.where(lowest < 4 * f.eta, f.eta, 0) for f in later)
    own = (rounded + lost * np.exp(L) + steepest * z.own) * OUTWARD + TINY
    values = Values(s, steepest * z.carried * OUTWARD + TINY, own)
    return Hidden(values, layer, slope, bend)


def _share(arithmetic: Arithmetic) -> float:
    """Return how much finer the pilot's roundings are than those of the working format."""
    return FLOAT64.u / arithmetic.working.u


def _exp(x: Array) -> Array:
    """Return exp(x) for x <= 0, but a normal number, below TINY, where that is less."""
    return np.exp(np.maximum(x, -700))
