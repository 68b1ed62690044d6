"""No errors within their bounds change a lead by more than the bound of that."""

from __future__ import annotations

import numpy as np
import pytest
from flint import ctx

from mnist_nn.oracle.arithmetic import CERTIFIABLE
from mnist_nn.oracle.certificate._lead_errors import backpropagate, lead_errors
from mnist_nn.oracle.certificate._nominal_run import HiddenLayer
from mnist_nn.oracle.certificate._rounded_inputs import Values, rounded_layer
from mnist_nn.parameters import Layer
from tests.oracle.balls import balls

RNG = np.random.default_rng(0)


def hidden_layer(inputs: int, units: int, slope_error: float) -> HiddenLayer:
    """Return a layer of 20 images with random weights, errors and slopes."""
    W, local = RNG.normal(0, 1, (inputs, units)), RNG.uniform(0, 1, (20, units))
    slope = RNG.uniform(0, 0.25, local.shape)
    layer = rounded_layer(Layer(W, np.zeros(units)), CERTIFIABLE["float64"])
    return HiddenLayer(Values(local, local, local), layer, slope, np.full_like(local, slope_error))


@pytest.mark.unmeasured
@pytest.mark.parametrize("slope_error", [0.0, 0.01, 0.25])
def test_no_errors_within_their_bounds_change_a_combination_by_more(slope_error: float) -> None:
    """Errors and slopes at both ends of their ranges, through three layers."""
    layers = [
        hidden_layer(3, 4, slope_error),
        hidden_layer(4, 5, slope_error),
        hidden_layer(5, 2, slope_error),
    ]
    G = RNG.normal(0, 1, (20, 3, 2))
    allowed = lead_errors(G, layers[0].values, layers)
    worst = np.zeros_like(allowed)
    for _ in range(2000):
        v = layers[0].values.error * RNG.choice([-1, 1], (20, 4))
        for layer in layers[1:]:
            local = layer.values.local * RNG.choice([-1, 1], layer.values.local.shape)
            S = np.maximum(layer.slope + slope_error * RNG.choice([-1, 1], layer.slope.shape), 0)
            v = S * (v @ layer.layer.W) + local
        worst = np.maximum(worst, np.abs(np.einsum("bcu,bu->bc", G, v)))
    assert (worst <= allowed).all()
    assert (worst > allowed / 2).any()


def test_the_slope_of_a_secant_counts_where_the_gradient_vanishes() -> None:
    """A unit in its middle has no slope here, but a secant may have one."""
    one = np.ones((1, 1))
    layer = rounded_layer(Layer(one, one[0]), CERTIFIABLE["float64"])
    first = HiddenLayer(Values(one, one, one), layer, slope=one, slope_error=one)
    second = HiddenLayer(Values(one, one, 0 * one), layer, slope=0 * one, slope_error=one)
    assert lead_errors(one[None], first.values, [first, second]) >= 2


def test_the_rounding_of_a_gradient_is_within_its_radius() -> None:
    """In ball arithmetic, where slopes are exact."""
    hidden = hidden_layer(30, 40, 0.0)
    G = RNG.normal(0, 1, (20, 1, 40))
    centre, radius = backpropagate(G, np.zeros(()), np.abs(G), hidden)
    with ctx.workprec(128):
        exact = (balls(G) * balls(hidden.slope)[:, None]) @ balls(hidden.layer.W.T)
        errors = np.abs(exact - centre)
    assert (errors <= radius).all()
    assert (errors > 0).any()
