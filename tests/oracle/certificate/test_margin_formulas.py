"""Margins are the formulas of their proofs, rounded outwards.

The formulas are written here a second time, number by number, at forty digits, and with the factors
that round them outwards.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from mpmath import e, exp, expm1, inf, mpf

from mnist_nn.formats import FLOAT64, Format
from mnist_nn.oracle.arithmetic import CERTIFIABLE, Arithmetic
from mnist_nn.oracle.certificate import certificate as certificate_module
from mnist_nn.oracle.certificate._lead_errors import backpropagate, lead_errors
from mnist_nn.oracle.certificate._nominal_run import HiddenLayer, affine, sigmoid
from mnist_nn.oracle.certificate._rounded_inputs import Values, rounded_images, rounded_layer
from mnist_nn.oracle.certificate._separation import separation
from mnist_nn.oracle.certificate.certificate import certify
from mnist_nn.oracle.outward_rounding import OUTWARD, TINY, rounding_factor
from mnist_nn.oracle.shifts import shift_error
from mnist_nn.parameters import Layer
from tests.oracle.formulas import dot, every_arithmetic, is_rounded, numbers, w
from tests.oracle.near_ties import random_network

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = [pytest.mark.usefixtures("forty_digits"), pytest.mark.unmeasured]


@pytest.mark.parametrize("n", [0, 1, 784, 10_000])
def test_a_step_that_sums_is_covered_by_its_formula(n: int) -> None:
    """exp(2 n w(u)) (1 + 2**-40): two roundings for each term."""
    assert abs(rounding_factor(n) / (exp(2 * n * w(FLOAT64.u)) * mpf(OUTWARD)) - 1) < mpf(2) ** -51


@pytest.mark.parametrize("classes", [1, 2, 10, 300])
@every_arithmetic
def test_the_separation_is_its_formula(arithmetic: Arithmetic, classes: int) -> None:
    """(2 A + B) / (1 - a), or infinite where no probability need be normal."""
    f, stored, sums = arithmetic.working, arithmetic.storage, arithmetic.sums
    storing = w(stored.u) if stored != f else mpf(0)
    shifted = mpf(float(shift_error(np.array(7.0), arithmetic)))
    B = w(2 * arithmetic.k * mpf(f.u)) + storing + shifted
    A = arithmetic.quotient * w(f.u) + storing + (shifted if arithmetic.exact_at_zero else B)
    a = expm1(arithmetic.c * w(f.u))
    r = (w(2 * arithmetic.k * mpf(f.u)) + w(sums.u)) * bool(arithmetic.rescalings)
    eta = max(f.eta, stored.eta, sums.eta) * (1 if arithmetic.shift == "relative" else e)
    subnormal = 2 * eta * classes * exp(2 * A + B + classes * (2 * w(sums.u) + r))
    formula = inf if subnormal >= 1 else (2 * A + B) / (1 - a) * mpf(OUTWARD)
    assert is_rounded(separation(classes, arithmetic, np.array(7.0)), formula)


@pytest.mark.parametrize("n", [1, 10, 50])
@pytest.mark.parametrize("stored", [0, 2.0**-7])
def test_nothing_is_separate_from_a_smallest_normal_number_on(n: int, stored: float) -> None:
    """From where 2 eta n exp(2 A + B + 2 n w(u) + n r) is 1: eta is tried on either side."""
    u = 2.0**-8
    w_stored = w(stored)
    A, B = 2 * w(u) + w_stored, w(6 * u) + w_stored
    r = w(6 * u) + w(u)
    limit = float(exp(-(2 * A + B + n * (2 * w(u) + r))) / (2 * n))
    for eta, finite in ((limit * (1 - 2.0**-40), True), (limit * (1 + 2.0**-40), False)):
        working = Format(u, eta)
        arithmetic = Arithmetic(working, Format(stored, eta / 2) if stored else working)
        assert np.isfinite(separation(n, arithmetic, np.zeros(()))) == finite
    without_rounding = Format(0, 1 / (2 * n))
    assert separation(n, Arithmetic(without_rounding, without_rounding), np.zeros(())) == np.inf


def layer_of(inputs: int, units: int, rng: np.random.Generator) -> HiddenLayer:
    """Return a layer of two images, with random weights, errors and slopes."""
    W = rng.normal(0, 1, (inputs, units))
    propagated, local, slope, slope_error = rng.uniform(0, 0.25, (4, 2, units))
    layer = rounded_layer(Layer(W, np.zeros(units)), CERTIFIABLE["float64"])
    return HiddenLayer(Values(local, propagated, local), layer, slope, slope_error)


def of_backpropagation(
    G: Any, R: Any, greatest: Any, hidden: HiddenLayer, image: int
) -> tuple[Any, Any]:
    """Return the coefficients of one class for the layer before, and how far off they are."""
    W = hidden.layer.W
    slope, slope_error = numbers(hidden.slope[image]), numbers(hidden.slope_error[image])
    factor = mpf(rounding_factor(W.shape[1]))
    parts = zip(slope, slope_error, greatest, R, strict=True)
    radius = [(b + (factor - 1) * s) * g + s * r + mpf(TINY) for s, b, g, r in parts]
    back = [dot((s * g for s, g in zip(slope, G, strict=True)), numbers(row)) for row in W]
    return back, [dot(radius, map(abs, numbers(row))) * factor + mpf(TINY) for row in W]


@pytest.mark.parametrize(("scale", "R"), [(1, 0.0), (1, 0.5), (0, 0.0)])
def test_coefficients_for_the_layer_before_are_their_formulas(scale: float, R: float) -> None:
    """G S W, and the radius that the errors of slopes and the roundings leave."""
    rng = np.random.default_rng(0)
    hidden, G = layer_of(3, 5, rng), rng.normal(0, scale, (2, 4, 5))
    radius = np.full(G.shape, R)
    back, back_radius = backpropagate(G, radius, np.abs(G) + R, hidden)
    for i, c in np.ndindex(2, 4):
        greatest = [abs(g) + mpf(R) for g in numbers(G[i, c])]
        formulas = of_backpropagation(numbers(G[i, c]), [mpf(R)] * 5, greatest, hidden, i)
        for computed, formula in zip((back, back_radius), formulas, strict=True):
            for number, exact in zip(computed[i, c], formula, strict=True):
                assert is_rounded(number, exact)


def of_lead_error(G: Any, images: Values, hidden: Sequence[HiddenLayer], image: int) -> Any:
    """Return how far off a combination of the inputs of the last layer may be."""

    def weighted(errors: Any, weights: Any) -> Any:
        return dot(numbers(errors[image]), weights) * mpf(rounding_factor(len(weights))) + mpf(TINY)

    R, total = [mpf(0)] * len(G), mpf(0)
    for layer in reversed(hidden[1:]):
        greatest = [abs(g) + r for g, r in zip(G, R, strict=True)]
        total += weighted(layer.values.local, greatest)
        G, R = of_backpropagation(G, R, greatest, layer, image)
    first = hidden[0].values if hidden else images
    return total + weighted(first.error, [abs(g) + r for g, r in zip(G, R, strict=True)])


@pytest.mark.parametrize("scale", [0, 1])
@pytest.mark.parametrize(
    "widths",
    [(2,), pytest.param((10_000,), marks=pytest.mark.slow), (2, 3), (3, 2, 4), (2, 3, 4, 5)],
)
def test_the_error_of_a_lead_is_its_formula(widths: tuple[int, ...], scale: float) -> None:
    """The local errors of each layer by how much they count, and the whole error of the first."""
    rng = np.random.default_rng(0)
    hidden = [layer_of(*shape, rng) for shape in pairwise(widths)]
    images = layer_of(1, widths[0], rng).values
    G = rng.normal(0, scale, (2, 4, widths[-1]))
    computed = lead_errors(G, images, hidden)
    for i, c in np.ndindex(2, 4):
        assert is_rounded(computed[i, c], of_lead_error(numbers(G[i, c]), images, hidden, i))


@pytest.mark.parametrize("widths", [(4, 3), (4, 5, 3), (4, 5, 6, 3)])
@pytest.mark.parametrize("divisor", [1, 255])
@every_arithmetic
def test_a_margin_is_the_lead_in_units_of_its_greatest_loss_to_rounding(
    arithmetic: Arithmetic, divisor: float, widths: tuple[int, ...]
) -> None:
    """The error of the lead, those of both scores, and the separation of softmax."""
    rng = np.random.default_rng(1)
    network, pixels = random_network(rng, widths), divisor * rng.normal(0, 1, (7, 4))
    certificate = certify(network.layers, pixels, arithmetic, divisor=divisor)
    *before, last = [rounded_layer(layer, arithmetic) for layer in network.layers]
    x = images = rounded_images(pixels, arithmetic, divisor)
    hidden = []
    for layer in before:
        hidden.append(sigmoid(affine(x, layer, arithmetic), layer, arithmetic))
        x = hidden[-1].values
    scores = affine(x, last, arithmetic)
    assert certificate.digits.tolist() == scores.nominal.argmax(axis=-1).tolist()
    G = np.array([[last.W[:, d] - last.W[:, j] for j in range(3)] for d in certificate.digits])
    greatest = (np.abs(scores.nominal) + scores.error).max(axis=1)
    for (i, j), error in np.ndenumerate(lead_errors(G, images, hidden)):
        digit = certificate.digits[i]
        apart = mpf(float(separation(3, arithmetic, greatest[i])))
        local = mpf(scores.local[i, digit]) + mpf(scores.local[i, j])
        lead = mpf(scores.nominal[i, digit]) - mpf(scores.nominal[i, j])
        margin = lead / ((mpf(error) + local + apart) * mpf(OUTWARD)) if j != digit else inf
        assert is_rounded(certificate.margins[i, j], margin)


@pytest.mark.parametrize("widths", [(0, 2), (0, 3, 2)])
def test_an_image_without_pixels_is_read_by_its_biases(widths: tuple[int, ...]) -> None:
    """There is nothing that could be rounded."""
    network = random_network(np.random.default_rng(0), widths)
    certificate = certify(network.layers, np.zeros((3, 0)), CERTIFIABLE["float32"])
    assert certificate.certain.tolist() == [True] * 3


def test_pixels_are_taken_as_they_are_unless_a_divisor_is_given() -> None:
    """As if they were divided by 1, whichever dtype they have."""
    network, pixels = random_network(np.random.default_rng(0), (4, 3)), np.arange(8).reshape(2, 4)
    divided = certify(network.layers, pixels, CERTIFIABLE["float32"], divisor=1).margins
    for dtype in (np.uint8, np.float16, np.float32):
        same = certify(network.layers, pixels.astype(dtype), CERTIFIABLE["float32"]).margins
        assert np.array_equal(same, divided)


def test_images_are_certified_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many that their gradients, of the widest hidden layer, are about 2**15 numbers."""
    few = []
    real = certificate_module._certify  # noqa: SLF001 - how the work is cut up shows nowhere else

    def counted(layers: Any, pixels: Any, *others: Any) -> Any:
        few.append(len(pixels))
        return real(layers, pixels, *others)

    monkeypatch.setattr(certificate_module, "_certify", counted)
    rng = np.random.default_rng(2)
    for widths, count, batches in (
        ((2, 2**8, 3, 2**6), 5, [2, 2, 1]),
        ((2**14, 2), 2, [1, 1]),
        ((2**14, 2), 1, [1]),
        ((2, 4681, 7), 3, [2, 1]),
        ((2, 2**15, 2), 2, [1, 1]),
        ((2, 2), 0, [0]),
    ):
        few.clear()
        network = random_network(rng, widths)
        certify(network.layers, np.ones((count, widths[0])), CERTIFIABLE["float32"])
        assert few == batches
