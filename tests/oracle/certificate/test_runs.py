"""No run that an arithmetic allows reads another digit than a certain one; and little is spare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.formats import FLOAT32, Format
from mnist_nn.oracle.arithmetic import CERTIFIABLE, Arithmetic
from mnist_nn.oracle.certificate import certificate as certificate_module
from mnist_nn.oracle.certificate._nominal_run import HiddenLayer, affine, sigmoid
from mnist_nn.oracle.certificate._rounded_inputs import RoundedLayer, Values
from mnist_nn.oracle.certificate.certificate import certify
from tests.oracle.certificate.runs import Run
from tests.oracle.near_ties import near_ties, random_network, runners_up
from tests.oracle.shares import of_certificate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.oracle.certificate.runs import Array

NARROW = [name for name in CERTIFIABLE if name != "float64"]
ORDERS = ["ascending", "descending", "random", "pairwise"]


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "widths", [(6, 3), (6, 5, 3), pytest.param((12, 8, 8, 10), marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("name", NARROW)
def test_no_run_reads_another_digit_than_a_certain_one(name: str, widths: tuple[int, ...]) -> None:
    """However it errs and in whatever order it adds, on the images with the smallest margins."""
    arithmetic, rng = CERTIFIABLE[name], np.random.default_rng(0)
    network = random_network(rng, widths)
    images = near_ties(network, rng, 40_000, spread=300 * arithmetic.operand_formats[-1].u)
    certificate = certify(network.layers, images, arithmetic)
    close = np.flatnonzero(certificate.certain)[
        np.argsort(certificate.margin[certificate.certain])[:4000]
    ]
    assert certificate.margin[close].min() < 1.2
    winner, rival = (c[close] for c in runners_up(certificate))
    for errors in ("adversarial", "stochastic", "random"):
        for order in ORDERS:
            for fused in (False, True):
                run = Run(arithmetic, rng, errors, order, fused)
                for lead in run.leads(network, images[close], winner, rival):
                    assert (lead > 0).all()


@pytest.mark.parametrize("widths", [(40, 4), (6, 5, 3), (12, 8, 8, 10)])
@pytest.mark.parametrize("name", NARROW)
def test_the_worst_run_takes_away_most_of_what_the_certificate_allows_for(
    name: str, widths: tuple[int, ...]
) -> None:
    """Rounding against the digit takes away more than half, so few doubts are unfounded."""
    assert 0.5 < of_certificate(CERTIFIABLE[name], widths=widths) <= 1


def as_arithmetic(**changes: float | Format | None) -> Callable[..., Arithmetic]:
    """Return a change by which a certificate ignores a premise that an arithmetic states."""
    return lambda _, arithmetic: replace(arithmetic, **changes)


def with_patch(name: str, ignorant: Callable[..., object]) -> Callable[..., Arithmetic]:
    """Return a change by which a certificate ignores an error, in one of its functions."""

    def ignore(patch: pytest.MonkeyPatch, arithmetic: Arithmetic) -> Arithmetic:
        patch.setattr(certificate_module, name, ignorant)
        return arithmetic

    return ignore


def exact_images(pixels: Array, _: Arithmetic, divisor: float) -> Values:
    """Take images as if scaling them were exact."""
    return Values(pixels / divisor, np.zeros(()), np.zeros_like(pixels))


def exact_sigmoid(z: Values, layer: RoundedLayer, arithmetic: Arithmetic) -> HiddenLayer:
    """Take a hidden layer as if it were exact."""
    hidden = sigmoid(z, layer, arithmetic)
    s = hidden.values.nominal
    return hidden._replace(values=Values(s, np.zeros_like(s), np.zeros_like(s)))


def affine_of_one_term(x: Values, layer: RoundedLayer, arithmetic: Arithmetic) -> Values:
    """Take a sum as if it had a single term."""
    z = affine(x, layer, arithmetic)
    return z._replace(local=z.local / len(layer.W))


FLUSHING = Format(u=FLOAT32.u, eta=2.0**-6)
STRICT = CERTIFIABLE["float32"]
IGNORANT = {
    "how operands are rounded": ((6, 3), 1, CERTIFIABLE["TF32"], as_arithmetic(operands=None)),
    "how results are stored": (
        *((6, 3), 1, CERTIFIABLE["bfloat16"]),
        as_arithmetic(storage=FLOAT32, operands=CERTIFIABLE["bfloat16"].storage),
    ),
    "how many terms there are": ((40, 3), 1, STRICT, with_patch("affine", affine_of_one_term)),
    "how hidden units err": ((6, 5, 3), 1, STRICT, with_patch("sigmoid", exact_sigmoid)),
    "how images are scaled": ((3, 3), 1000, STRICT, with_patch("rounded_images", exact_images)),
    "how softmax is rounded": ((1, 2), 1, STRICT, with_patch("separation", lambda *_: 0.0)),
    "the error of exp": ((6, 5, 3), 1, replace(STRICT, k=300), as_arithmetic(k=3)),
    "the argument of exp": ((6, 5, 3), 1, replace(STRICT, c=300), as_arithmetic(c=3)),
    "underflow of what is stored": (
        *((6, 3), 1, replace(STRICT, storage=Format(u=2.0**-11, eta=2.0**-4))),
        as_arithmetic(storage=CERTIFIABLE["float16"].storage),
    ),
    "underflow of intermediate results": (
        *((6, 5, 3), 1, Arithmetic(FLUSHING, FLUSHING)),
        as_arithmetic(working=FLOAT32, storage=FLOAT32),
    ),
}


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("widths", "scale", "arithmetic", "ignore"), list(IGNORANT.values()), ids=list(IGNORANT)
)
def test_a_certificate_that_ignores_a_premise_is_refuted(
    widths: tuple[int, ...],
    scale: float,
    arithmetic: Arithmetic,
    ignore: Callable[..., Arithmetic],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An allowed run misreads what the ignorant one calls certain, and nothing that ours does."""
    rng = np.random.default_rng(2)
    network = random_network(rng, widths, scale)
    images = near_ties(network, rng, 20_000, spread=30 * arithmetic.operand_formats[-1].u)
    pixels = (255 * images).astype(np.float32).astype(np.float64)
    ours = certify(network.layers, pixels, arithmetic, divisor=255)
    theirs = certify(network.layers, pixels, ignore(monkeypatch, arithmetic), divisor=255)
    leads = Run(arithmetic, rng).leads(network, pixels, *runners_up(ours), divisor=255)
    misread = np.any([lead <= 0 for lead in leads], axis=0)
    assert (theirs.certain & misread).any()
    assert not (ours.certain & misread).any()
