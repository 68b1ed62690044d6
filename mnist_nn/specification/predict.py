"""What a correct reader of digits is: predict(images) is what its network says, up to rounding."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.certificate.certificate import Certificate, certify
from mnist_nn.specification.claim import Claim, between, matches, refused_or, within
from mnist_nn.specification.inputs.digits import (
    SIZE,
    few_digits,
    images,
    labels,
    many_digits,
    places,
)
from mnist_nn.specification.law import Law, law
from mnist_nn.specification.truth import true_mlp

if TYPE_CHECKING:
    from mnist_nn.network import Network
    from mnist_nn.specification.law import Function


def laws_of_predict(network: Network) -> tuple[Law, ...]:
    """Return the laws of a reader of digits that has the parameters of this network.

    Their inputs are a stretch of the test set: the number of its first image, and how many.
    """
    parameters = tuple(network.parameters.values())

    @cache
    def whole() -> Certificate:
        """Return which digits rounding in float32 can make of each test image."""
        return certify(network, images(0, SIZE), arithmetic_of("float32"))

    def certified(first: int, number: int) -> Certificate:
        """Return which digits it can make of a stretch."""
        i = places(first, number)
        return Certificate(whole().digits[i], whole().margins[i])

    @law("predict", few_digits, dtypes=("float32",))
    def says_what_the_network_says(predict: Function, first: int, number: int) -> Claim:
        """predict(x) is what the network gives whose parameters it has, sigmoids between layers."""
        x = images(first, number)
        return matches(predict(x), true_mlp(x, *parameters))

    @law("predict", many_digits, dtypes=("float32",))
    def lies_between_0_and_1(predict: Function, first: int, number: int) -> Claim:
        """0 <= predict(x)_i <= 1."""
        return between(0, predict(images(first, number)), 1)

    @law("predict", many_digits, dtypes=("float32",))
    def reads_the_certified_digits(predict: Function, first: int, number: int) -> Claim:
        """Every digit read is the certified one or, of an uncertain image, a possible one."""
        read = predict(images(first, number)).argmax(axis=-1)
        possible = certified(first, number).possible
        wrong = ~possible[np.arange(number), read]
        if not wrong.any():
            return Claim(0, "every digit that was read is possible")
        i = wrong.argmax()
        digits = " or ".join(map(str, np.flatnonzero(possible[i])))
        image = places(first, number)[i]
        return Claim(np.inf, f"observed {read[i]} for image {image}, expected {digits}")

    @law("predict", many_digits, dtypes=("float32",))
    def is_as_accurate_as_is_certified(predict: Function, first: int, number: int) -> Claim:
        """As many images are read as labelled as rounding leaves possible: mostly one number."""
        read, labelled = predict(images(first, number)).argmax(axis=-1), labels(first, number)
        certificate = certified(first, number)
        least, most = certificate.correct_at_least(labelled), certificate.correct_at_most(labelled)
        return between(least, np.sum(read == labelled), most)

    @law("predict", few_digits, dtypes=("float32",))
    def reads_images_one_by_one(predict: Function, first: int, number: int) -> Claim:
        """predict(x)[i] = predict(x[i]): the other images of a batch change nothing."""
        x = images(first, number)
        one_by_one = np.concatenate([predict(image[None]) for image in x])
        return matches(one_by_one, true_mlp(x, *parameters))

    @law("predict", few_digits, dtypes=("float32",))
    def finds_no_digit_in_no_images(predict: Function, first: int, number: int) -> Claim:
        """predict of an empty batch is an empty batch, (0, 10), or an error: never a digit."""
        none = images(first, number)[:0]
        return refused_or(lambda: predict(none), lambda p: within(p, np.zeros((0, 10)), 0))

    return (
        says_what_the_network_says,
        lies_between_0_and_1,
        reads_the_certified_digits,
        is_as_accurate_as_is_certified,
        reads_images_one_by_one,
        finds_no_digit_in_no_images,
    )
