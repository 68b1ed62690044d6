"""What a correct reader of digits is: predict(images) is what its network says, up to rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.laws.claim import Claim, at_most, between, matches, refused_or, within
from mnist_nn.laws.inputs.networks import test_images
from mnist_nn.laws.law import Law, law
from mnist_nn.laws.truths import true_mlp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.dtypes import FloatArray
    from mnist_nn.laws.law import Function


def laws_of_predict(parameters: Sequence[FloatArray]) -> tuple[Law, ...]:
    """Return the laws of a reader whose network has the parameters W1, b1, W2, b2, ..."""

    @law("predict", test_images, dtypes=("float32",))
    def says_what_the_network_says(predict: Function, x: FloatArray) -> Claim:
        """predict(x) is what the network gives whose parameters it has, sigmoids between layers."""
        return matches(predict(x), true_mlp(x, *parameters))

    @law("predict", test_images, dtypes=("float32",))
    def lies_between_0_and_1(predict: Function, x: FloatArray) -> Claim:
        """0 <= predict(x)_i <= 1."""
        return between(0, predict(x), 1)

    @law("predict", test_images, dtypes=("float32",))
    def reads_the_golden_digits(predict: Function, x: FloatArray) -> Claim:
        """predict(x) is greatest at the digit that the true network reads, up to rounding."""
        p, truth = predict(x), true_mlp(x, *parameters)
        digit = truth.enclosure.hi.argmax(axis=-1)
        of_the_digit = p[np.arange(len(x)), digit]
        return at_most(p.max(axis=-1), of_the_digit, 2 * truth.allowed.max(axis=-1))

    @law("predict", test_images, dtypes=("float32",))
    def reads_images_one_by_one(predict: Function, x: FloatArray) -> Claim:
        """predict(x)[i] = predict(x[i]): the other images of a batch change nothing."""
        one_by_one = np.concatenate([predict(image[None]) for image in x])
        return matches(one_by_one, true_mlp(x, *parameters))

    @law("predict", test_images, dtypes=("float32",))
    def finds_no_digit_in_no_images(predict: Function, x: FloatArray) -> Claim:
        """predict of an empty batch is an empty batch, (0, 10), or an error: never a digit."""
        return refused_or(lambda: predict(x[:0]), lambda p: within(p, np.zeros((0, 10)), 0))

    return (
        says_what_the_network_says,
        lies_between_0_and_1,
        reads_the_golden_digits,
        reads_images_one_by_one,
        finds_no_digit_in_no_images,
    )
