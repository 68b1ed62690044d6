"""What is certified of the test set for a network: the digits that rounding can make, and more."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.oracle.certificate.certificate import Certificate, certify
from mnist_nn.oracle.declared import required_of
from mnist_nn.specification.claim import Claim
from mnist_nn.specification.inputs.digits import SIZE, mnist_images, places
from mnist_nn.specification.truth import true_mlp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.network import Network
    from mnist_nn.oracle.arithmetic import Arithmetic
    from mnist_nn.specification.truth import Truth


def certified(network: Network, first: int = 0, number: int = SIZE) -> Certificate:
    """Return which digits rounding in float32 can make of a stretch of the test set."""
    whole, i = _whole_test_set(network, required_of("float32")), places(first, number)
    return Certificate(whole.digits[i], whole.margins[i])


def true_probabilities(network: Network, first: int, number: int) -> Truth:
    """Return what the network says of a stretch of the test set."""
    return _whole_truth(network, required_of("float32")).of_rows(places(first, number))


def are_possible(read: NDArray[Any], network: Network, first: int) -> Claim:
    """Claim that the digits read of a stretch of the test set are possible ones."""
    possible = certified(network, first, len(read)).possible
    wrong = ~possible[np.arange(len(read)), read]
    if not wrong.any():
        return Claim(0, "every digit that was read is possible")
    i = wrong.argmax()
    digits = " or ".join(map(str, np.flatnonzero(possible[i])))
    image = places(first, len(read))[i]
    return Claim(np.inf, f"observed {read[i]} for image {image}, expected {digits}")


@cache
def _whole_test_set(network: Network, arithmetic: Arithmetic) -> Certificate:
    """Return which digits it can make of each test image."""
    return certify(network.layers, mnist_images(0, SIZE), arithmetic)


@cache
def _whole_truth(network: Network, arithmetic: Arithmetic) -> Truth:
    """Return what it says of each test image."""
    parameters = network.parameters.values()
    return true_mlp(mnist_images(0, SIZE), *parameters, arithmetic=arithmetic)
