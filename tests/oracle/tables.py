"""The tables of the oracle's page: how near each bound is reached, and which digits are certain."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn import load_test_set, load_weights
from mnist_nn.formats import FORMATS
from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.arithmetics import ARITHMETICS, named_arithmetic
from mnist_nn.oracle.certificate.certificate import certify
from mnist_nn.parameters import layers_of
from mnist_nn.report.markdown import table
from tests.oracle.shares import ADVERSARIES, greatest_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.parameters import Layer


def shares() -> str:
    """Return what share of each bound its adversary reaches, in the strict arithmetics."""
    rows = [
        [of, *(_share(greatest_share(of, arithmetic_of(f))) for f in FORMATS)] for of in ADVERSARIES
    ]
    return table(["bound of", *FORMATS], rows)


def _share(share: float | None) -> str:
    """Return a share in two digits, rounded down: what is below 1 is not shown as 1."""
    return "" if share is None else f"{math.floor(100 * share) / 100:.2f}"


def certificates(weights: Path | None = None) -> str:
    """Return how many of the 10,000 digits are certain in each arithmetic, and the accuracy."""
    layers = layers_of((load_weights(weights) if weights else load_weights()).values())
    rows = [
        [f"`{name}`", *(_certified(layers, name, f) if f in it.fields else "" for f in FORMATS)]
        for name, it in ARITHMETICS.items()
    ]
    return table(["arithmetic", *FORMATS], rows)


def _certified(layers: Sequence[Layer], name: str, dtype: str) -> str:
    """Return how many digits are certain, and how many are read rightly, at least and at most."""
    images, labels = load_test_set(normalize=False)
    certificate = certify(layers, images, named_arithmetic(name, dtype), divisor=255)
    least, most = certificate.correct_at_least(labels), certificate.correct_at_most(labels)
    return f"{certificate.certain.sum()}: {least}" + (f" to {most}" if most > least else "")


def lessons_certificates() -> str:
    """Return the same of the lesson's weights, which are where MNIST_NN_BOOK_WEIGHTS says."""
    return certificates(Path(os.environ["MNIST_NN_BOOK_WEIGHTS"]))
