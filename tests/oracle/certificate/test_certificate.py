"""A certificate says which digits can be read, and nothing where nothing is known."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mnist_nn import Network, load_test_set, load_weights
from mnist_nn.formats import BFLOAT16, FLOAT32
from mnist_nn.oracle.arithmetic import CERTIFIABLE, Arithmetic
from mnist_nn.oracle.certificate.certificate import Certificate, certify
from mnist_nn.parameters import Layer


def reference() -> Network:
    """Return the reference network."""
    return Network(load_weights())


@pytest.mark.parametrize("name", CERTIFIABLE)
def test_equal_scores_are_never_certain(name: str) -> None:
    """A tie is broken by whoever reads it; the classes that tie are possible, and no other."""
    network = Network({"W1": [[1.0, 1.0, -1.0]], "b1": [0.0, 0.0, 0.0]})
    certificate = certify(network.layers, [[1.0]], CERTIFIABLE[name])
    assert not certificate.certain.any()
    assert certificate.possible.tolist() == [[True, True, False]]


@pytest.mark.parametrize("name", CERTIFIABLE)
def test_a_clear_winner_is_certain(name: str) -> None:
    """A lead of 1 over a score of 0, and infinitely more than nothing."""
    layers = [Layer(W=[[0.0, 1.0]], b=[0.0, 0.0])]
    certificate = certify(layers, [[1.0]], CERTIFIABLE[name])
    assert certificate.digits.tolist() == [1]
    assert certificate.certain.tolist() == [True]
    assert certificate.margin > 10
    assert np.isinf(certificate.margins[0, 1])


LARGE: dict[str, tuple[str, list[list[float]], list[list[float]], float]] = {
    "a weight": ("float16", [[1e30, 0]], [[1]], 1),
    "a bias": ("float16", [[1, 0]], [[1e-3]], 1),
    "a pixel": ("float16", [[1, 0]], [[1e30]], 1),
    "a scaled pixel": ("float16", [[2.0**-10, 0]], [[1e8]], 255),
    "a score": ("float16", [[200, 0]], [[256]], 1),
    "another score": ("float16", [[1, -200]], [[256]], 1),
    "a partial sum": ("float32", [[1.5e38, 0], [1.5e38, 0], [-1.5e38, 0]], [[1, 1, 1]], 1),
}


@pytest.mark.parametrize("what", LARGE)
def test_where_something_may_overflow_nothing_is_known(what: str) -> None:
    """Beyond its largest number a format has infinity: all is possible, and nothing warned of."""
    name, W, image, divisor = LARGE[what]
    b = [1e30, 0, 0] if what == "a bias" else [1.0, 0, 0]
    network = Network({"W1": np.pad(W, ((0, 0), (0, 1))), "b1": b})
    for arithmetic, certain in ((CERTIFIABLE[name], False), (CERTIFIABLE["float64"], True)):
        certificate = certify(network.layers, image, arithmetic, divisor=divisor)
        assert certificate.certain.tolist() == [certain]
        assert certificate.possible.tolist() == [[True, not certain, not certain]]


@pytest.mark.parametrize("terms", [128, 200])
def test_a_sum_too_long_for_its_format_is_not_certain(terms: int) -> None:
    """Summed in bfloat16 itself, 1 + 1 + ... may end anywhere: n u is 1/2 and more."""
    network = Network({"W1": np.tile([1.0, 0.0], (terms, 1)), "b1": [0.0, 0.0]})
    for working, certain in ((BFLOAT16, False), (FLOAT32, True)):
        certificate = certify(network.layers, np.ones((1, terms)), Arithmetic(working, BFLOAT16))
        assert certificate.certain.tolist() == [certain]


@pytest.mark.parametrize("W2", [np.eye(2), np.zeros((2, 2))], ids=["used", "unused"])
def test_where_nothing_is_known_of_exp_nothing_is_certain(W2: Any) -> None:
    """128 units in the last place of bfloat16 are the whole number."""
    layers = [Layer(np.eye(2), np.zeros(2)), Layer(W2, np.array([0.0, 9.0]))]
    for k, certain in ((128, False), (3, True)):
        arithmetic = Arithmetic(BFLOAT16, BFLOAT16, k=k)
        assert certify(layers, [[0.0, 9.0]], arithmetic).certain.tolist() == [certain]


@pytest.mark.parametrize("pixel", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("divisor", [1, 255])
def test_an_image_that_is_not_finite_is_not_certain(divisor: float, pixel: float) -> None:
    """Nothing is known of it, and its neighbours in the batch are as certain as ever."""
    images = np.array([[1.0, 1.0], [pixel, 1.0], [2.0, 1.0]])
    network = Network({"W1": np.eye(2), "b1": [0.0, 99.0]})
    certificate = certify(network.layers, images, CERTIFIABLE["float32"], divisor=divisor)
    assert certificate.certain.tolist() == [True, False, True]
    assert certificate.margin[1] == 0


def test_a_single_class_is_certain_by_any_margin() -> None:
    """There is nothing else to be read."""
    certificate = certify([Layer([[1.0]], [0.0])], [[1.0]], CERTIFIABLE["float32"])
    assert certificate.margin.tolist() == [np.inf]


def test_so_many_classes_that_none_has_a_normal_probability_are_not_certain() -> None:
    """10,000 probabilities of float16 may all be rounded to the same subnormal number."""
    b = np.zeros(10_000)
    b[0] = 4
    network = Network({"W1": np.zeros((1, 10_000)), "b1": b})
    for name, certain in (("float32", True), ("float16", False)):
        assert certify(network.layers, [[1.0]], CERTIFIABLE[name]).certain.tolist() == [certain]


def test_the_accuracy_is_an_interval() -> None:
    """A certain digit is right or wrong; a doubtful one can be right if its label is possible."""
    margins = np.array([[np.inf, 2, 2], [np.inf, 1, 2], [np.inf, 1, 2], [np.inf, 1, 2]])
    certificate = Certificate(np.array([0, 0, 0, 0]), margins)
    assert certificate.certain.tolist() == [True, False, False, False]
    labels = [0, 0, 1, 2]
    assert certificate.correct_at_least(labels) == 1
    assert certificate.correct_at_most(labels) == 3


def test_no_images_are_a_certificate_of_nothing() -> None:
    """An empty batch is empty."""
    certificate = certify(reference().layers, np.zeros((0, 784)), CERTIFIABLE["float32"])
    assert certificate.margins.shape == (0, 10)
    assert certificate.correct_at_least([]) == certificate.correct_at_most([]) == 0


@pytest.mark.parametrize("shape", [(784,), (2, 783), (2, 1, 784)])
def test_images_that_are_no_batch_for_the_network_are_refused(shape: tuple[int, ...]) -> None:
    """The error names what was given and what is expected."""
    message = re.escape(f"certify: images have shape {shape}, but W1 takes images (batch, 784)")
    with pytest.raises(ValueError, match=f"^{message}$"):
        certify(reference().layers, np.zeros(shape), CERTIFIABLE["float32"])


def test_layers_that_do_not_fit_are_refused() -> None:
    """A bias of another length would otherwise be broadcast, and another network certified."""
    message = r"^certify: W1 has 2 columns, so b1 must have shape \(2,\), not \(1,\)$"
    with pytest.raises(ValueError, match=message):
        certify([Layer(np.eye(2), np.zeros(1))], np.ones((1, 2)), CERTIFIABLE["float32"])


def test_an_exp_of_numpy_is_not_trusted_to_less_than_3_ulp() -> None:
    """An arithmetic with a better exp is certified as if it were that of NumPy."""
    images = load_test_set()[0][:9]
    better, usual = (replace(CERTIFIABLE["float64"], k=k) for k in (1, 3))
    layers = reference().layers
    margins = certify(layers, images, usual).margins
    assert np.array_equal(certify(layers, images, better).margins, margins)
