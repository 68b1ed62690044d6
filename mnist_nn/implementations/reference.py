"""The reference: this package's own functions, on NumPy."""

from __future__ import annotations

import numpy as np

import mnist_nn
from mnist_nn.implementations.implementation import Implementation

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
    },
)
