"""No errors within their bounds shift a lead by more than is said."""

from __future__ import annotations

import numpy as np
import pytest
from flint import ctx

from mnist_nn.oracle.arithmetic import CERTIFIABLE
from mnist_nn.oracle.certificate.lead_errors import backwards, shifts
from mnist_nn.oracle.certificate.nominal_run import Hidden
from mnist_nn.oracle.certificate.rounded_inputs import Values, take_layer
from tests.oracle.balls import balls

RNG = np.random.default_rng(0)


def hidden_layer(inputs: int, units: int, bend: float) -> Hidden:
    """Return a layer of 20 images with random weights, errors and slopes."""
    W, own = RNG.normal(0, 1, (inputs, units)), RNG.uniform(0, 1, (20, units))
    slope = RNG.uniform(0, 0.25, own.shape)
    layer = take_layer(W, np.zeros(units), CERTIFIABLE["float64"])
    return Hidden(Values(own, own, own), layer, slope, np.full_like(own, bend))


@pytest.mark.parametrize("bend", [0.0, 0.01, 0.25])
def test_no_errors_within_their_bounds_shift_a_combination_by_more(bend: float) -> None:
    """Errors and slopes at both ends of their ranges, through three layers."""
    layers = [hidden_layer(3, 4, bend), hidden_layer(4, 5, bend), hidden_layer(5, 2, bend)]
    G = RNG.normal(0, 1, (20, 3, 2))
    allowed = shifts(G, layers[0].values, layers)
    worst = np.zeros_like(allowed)
    for _ in range(2000):
        v = layers[0].values.moved * RNG.choice([-1, 1], (20, 4))
        for layer in layers[1:]:
            own = layer.values.own * RNG.choice([-1, 1], layer.values.own.shape)
            S = np.maximum(layer.slope + bend * RNG.choice([-1, 1], layer.slope.shape), 0)
            v = S * (v @ layer.layer.W) + own
        worst = np.maximum(worst, np.abs(np.einsum("bcu,bu->bc", G, v)))
    assert (worst <= allowed).all()
    assert (worst > allowed / 2).any()


def test_a_gradient_that_vanishes_may_be_bent() -> None:
    """A unit in its middle has no slope here, but a secant may have one."""
    one = np.ones((1, 1))
    layer = take_layer(one, one[0], CERTIFIABLE["float64"])
    first = Hidden(Values(one, one, one), layer, slope=one, bend=one)
    second = Hidden(Values(one, one, 0 * one), layer, slope=0 * one, bend=one)
    assert shifts(one[None], first.values, [first, second]) >= 2


def test_the_rounding_of_a_gradient_is_within_its_radius() -> None:
    """In ball arithmetic, where slopes do not bend."""
    hidden = hidden_layer(30, 40, 0.0)
    G = RNG.normal(0, 1, (20, 1, 40))
    centre, radius = backwards(G, np.zeros(()), np.abs(G), hidden)
    with ctx.workprec(128):
        exact = (balls(G) * balls(hidden.slope)[:, None]) @ balls(hidden.layer.W.T)
        errors = np.abs(exact - centre)
    assert (errors <= radius).all()
    assert (errors > 0).any()
