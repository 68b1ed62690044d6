"""How far leads may shift before the last layer: errors, weighted by how much they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.certificate.outward_rounding import TINY, outward

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.certificate.nominal_run import Hidden
    from mnist_nn.oracle.certificate.rounded_inputs import Values

    Array: TypeAlias = NDArray[np.float64]


def shifts(G: Array, images: Values, hidden: Sequence[Hidden]) -> Array:
    """Return how far combinations of what enters the last layer may be off (batch, classes).

    Proof. Let v be how far off a layer is. Then v = S (v' W + a) + e: v' is how far off the layer
    before is, W the weights between, a and e the errors of the affine map and of sigmoid in this
    layer, and S the slopes of the secants. So G v = (G S W) v' + G (S a + e). The second term is at
    most |G| times the layer's own errors. The first is such a combination of the layer before, and
    so on with G S W for G: this is the gradient, in which the effects of one error on the way to
    several scores cancel where they are opposite. It is known up to a radius R, as slopes are known
    up to their bends. It ends at the first hidden layer, where all that is carried from the images
    counts too; where there is none, at the images.

    Args:
        G: how much each input of the last layer counts (batch, classes, inputs).
        images: what enters the first layer.
        hidden: the layers before the last.

    """
    R = np.zeros(())
    total = np.zeros(G.shape[:2])
    for layer in hidden[:0:-1]:
        greatest = np.abs(G) + R
        total += _weighted(layer.values.own, greatest)
        G, R = backwards(G, R, greatest, layer)
    first = hidden[0].values if hidden else images
    return total + _weighted(first.moved, np.abs(G) + R)


def backwards(G: Array, R: Array, greatest: Array, hidden: Hidden) -> tuple[Array, Array]:
    """Return what weights G, up to R, on a layer are as weights on the layer before: G S W.

    Proof. Let T be the true weights, |T - G| <= R and |T| <= greatest. Then
    |S T - slope G| <= slope |T - G| + |S - slope| |T| <= slope R + bend greatest. The slope and the
    product with W are rounded, by less than `noise`.

    Args:
        G: weights (batch, classes, units).
        R: how far off they can be, of the same shape.
        greatest: |G| + R.
        hidden: the layer that they are weights on.

    """
    W = hidden.layer.W
    factor = outward(W.shape[1])
    noise = factor - 1
    slope, bend = hidden.slope[:, None], (hidden.bend + noise * hidden.slope)[:, None]
    radius = bend * greatest
    radius += slope * R + TINY
    return (slope * G) @ W.T, radius @ np.abs(W.T) * factor + TINY


def _weighted(errors: Array, weights: Array) -> Array:
    """Return the greatest sum of errors (batch, units) with weights (batch, classes, units)."""
    return (weights @ errors[:, :, None])[:, :, 0] * outward(weights.shape[2]) + TINY
