"""Cases for mlp and predict: images, and what a network says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.specification.inputs.digits import SIZE, labels, mnist_images
from mnist_nn.specification.mlp import MLP
from mnist_nn.specification.predict import PREDICT
from mnist_nn.vectors.case import Case, named, resized, true_case
from mnist_nn.vectors.cases import cases
from mnist_nn.vectors.contract_cases import contract_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.formats import FloatArray as Array
    from mnist_nn.specification.function import Function

    Dtype: TypeAlias = np.dtype[Any]

_NETWORKS = {
    "one of each": (1, 1, 1, 2),
    "one class": (2, 3, 2, 1),
    "four widths that differ": (2, 5, 4, 3),
    "as many units as pixels": (2, 4, 4, 3),
    "all widths the same": (3, 3, 3, 3),
    "twelve of each": (4, 12, 12, 12),
    "a single image": (1, 9, 7, 10),
    "many images": (65, 3, 2, 4),
    "widths near a tile": (2, 33, 17, 15),
}
"""How many images, pixels, hidden units and classes."""


@cases(MLP)
def mlp_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield cases of softmax(sigmoid(x W1 + b1) W2 + b2)."""
    for seed, (reason, sizes) in enumerate(_NETWORKS.items()):
        yield true_case(function, reason, *_network(dtype, sizes, seed))
    yield true_case(function, "wide layers", *_wide_network(dtype, (2, 1_030, 300, 129)))
    yield true_case(function, "many classes", *_wide_network(dtype, (1, 5, 20, 301)))
    x, W1, b1, W2, b2 = _network(dtype, (2, 5, 4, 3), 0)
    yield _many_images(function, dtype)
    yield true_case(function, "no weights: softmax(b2)", x, 0 * W1, b1, 0 * W2, b2)
    yield true_case(function, "hidden units that saturate", x, W1 * 64, b1, W2, b2)
    yield true_case(function, "scores far apart", x, W1, b1, W2 * 32, b2)
    yield true_case(function, "the same images, in reverse", x[::-1].copy(), W1, b1, W2, b2)
    for width in (4, 6, 8):
        reason = f"images of {width} pixels for a network of 5"
        yield Case(reason, named(function, np.ones((2, width), dtype), W1, b1, W2, b2), None)
    yield from contract_cases(function, *_network(dtype, (3, 4, 3, 2), 1))


@cases(PREDICT)
def predict_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield cases of the network of the reference weights, on the MNIST test set."""
    images, digits = mnist_images(0, SIZE).astype(dtype), labels(0, SIZE)
    firsts = [int(np.flatnonzero(digits == digit)[0]) for digit in range(10)]
    for digit, first in enumerate(firsts):
        yield true_case(function, f"test image {first} alone, a {digit}", images[[first]])
    yield true_case(function, "the first of each digit, together", images[firsts])
    yield true_case(function, "the same, in reverse", images[firsts[::-1]])
    hard = [938, 2648, 3062, 9679]
    yield true_case(function, f"images {hard}, which are hard to read", images[hard])
    yield true_case(function, "the first 40 images: more than a batch of 32", images[:40])
    blank = np.zeros((1, 784), dtype)
    yield true_case(function, "a blank image: only the biases speak", blank)
    yield from contract_cases(function, images[firsts[:3]])


def _wide_network(dtype: Dtype, sizes: tuple[int, int, int, int]) -> tuple[Array, ...]:
    """Return images and parameters of a few numbers that begin again."""
    numbers = np.array([0.5, -0.25, 0.125, -0.5, 0.25, -0.125, 0.0625], dtype)
    return tuple(np.resize(numbers, shape) for shape in _shapes(*sizes))


def _many_images(function: Function, dtype: Dtype) -> Case:
    """Return the case of more than 1,024 images, and more than 32 hidden units."""
    few, *parameters = _network(dtype, (3, 4, 40, 2), 2)
    x = np.resize(few, (1_031, 4))
    truth = resized(function.truth(few, *parameters), (1_031, 2))
    return Case("1,031 images, 40 hidden units", named(function, x, *parameters), truth)


def _network(dtype: Dtype, sizes: tuple[int, int, int, int], seed: int) -> tuple[Array, ...]:
    """Return normal images and parameters."""
    rng = np.random.default_rng(seed)
    return tuple(rng.normal(0, 1, shape).astype(dtype) for shape in _shapes(*sizes))


def _shapes(images: int, pixels: int, hidden: int, classes: int) -> list[tuple[int, ...]]:
    """Return the shapes of images, W1, b1, W2 and b2."""
    return [(images, pixels), (pixels, hidden), (hidden,), (hidden, classes), (classes,)]
