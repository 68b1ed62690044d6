"""The reference: this package's own functions, on NumPy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

import mnist_nn
from mnist_nn.network import Network, mlp
from mnist_nn.targets.implementation import Implementation
from mnist_nn.weights.files import load_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from mnist_nn.formats import FloatArray


@cache
def reference_network() -> Network:
    """Return the network of the reference weights, read once."""
    return Network(load_weights())


def predict(images: ArrayLike) -> FloatArray:
    """Return the probabilities (batch, 10) that the reference weights give images (batch, 784)."""
    return reference_network().predict(images)


REFERENCE = Implementation(
    name="numpy",
    version=np.__version__,
    functions={
        "identity": mnist_nn.identity,
        "step": mnist_nn.step,
        "sigmoid": mnist_nn.sigmoid,
        "relu": mnist_nn.relu,
        "softmax": mnist_nn.softmax,
        "matmul": mnist_nn.matmul,
        "affine": mnist_nn.affine,
        "mlp": mlp,
        "predict": predict,
    },
)
