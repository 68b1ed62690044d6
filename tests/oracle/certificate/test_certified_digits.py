"""The digits of the test set that rounding cannot change, in each arithmetic."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np
import pytest

from mnist_nn import Network, load_test_set, load_weights
from mnist_nn.oracle.arithmetic import CERTIFIABLE
from mnist_nn.oracle.certificate.certificate import certify
from mnist_nn.parameters import layers_of
from tests.oracle.certificate.runs import Run
from tests.oracle.near_ties import runners_up

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from mnist_nn.oracle.certificate.certificate import Certificate

PIXELS, LABELS = load_test_set(normalize=False)


def sigmoid(x: NDArray[Any]) -> NDArray[Any]:
    """Return 1 / (1 + exp(-x)), computed in float32."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


@cache
def certified(arithmetic: str, divisor: int) -> Certificate:
    """Return the certificate of the test set for the reference weights."""
    return certify(
        layers_of(load_weights().values()), PIXELS, CERTIFIABLE[arithmetic], divisor=divisor
    )


@pytest.mark.slow
@pytest.mark.parametrize("divisor", [1, 255])
@pytest.mark.parametrize("dtype", [np.float32, np.float16, ml_dtypes.bfloat16])
def test_numpy_reads_the_certain_digits_in_any_order_of_pixels(dtype: Any, divisor: int) -> None:
    """Three orders of summation by BLAS in float32, with all numbers stored in the dtype."""
    certificate = certified(np.dtype(dtype).name, divisor)

    def stored(x: NDArray[Any]) -> NDArray[np.float32]:
        return x.astype(dtype).astype(np.float32)

    W1, b1, W2, b2, W3, b3 = map(stored, load_weights().values())
    x = stored(PIXELS.astype(np.float32) / np.float32(divisor))
    for seed in range(3):
        p = np.random.default_rng(seed).permutation(784)
        h = stored(sigmoid(stored(x[:, p] @ W1[p] + b1)))
        h = stored(sigmoid(stored(h @ W2 + b2)))
        digits = stored(h @ W3 + b3).argmax(axis=-1)
        assert (digits == certificate.digits)[certificate.certain].all()


@pytest.mark.unmeasured
def test_a_digit_that_is_nearest_to_a_tie_can_be_changed_by_rounding() -> None:
    """An admitted run with TF32 products reads it otherwise."""
    network, certificate = Network(load_weights()), certified("TF32", 255)
    doubtful = [certificate.margin.argmin()]
    winner, rival = (digits[doubtful] for digits in runners_up(certificate))
    run = Run(CERTIFIABLE["TF32"], np.random.default_rng(0), order="ascending", fused=True)
    image = PIXELS[doubtful].astype(np.float64)
    for lead in run.leads(network, image, winner, rival, divisor=255):
        assert lead < 0


@pytest.mark.parametrize("image", range(0, 10_000, 500))
def test_a_perturbation_just_above_the_margin_changes_the_digit_and_just_below_it_does_not(
    image: int,
) -> None:
    """One score is raised to the greatest, but for a millionth: either digit is then certain."""
    parameters, pixels = load_weights(), PIXELS[image : image + 1] / 255
    network = Network({name: array.astype(np.float64) for name, array in parameters.items()})
    rival, digit = network.scores(pixels)[0].argsort()[-2:]
    lead = np.ptp(network.scores(pixels)[0, [rival, digit]])
    for share, read in ((1 - 2.0**-20, digit), (1 + 2.0**-20, rival)):
        raised = network.parameters["b3"] + share * lead * (np.arange(10) == rival)
        perturbed = Network({**network.parameters, "b3": raised})
        certificate = certify(perturbed.layers, pixels, CERTIFIABLE["float64"])
        assert certificate.digits.tolist() == [read]
        assert certificate.certain.all()


REFERENCE = {
    "float64": (10_000, 9895, 9895),
    "float32": (10_000, 9895, 9895),
    "TF32": (9985, 9888, 9903),
    "float16": (9968, 9879, 9910),
    "bfloat16": (7115, 7115, 9999),
}
LESSON = {
    "float64": (10_000, 9352, 9352),
    "float32": (10_000, 9352, 9352),
    "TF32": (9903, 9312, 9394),
    "float16": (9870, 9301, 9413),
    "bfloat16": (9024, 8778, 9659),
}


def theorem(certificate: Certificate) -> tuple[int, int, int]:
    """Return how many digits are certain, and the least and the most that are correct."""
    least, most = certificate.correct_at_least(LABELS), certificate.correct_at_most(LABELS)
    return int(certificate.certain.sum()), least, most


@pytest.mark.parametrize("name", CERTIFIABLE)
def test_the_accuracy_of_the_reference_weights_is_a_theorem(name: str) -> None:
    """In float32 every digit is certain; in narrower formats the accuracy is in an interval."""
    assert theorem(certified(name, 255)) == REFERENCE[name]


@pytest.mark.parametrize("name", CERTIFIABLE)
def test_the_accuracy_of_the_lessons_weights_is_a_theorem(name: str, book_weights: Path) -> None:
    """As that of the reference weights."""
    layers = layers_of(load_weights(book_weights).values())
    certificate = certify(layers, PIXELS, CERTIFIABLE[name], divisor=255)
    assert theorem(certificate) == LESSON[name]
