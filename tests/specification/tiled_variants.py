"""Right implementations that work in tiles, in blocks, in batches and in threads.

Each is right at every size: none may be refuted. Like the others, each computes in the precision of
its arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.weights.networks import network_in
from tests.specification.blocks import by_blocks, by_threads, named, stretches
from tests.specification.tiled_numbers import (
    in_chunks,
    in_vectors_of_8,
    maxima_merged_in_a_tree,
    online_class_by_class,
    online_in_tiles,
    passes_by_blocks,
    rows_in_threads,
    sigmoid_by_branch,
    softmax_of_columns,
    softmax_of_rows,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

    Array = NDArray[Any]


# Products of x (batch, inputs) and W (inputs, outputs).


def fitting(x: Array, W: Array) -> tuple[int, int]:
    """Return (batch, outputs), if there is such a product."""
    if x.shape[1] != W.shape[0]:
        raise ValueError(f"{x.shape} @ {W.shape}")
    return len(x), W.shape[1]


def split_in(parts: int) -> Implemented:
    """Add the products of so many parts of the inputs, side by side (split-K)."""

    def split(x: Array, W: Array) -> Array:
        total = np.zeros(fitting(x, W), x.dtype)
        for inputs in stretches(len(W), max(-(-len(W) // parts), 1)):
            total += x[:, inputs] @ W[inputs]
        return total

    return named(f"split_in_{parts}", split)


def blocked_by(size: int) -> Implemented:
    """Multiply blocks of so many rows, inputs and outputs."""

    def blocked(x: Array, W: Array) -> Array:
        y = np.zeros(fitting(x, W), x.dtype)
        for rows in stretches(len(x), size):
            for outputs in stretches(W.shape[1], size):
                for inputs in stretches(len(W), size):
                    y[rows, outputs] += x[rows, inputs] @ W[inputs, outputs]
        return y

    return named(f"blocked_by_{size}", blocked)


def product_by_threads(x: Array, W: Array) -> Array:
    """Let each thread multiply blocks of 64 rows."""
    return by_threads(lambda rows: rows @ W, x, 64, fitting(x, W))


# Affine maps, of matching shapes.


def bias_of(b: Array, W: Array) -> Array:
    """Return b, if there is one number for each output."""
    if b.shape != W.shape[1:]:
        raise ValueError(f"a bias {b.shape} for weights {W.shape}")
    return b


def biased_in_the_first_block(x: Array, W: Array, b: Array) -> Array:
    """Add blocks of 128 inputs to a sum that begins as the bias."""
    y = np.zeros(fitting(x, W), x.dtype) + bias_of(b, W)
    for inputs in stretches(len(W), 128):
        y += x[:, inputs] @ W[inputs]
    return y


def biased_in_tiles_of_outputs(x: Array, W: Array, b: Array) -> Array:
    """Compute tiles of 64 outputs, each with its part of the bias."""
    y = np.empty(fitting(x, W), x.dtype)
    for outputs in stretches(len(bias_of(b, W)), 64):
        y[:, outputs] = x @ W[:, outputs] + b[outputs]
    return y


def biased_in_threads(x: Array, W: Array, b: Array) -> Array:
    """Let each thread compute blocks of 64 rows."""
    bias = bias_of(b, W)
    return by_threads(lambda rows: rows @ W + bias, x, 64, fitting(x, W))


# Networks x, W1, b1, W2, b2, ... of matching shapes.


def network(x: Array, *parameters: Array) -> Array:
    """Return the probabilities of a batch."""
    *hidden, W, b = parameters
    for k in range(0, len(hidden), 2):
        x = sigmoid_by_branch(biased_in_tiles_of_outputs(x, hidden[k], hidden[k + 1]))
    return softmax_of_rows(biased_in_tiles_of_outputs(x, W, b))


def network_in_batches_of(size: int) -> Implemented:
    """Compute so many images at a time."""

    def batches(x: Array, *parameters: Array) -> Array:
        fitting(x, parameters[0])
        shape = len(x), len(parameters[-1])
        return by_blocks(lambda images: network(images, *parameters), x, size, shape)

    return named(f"network_in_batches_of_{size}", batches)


def network_by_blocks_of_units(
    x: Array, W1: Array, b1: Array, W2: Array, b2: Array, *others: Array
) -> Array:
    """Add to the second layer what blocks of 64 units of the first one give."""
    scores = np.zeros((len(x), len(b2)), x.dtype) + bias_of(b2, W2)
    for units in stretches(len(bias_of(b1, W1)), 64):
        scores += sigmoid_by_branch(x @ W1[:, units] + b1[units]) @ W2[units]
    if not others:
        return softmax_of_rows(scores)
    return network(sigmoid_by_branch(scores), *others)


# Images (batch, 784), read with the reference weights.


def probabilities(images: Array) -> Array:
    """Return the probabilities of each digit, in the precision of the images."""
    weights = (a.astype(images.dtype) for a in network_in().parameters.values())
    return network(images, *weights)


def read_in_batches_of_100(images: Array) -> Array:
    """Read 100 images at a time."""
    return by_blocks(probabilities, images, 100, (len(images), 10))


def read_in_threads(images: Array) -> Array:
    """Let each thread read 250 images at a time."""
    return by_threads(probabilities, images, 250, (len(images), 10))


TILED: dict[str, tuple[Implemented, ...]] = {
    "softmax": (
        *map(online_in_tiles, (16, 128, 1024)),
        online_class_by_class,
        maxima_merged_in_a_tree,
        passes_by_blocks,
        softmax_of_columns,
        rows_in_threads,
    ),
    "sigmoid": (in_vectors_of_8, in_chunks(sigmoid_by_branch, "sigmoid_in_chunks")),
    "matmul": (*map(split_in, (2, 3, 8)), *map(blocked_by, (32, 64, 256)), product_by_threads),
    "affine": (biased_in_the_first_block, biased_in_tiles_of_outputs, biased_in_threads),
    "relu": (in_chunks(lambda x: np.maximum(x, 0), "relu_in_chunks"),),
    "step": (in_chunks(lambda x: np.heaviside(x, 0), "step_in_chunks"),),
    "identity": (in_chunks(np.copy, "identity_in_chunks"),),
    "mlp": (*map(network_in_batches_of, (7, 100)), network_by_blocks_of_units),
    "predict": (probabilities, read_in_batches_of_100, read_in_threads),
}
