"""What is known of runs beside the pilot's: each bound holds, and is computed outwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from flint import arb, ctx

from mnist_nn.oracle.arithmetic import CERTIFIABLE, FLOAT32, Arithmetic, Format
from mnist_nn.oracle.certificate import nominal_run as pilot
from mnist_nn.oracle.certificate.rounded_inputs import Layer, Values, take_images, take_layer
from tests.oracle.balls import balls, sigmoid
from tests.oracle.certificate.runs import Run
from tests.oracle.near_ties import random_network

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.mark.parametrize("name", CERTIFIABLE)
def test_a_secant_of_sigmoid_is_as_steep_as_is_said(name: str) -> None:
    """Between any z and one that is moved a little or a lot, in ball arithmetic."""
    rng = np.random.default_rng(2)
    z, own = rng.normal(0, 4, (200, 50)), 10.0 ** rng.uniform(-6, 2, (200, 50))
    layer = take_layer(np.eye(50), np.zeros(50), CERTIFIABLE[name])
    hidden = pilot.sigmoid(Values(z, own / 2, own / 2), layer, CERTIFIABLE[name])
    for part in (-1, -0.5, 0.25, 1):
        there = z + part * own
        with ctx.workprec(128):
            secants = (sigmoid(balls(there)) - sigmoid(balls(z))) / (balls(there) - balls(z))
        assert (np.abs(secants - hidden.slope) <= hidden.bend).all()


# Each premise alone, so great that it decides.
FLUSHING = Format(u=FLOAT32.u, eta=2.0**-6)
PREMISES = {name: CERTIFIABLE[name] for name in ("float32", "TF32", "float16", "bfloat16")} | {
    "coarse": Arithmetic(Format(u=2.0**-8, eta=FLOAT32.eta), Format(u=2.0**-8, eta=FLOAT32.eta)),
    "flushing": Arithmetic(FLUSHING, FLUSHING),
    "flushing what is stored": Arithmetic(FLOAT32, FLUSHING),
    "a poor exp": Arithmetic(FLOAT32, FLOAT32, k=300),
    "a poor argument of exp": Arithmetic(FLOAT32, FLOAT32, c=300),
}


@pytest.mark.parametrize("inputs", [1, 2, 40])
@pytest.mark.parametrize("name", PREMISES)
def test_no_run_of_an_affine_map_errs_by_more_than_is_said(name: str, inputs: int) -> None:
    """Sums of any terms, nearly 0, or of one large and many small ones; no format holds them."""
    rng, arithmetic = np.random.default_rng(6), PREMISES[name]
    x, W = rng.normal(0, 1, (1000, inputs)), rng.normal(0, 1, (inputs, 6))
    x[500:, 1:] *= 2.0**-20
    W *= 2.0 ** -np.arange(0, 24, 4)
    b = np.concatenate([2.0 ** -rng.uniform(0, 20, 3), -(x[0] @ W)[3:]])
    values = take_images(x, arithmetic, 1)
    own = pilot.affine(values, take_layer(W, b, arithmetic), arithmetic).own
    for order in ("ascending", "descending", "random", "pairwise"):
        for fused in (False, True):
            for push in (np.ones((1000, 6)), -np.ones((1000, 6))):
                run = Run(arithmetic, rng, order=order, fused=fused)
                moved = values.pilot + values.moved * push[:, :1]
                assert (np.abs(run.affine(moved, W, b, push) - (moved @ W + b)) <= own).all()


@pytest.mark.parametrize("reach", [0.0, 1e-4, 1.0, 4.0])
@pytest.mark.parametrize("name", PREMISES)
def test_no_run_of_sigmoid_errs_by_more_than_is_said(name: str, reach: float) -> None:
    """On both sides of 0 and far out, where units are close to 0 or to 1, and within reach."""
    rng, arithmetic = np.random.default_rng(7), PREMISES[name]
    z = np.linspace(-120, 120, 4801)[None]
    layer = take_layer(np.zeros((1, 4801)), np.zeros(4801), arithmetic)
    values = pilot.sigmoid(Values(z, np.full_like(z, reach), 0 * z), layer, arithmetic).values
    for side in (np.full_like(z, reach), np.full_like(z, -reach)):
        for push in (np.ones_like(z), -np.ones_like(z)):
            moved = Run(arithmetic, rng).sigmoid(z + side, push)
            assert (np.abs(moved - 1 / (1 + np.exp(-z - side))) <= values.own).all()


def test_what_is_carried_is_not_underestimated_far_from_zero() -> None:
    """Where z and how far it may move are a million both, their difference is known to 2**-33."""
    rng, arithmetic = np.random.default_rng(8), CERTIFIABLE["float64"]
    z, own = 2.0**20 + rng.uniform(2, 3, (1, 1000)), 2.0**20 + rng.uniform(0, 1, (1, 1000))
    layer = take_layer(np.zeros((1, 1000)), np.zeros(1000), arithmetic)
    carried = pilot.sigmoid(Values(z, own / 3, own / 1.5), layer, arithmetic).values.carried
    with ctx.workprec(128):
        s = sigmoid(balls(z) - balls(own / 3) - balls(own / 1.5))
        assert (carried >= s * (1 - s) * balls(own / 3)).all()


@pytest.mark.parametrize("name", CERTIFIABLE)
def test_the_true_network_is_within_reach_of_the_pilot(name: str) -> None:
    """Hidden units and scores, in ball arithmetic."""
    rng = np.random.default_rng(4)
    network, arithmetic = random_network(rng, (6, 5, 4, 3), scale=2), CERTIFIABLE[name]
    x = rng.normal(0, 3, (20, 6))
    values, true = take_images(x, arithmetic, 1), balls(x)
    with ctx.workprec(128):
        for W, b in network.layers:
            layer = take_layer(W, b, arithmetic)
            z, true = pilot.affine(values, layer, arithmetic), true @ balls(W) + balls(b)
            assert (np.abs(true - z.pilot) <= z.moved).all()
            values, true = pilot.sigmoid(z, layer, arithmetic).values, sigmoid(true)
            assert (np.abs(true - values.pilot) <= values.moved).all()


@pytest.mark.parametrize("name", CERTIFIABLE)
def test_the_bounds_are_computed_outwards(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In ball arithmetic, without what is added for their own roundings, none is greater."""
    rng = np.random.default_rng(5)
    network, arithmetic = random_network(rng, (6, 5, 4, 3), scale=2), CERTIFIABLE[name]
    layers = [take_layer(W, b, arithmetic) for W, b in network.layers]
    images = take_images(rng.normal(0, 3, (10, 6)), arithmetic, 1)
    computed = bounds(images, layers, arithmetic)
    for factor in ("OUTWARD", "INWARD"):
        monkeypatch.setattr(pilot, factor, 1)
    monkeypatch.setattr(pilot, "TINY", 0)
    monkeypatch.setattr(pilot, "outward", lambda _: 1)
    monkeypatch.setattr(pilot, "_exp", lambda x: np.exp(x + arb(0)))
    with ctx.workprec(128):
        exact_layers = [Layer(*map(balls, layer)) for layer in layers]
        exactly = bounds(Values(*map(balls, images)), exact_layers, arithmetic)
    for bound, true in zip(computed, exactly, strict=True):
        assert (bound >= true).all()


def bounds(images: Values, layers: list[Layer], arithmetic: Arithmetic) -> list[NDArray[Any]]:
    """Return how far off the layers of a network are, and the slopes."""
    x, found = images, []
    for layer in layers:
        z = pilot.affine(x, layer, arithmetic)
        hidden = pilot.sigmoid(z, layer, arithmetic)
        x = hidden.values
        found += [z.carried, z.own, x.carried, x.own, hidden.bend]
    return found
