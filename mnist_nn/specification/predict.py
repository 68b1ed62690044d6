"""What a correct reader of digits is: predict(images) is what its network says, up to rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.certified_digits import are_possible, certified, true_probabilities
from mnist_nn.specification.claim import Claim, between, both, matches, refused_or, within
from mnist_nn.specification.function import Function
from mnist_nn.specification.inputs.digits import (
    batches,
    few_images,
    labels,
    many_digits,
    mnist_images,
    no_images,
    whole_test_set,
)
from mnist_nn.specification.law import Law, law
from mnist_nn.specification.truth import Truth, true_mlp
from mnist_nn.weights.networks import network_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.network import Network
    from mnist_nn.oracle.arithmetic import Arithmetic
    from mnist_nn.specification.function import Implemented

    Array = NDArray[Any]


def predict(images: ArrayLike) -> FloatArray:
    """Return the probabilities (batch, 10) that the reference weights give images (batch, 784)."""
    return network_in().predict(images)


def shape_of_digits(images: Array) -> tuple[int, int]:
    """Return (batch, 10)."""
    return (len(images), 10)


def own_image(images: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which results depend on marked pixels: those of their images."""
    return np.repeat(images.any(axis=1, keepdims=True), 10, axis=1)


def specified(network: Callable[[], Network] = network_in) -> Function:
    """Return the record of a reader of digits that has the parameters of a network."""

    def truth(images: Array, arithmetic: Arithmetic | None = None) -> Truth:
        """Return the probabilities of each digit."""
        parameters = network().parameters.values()
        return true_mlp(images, *parameters, arithmetic=arithmetic)

    return Function(
        "predict",
        formula="predict(x) is what its network gives: softmax of the last of its layers.",
        truth=truth,
        reference=predict,
        shape=shape_of_digits,
        depends=own_image,
        limits=(0, 1),
        inputs=few_images,
        few_columns=None,  # of 784 pixels, 70,000 rows do not fit a message
        extremes=None,
        wide=None,  # images are all of one size, and batches of any are laws of their own
        dtypes=("float32",),
        law_names={
            "is_the_true_value": "says_what_the_network_says",
            "lies_between_its_limits": "lies_between_0_and_1",
            "treats_rows_independently": "reads_images_one_by_one",
        },
        exempt={
            "of_no_rows_is_empty": "an error will do: see finds_no_digit_in_no_images",
            "reads_integers_or_refuses_them": "pixels lie in [0, 1]: bytes are divided by 255",
        },
    )


PREDICT = specified()


def laws_of_digits(
    function: Function, network: Callable[[], Network] = network_in
) -> tuple[Law, Law, Law, Law]:
    """Return the laws of the digits that are read with the parameters of a network.

    Their inputs are a stretch of the test set: the number of its first image, and how many.
    """

    @law(function, many_digits)
    def reads_the_certified_digits(predict: Implemented, first: int, number: int) -> Claim:
        """Every digit read is the certified one or, of an uncertain image, a possible one."""
        read = predict(mnist_images(first, number)).argmax(axis=-1)
        return are_possible(read, network(), first)

    @law(function, batches)
    def reads_batches_of_any_size(
        predict: Implemented, first: int, number: int, batch: int
    ) -> Claim:
        """predict(x) is what its network gives, 10,000 images at once, in batches, one by one."""
        images = mnist_images(first, number)
        batches = [predict(images[i : i + batch]) for i in range(0, number, batch)]
        p = np.concatenate(batches)
        said = matches(p, true_probabilities(network(), first, number))
        return both(said, are_possible(p.argmax(axis=-1), network(), first))

    @law(function, whole_test_set)
    def is_as_accurate_as_is_certified(predict: Implemented, first: int, number: int) -> Claim:
        """As many images are read as labelled as rounding leaves possible: mostly one number."""
        read, labelled = predict(mnist_images(first, number)).argmax(axis=-1), labels(first, number)
        certificate = certified(network(), first, number)
        least, most = certificate.correct_at_least(labelled), certificate.correct_at_most(labelled)
        return between(least, np.sum(read == labelled), most)

    @law(function, no_images)
    def finds_no_digit_in_no_images(predict: Implemented, images: Array) -> Claim:
        """predict of an empty batch is an empty batch, (0, 10), or an error: never a digit."""
        return refused_or(lambda: predict(images), lambda p: within(p, np.zeros((0, 10)), 0))

    return (
        reads_the_certified_digits,
        reads_batches_of_any_size,
        is_as_accurate_as_is_certified,
        finds_no_digit_in_no_images,
    )


(
    reads_the_certified_digits,
    reads_batches_of_any_size,
    is_as_accurate_as_is_certified,
    finds_no_digit_in_no_images,
) = laws_of_digits(PREDICT)
