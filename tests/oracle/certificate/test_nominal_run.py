"""No run is further from the nominal run than its bounds, and the bounds are computed outwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from flint import arb, ctx

from mnist_nn.formats import FLOAT32, Format
from mnist_nn.oracle.arithmetic import CERTIFIABLE, Arithmetic
from mnist_nn.oracle.certificate import _nominal_run as nominal_run
from mnist_nn.oracle.certificate._rounded_inputs import (
    RoundedLayer,
    Values,
    rounded_images,
    rounded_layer,
)
from mnist_nn.parameters import Layer
from tests.oracle.balls import balls, sigmoid
from tests.oracle.certificate.runs import Run
from tests.oracle.near_ties import random_network

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", CERTIFIABLE)
def test_a_secant_of_sigmoid_is_as_steep_as_the_slope_up_to_its_error(name: str) -> None:
    """Between any z and one that is a little or a lot away, in ball arithmetic."""
    rng = np.random.default_rng(2)
    z, error = rng.normal(0, 4, (200, 50)), 10.0 ** rng.uniform(-6, 2, (200, 50))
    layer = rounded_layer(Layer(np.eye(50), np.zeros(50)), CERTIFIABLE[name])
    hidden = nominal_run.sigmoid(Values(z, error / 2, error / 2), layer, CERTIFIABLE[name])
    for part in (-1, -0.5, 0.25, 1):
        there = z + part * error
        with ctx.workprec(128):
            secants = (sigmoid(balls(there)) - sigmoid(balls(z))) / (balls(there) - balls(z))
        assert (np.abs(secants - hidden.slope) <= hidden.slope_error).all()


# Each premise alone, so great that it decides.
FLUSHING = Format(u=FLOAT32.u, eta=2.0**-6)
PREMISES = {name: CERTIFIABLE[name] for name in ("float32", "TF32", "float16", "bfloat16")} | {
    "coarse": Arithmetic(Format(u=2.0**-8, eta=FLOAT32.eta), Format(u=2.0**-8, eta=FLOAT32.eta)),
    "flushing": Arithmetic(FLUSHING, FLUSHING),
    "flushing what is stored": Arithmetic(FLOAT32, FLUSHING),
    "a poor exp": Arithmetic(FLOAT32, FLOAT32, k=300),
    "a poor argument of exp": Arithmetic(FLOAT32, FLOAT32, c=300),
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("inputs", [1, 2, 40])
@pytest.mark.parametrize("name", PREMISES)
def test_no_run_of_an_affine_map_errs_by_more_than_its_local_error(name: str, inputs: int) -> None:
    """Sums of any terms, nearly 0, or of one large and many small ones; no format holds them."""
    rng, arithmetic = np.random.default_rng(6), PREMISES[name]
    x, W = rng.normal(0, 1, (1000, inputs)), rng.normal(0, 1, (inputs, 6))
    x[500:, 1:] *= 2.0**-20
    W *= 2.0 ** -np.arange(0, 24, 4)
    b = np.concatenate([2.0 ** -rng.uniform(0, 20, 3), -(x[0] @ W)[3:]])
    values = rounded_images(x, arithmetic, 1)
    local = nominal_run.affine(values, rounded_layer(Layer(W, b), arithmetic), arithmetic).local
    for order in ("ascending", "descending", "random", "pairwise"):
        for fused in (False, True):
            for push in (np.ones((1000, 6)), -np.ones((1000, 6))):
                run = Run(arithmetic, rng, order=order, fused=fused)
                there = values.nominal + values.error * push[:, :1]
                assert (np.abs(run.affine(there, W, b, push) - (there @ W + b)) <= local).all()


@pytest.mark.parametrize("error", [0.0, 1e-4, 1.0, 4.0])
@pytest.mark.parametrize("name", PREMISES)
def test_no_run_of_sigmoid_errs_by_more_than_its_local_error(name: str, error: float) -> None:
    """On both sides of 0 and far out, where units are nearly 0 or 1, at both ends of a range."""
    rng, arithmetic = np.random.default_rng(7), PREMISES[name]
    z = np.linspace(-120, 120, 4801)[None]
    layer = rounded_layer(Layer(np.zeros((1, 4801)), np.zeros(4801)), arithmetic)
    values = nominal_run.sigmoid(Values(z, np.full_like(z, error), 0 * z), layer, arithmetic).values
    for side in (np.full_like(z, error), np.full_like(z, -error)):
        for push in (np.ones_like(z), -np.ones_like(z)):
            run = Run(arithmetic, rng).sigmoid(z + side, push)
            assert (np.abs(run - 1 / (1 + np.exp(-z - side))) <= values.local).all()


def test_a_propagated_error_is_not_underestimated_far_from_zero() -> None:
    """Where z and its error are a million both, their difference is known to 2**-33."""
    rng, arithmetic = np.random.default_rng(8), CERTIFIABLE["float64"]
    z, error = 2.0**20 + rng.uniform(2, 3, (1, 1000)), 2.0**20 + rng.uniform(0, 1, (1, 1000))
    layer = rounded_layer(Layer(np.zeros((1, 1000)), np.zeros(1000)), arithmetic)
    propagated = nominal_run.sigmoid(
        Values(z, error / 3, error / 1.5), layer, arithmetic
    ).values.propagated
    with ctx.workprec(128):
        s = sigmoid(balls(z) - balls(error / 3) - balls(error / 1.5))
        assert (propagated >= s * (1 - s) * balls(error / 3)).all()


@pytest.mark.parametrize("name", CERTIFIABLE)
def test_the_true_network_is_within_the_errors_of_the_nominal_run(name: str) -> None:
    """Hidden units and scores, in ball arithmetic."""
    rng = np.random.default_rng(4)
    network, arithmetic = random_network(rng, (6, 5, 4, 3), scale=2), CERTIFIABLE[name]
    x = rng.normal(0, 3, (20, 6))
    values, true = rounded_images(x, arithmetic, 1), balls(x)
    with ctx.workprec(128):
        for W, b in network.layers:
            layer = rounded_layer(Layer(W, b), arithmetic)
            z, true = nominal_run.affine(values, layer, arithmetic), true @ balls(W) + balls(b)
            assert (np.abs(true - z.nominal) <= z.error).all()
            values, true = nominal_run.sigmoid(z, layer, arithmetic).values, sigmoid(true)
            assert (np.abs(true - values.nominal) <= values.error).all()


@pytest.mark.parametrize("name", CERTIFIABLE)
def test_the_bounds_are_computed_outwards(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In ball arithmetic, without the factors that cover their own roundings, none is greater."""
    rng = np.random.default_rng(5)
    network, arithmetic = random_network(rng, (6, 5, 4, 3), scale=2), CERTIFIABLE[name]
    layers = [rounded_layer(layer, arithmetic) for layer in network.layers]
    images = rounded_images(rng.normal(0, 3, (10, 6)), arithmetic, 1)
    computed = bounds(images, layers, arithmetic)
    for factor in ("OUTWARD", "INWARD"):
        monkeypatch.setattr(nominal_run, factor, 1)
    monkeypatch.setattr(nominal_run, "TINY", 0)
    monkeypatch.setattr(nominal_run, "rounding_factor", lambda _: 1)
    monkeypatch.setattr(nominal_run, "_exp", lambda x: np.exp(x + arb(0)))
    with ctx.workprec(128):
        exact_layers = [RoundedLayer(*map(balls, layer)) for layer in layers]
        exactly = bounds(Values(*map(balls, images)), exact_layers, arithmetic)
    for bound, true in zip(computed, exactly, strict=True):
        assert (bound >= true).all()


def bounds(
    images: Values, layers: list[RoundedLayer], arithmetic: Arithmetic
) -> list[NDArray[Any]]:
    """Return how far off the layers of a network are, and the slopes."""
    x, found = images, []
    for layer in layers:
        z = nominal_run.affine(x, layer, arithmetic)
        hidden = nominal_run.sigmoid(z, layer, arithmetic)
        x = hidden.values
        found += [z.propagated, z.local, x.propagated, x.local, hidden.slope_error]
    return found
