"""Counterexamples are whole numbers where they can be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Refuted
from mnist_nn.functions import relu, sigmoid, softmax
from mnist_nn.layers import affine
from mnist_nn.network import mlp
from mnist_nn.specification.catalogue import law_named

if TYPE_CHECKING:
    from mnist_nn.specification.function import Implemented

NEARLY: dict[str, Implemented] = {
    "softmax.is_the_true_softmax": lambda x, axis=-1: np.where(
        (y := softmax(x, axis)) > 0.999, 1, y
    ),
    "sigmoid.is_the_true_sigmoid": lambda x: np.where(x > 2.5, sigmoid(x) + 1e-3, sigmoid(x)),
    "relu.is_the_rectifier": lambda x: np.where(x > 30, 30, relu(x)),
    "affine.is_the_true_map": lambda x, W, b: affine(x, W, 1.001 * b),
    "mlp.is_the_true_network": lambda *arrays: mlp(*arrays) + 1e-3,
}


@pytest.mark.parametrize("name", NEARLY)
def test_a_counterexample_is_made_of_whole_numbers(name: str) -> None:
    """Though other numbers refute the law as well."""
    with pytest.raises(Refuted) as caught:
        Check(law_named(name), NEARLY[name], "float64").run()
    assert not re.search(r"\.\d", caught.value.counterexample)
