"""What a correct reader of digits is: predict(images) is what the reference network says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.laws.claim import Claim, at_most, between, matches
from mnist_nn.laws.inputs.networks import test_images
from mnist_nn.laws.law import law
from mnist_nn.laws.truths import true_mlp
from mnist_nn.weights import load_weights

if TYPE_CHECKING:
    from mnist_nn.dtypes import FloatArray
    from mnist_nn.laws.law import Function


@law("predict", test_images, dtypes=("float32",))
def says_what_the_reference_network_says(predict: Function, x: FloatArray) -> Claim:
    """predict(x) is what the network of the reference weights gives: 784-50-100-10, sigmoid."""
    return matches(predict(x), true_mlp(x, *_parameters()))


@law("predict", test_images, dtypes=("float32",))
def lies_between_0_and_1(predict: Function, x: FloatArray) -> Claim:
    """0 <= predict(x)_i <= 1."""
    return between(0, predict(x), 1)


@law("predict", test_images, dtypes=("float32",))
def reads_the_golden_digits(predict: Function, x: FloatArray) -> Claim:
    """predict(x) is greatest at the digit that the true network reads, up to rounding."""
    p, truth = predict(x), true_mlp(x, *_parameters())
    digit = truth.enclosure.hi.argmax(axis=-1)
    of_the_digit = p[np.arange(len(x)), digit]
    return at_most(p.max(axis=-1), of_the_digit, 2 * truth.allowed.max(axis=-1))


@law("predict", test_images, dtypes=("float32",))
def reads_images_one_by_one(predict: Function, x: FloatArray) -> Claim:
    """predict(x)[i] = predict(x[i]): the other images of a batch change nothing."""
    return matches(
        np.concatenate([predict(image[None]) for image in x]), true_mlp(x, *_parameters())
    )


@cache
def _parameters() -> tuple[FloatArray, ...]:
    """Return the reference weights, read once."""
    return tuple(load_weights().values())
