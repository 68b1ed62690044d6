"""Cases for mlp and predict: images, and what a network says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.digits.mnist import load_test_set
from mnist_nn.specification.truth import exactly, true_mlp
from mnist_nn.vectors.case import Case
from mnist_nn.weights.files import load_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.formats import FloatArray as Array

    Dtype: TypeAlias = np.dtype[Any]

_NAMES = ("x", "W1", "b1", "W2", "b2")

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


def mlp_cases(dtype: Dtype) -> Iterator[Case]:
    """Yield cases of softmax(sigmoid(x W1 + b1) W2 + b2)."""
    for seed, (reason, sizes) in enumerate(_NETWORKS.items()):
        yield _mlp_case(reason, _network(dtype, sizes, seed))
    x, W1, b1, W2, b2 = _network(dtype, (2, 5, 4, 3), 0)
    yield _mlp_case("no weights: softmax(b2)", (x, 0 * W1, b1, 0 * W2, b2))
    yield _mlp_case("hidden units that saturate", (x, W1 * 64, b1, W2, b2))
    yield _mlp_case("scores far apart", (x, W1, b1, W2 * 32, b2))
    yield _mlp_case("the same images, in reverse", (x[::-1].copy(), W1, b1, W2, b2))
    arrays = dict(zip(_NAMES, (x[:0], W1, b1, W2, b2), strict=True))
    yield Case("no images", arrays, exactly(np.zeros((0, 3))))
    for width in (4, 6, 8):
        images = np.ones((2, width), dtype)
        arrays = dict(zip(_NAMES, (images, W1, b1, W2, b2), strict=True))
        yield Case(f"images of {width} pixels for a network of 5", arrays, None)


def predict_cases(dtype: Dtype) -> Iterator[Case]:
    """Yield cases of the network of the reference weights, on the MNIST test set."""
    images, labels = load_test_set()
    parameters = tuple(load_weights().values())

    def case(reason: str, x: Array) -> Case:
        x = x.astype(dtype)
        return Case(reason, {"x": x}, true_mlp(x, *parameters))

    firsts = [int(np.flatnonzero(labels == digit)[0]) for digit in range(10)]
    for digit, first in enumerate(firsts):
        yield case(f"test image {first} alone, a {digit}", images[[first]])
    yield case("the first of each digit, together", images[firsts])
    yield case("the same, in reverse", images[firsts[::-1]])
    hard = [938, 2648, 3062, 9679]
    yield case(f"images {hard}, which are hard to read", images[hard])
    yield case("the first 40 images: more than a batch of 32", images[:40])
    yield case("a blank image: only the biases speak", np.zeros((1, 784)))
    nothing = exactly(np.zeros((0, 10)))
    yield Case("no images", {"x": np.zeros((0, 784), dtype)}, nothing)


def _mlp_case(reason: str, arrays: tuple[Array, ...]) -> Case:
    """Return the case of x and the parameters of a network."""
    return Case(reason, dict(zip(_NAMES, arrays, strict=True)), true_mlp(*arrays))


def _network(dtype: Dtype, sizes: tuple[int, int, int, int], seed: int) -> tuple[Array, ...]:
    """Return normal images and parameters."""
    batch, pixels, hidden, classes = sizes
    rng = np.random.default_rng(seed)
    shapes = (batch, pixels), (pixels, hidden), (hidden,), (hidden, classes), (classes,)
    return tuple(rng.normal(0, 1, shape).astype(dtype) for shape in shapes)
