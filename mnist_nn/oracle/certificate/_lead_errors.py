"""Errors of leads: how far rounding before the last layer can move one score against another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.outward_rounding import TINY, rounding_factor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    from mnist_nn.oracle.certificate._nominal_run import HiddenLayer
    from mnist_nn.oracle.certificate._rounded_inputs import Values

    Array: TypeAlias = NDArray[np.float64]


def lead_errors(G: Array, images: Values, hidden: Sequence[HiddenLayer]) -> Array:
    """Return how far off linear combinations of the last layer's inputs may be (batch, classes).

    Proof. Let v be how far off a layer is. Then v = S (v' W + a) + e: v' is how far off the layer
    before is, W the weights between, a and e the errors of the affine map and of sigmoid in this
    layer, and S the slopes of the secants. So G v = (G S W) v' + G (S a + e). The second term is at
    most |G| times the layer's local errors. The first is such a combination of the layer before,
    and so on with G S W for G: this is the gradient, in which the effects of one error on several
    scores cancel where they are opposite. It is known up to a radius R, as slopes are known up to
    their errors. It ends at the first hidden layer, where the errors propagated from the images
    count too; where there is none, at the images.

    Args:
        G: the coefficients of the combinations (batch, classes, inputs of the last layer).
        images: the inputs of the first layer.
        hidden: the layers before the last.

    """
    R = np.zeros(())
    total = np.zeros(G.shape[:2])
    for layer in hidden[:0:-1]:
        greatest = np.abs(G) + R
        total += _greatest_sum(layer.values.local, greatest)
        G, R = backpropagate(G, R, greatest, layer)
    first = hidden[0].values if hidden else images
    return total + _greatest_sum(first.error, np.abs(G) + R)


def backpropagate(G: Array, R: Array, greatest: Array, hidden: HiddenLayer) -> tuple[Array, Array]:
    """Return G S W, the coefficients for the layer before, and their radius, given G and its R.

    Proof. Let T be the true coefficients, |T - G| <= R and |T| <= greatest. Then
    |S T - slope G| <= slope |T - G| + |S - slope| |T| <= slope R + slope_error greatest. The slope
    and the product with W are rounded, by less than `noise`.

    Args:
        G: coefficients of the units of a hidden layer (batch, classes, units).
        R: how far off they can be, of the same shape.
        greatest: |G| + R.
        hidden: that layer.

    """
    W = hidden.layer.W
    factor = rounding_factor(W.shape[1])
    noise = factor - 1
    slope = hidden.slope[:, None]
    slope_error = (hidden.slope_error + noise * hidden.slope)[:, None]
    radius = slope_error * greatest
    radius += slope * R + TINY
    return (slope * G) @ W.T, radius @ np.abs(W.T) * factor + TINY


def _greatest_sum(errors: Array, coefficients: Array) -> Array:
    """Return the greatest sum, for errors (batch, units), coefficients (batch, classes, units)."""
    factor = rounding_factor(coefficients.shape[2])
    return (coefficients @ errors[:, :, None])[:, :, 0] * factor + TINY
