"""Arguments of each function at which its result is exact, whatever the order of computation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.targets.implementation import NUMPYS_OWN

if TYPE_CHECKING:
    from mnist_nn.targets.implementation import Implementation

FLOATS = tuple(FORMATS)
NUMPYS_FLOATS = tuple(name for name in FORMATS if name in NUMPYS_OWN)

EXAMPLES: dict[str, tuple[list[Any], list[Any]]] = {
    "identity": ([[[-1.5, 0.0]]], [[-1.5, 0.0]]),
    "step": ([[[-1.5, 0.0, 2.5]]], [[0.0, 0.0, 1.0]]),
    "sigmoid": ([[[0.0, -0.0]]], [[0.5, 0.5]]),
    "relu": ([[[-1.5, 0.0, 2.5]]], [[0.0, 0.0, 2.5]]),
    "softmax": ([[[3.0, 3.0], [-9.0, -9.0]]], [[0.5, 0.5], [0.5, 0.5]]),
    "matmul": ([[[1.0, 2.0]], [[3.0, 5.0], [4.0, 6.0]]], [[11.0, 17.0]]),
    "affine": ([[[1.0, 2.0]], [[3.0, 5.0], [4.0, 6.0]], [0.5, -0.5]], [[11.5, 16.5]]),
    "mlp": ([[[2.0]], [[0.0]], [0.0], [[4.0, 2.0]], [1.0, 2.0]], [[0.5, 0.5]]),
}
"""Arguments, and what they give: the sigmoid between the two layers of `mlp` is 1/2."""


def gives_its_example(implementation: Implementation, name: str, dtype: str) -> bool:
    """Return whether a function gives NumPy's array of the exact result, at the dtype."""
    arguments, result = EXAMPLES[name]
    y = implementation.functions[name](*(np.array(argument, dtype) for argument in arguments))
    return isinstance(y, np.ndarray) and y.dtype == dtype and np.array_equal(y, result)


def keeps_scores_apart_along_an_axis(implementation: Implementation) -> bool:
    """Return whether softmax takes rows from the middle axis, where all scores are equal."""
    x = np.arange(6.0).reshape(2, 1, 3).repeat(4, axis=1)
    y = implementation.functions["softmax"](x, axis=1)
    return np.array_equal(y, np.full((2, 4, 3), 0.25))
