"""The network's opinion is that of all variations of a picture together."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.digits.confidence import opinion
from mnist_nn.digits.mnist import load_test_set
from mnist_nn.digits.variants import variants
from mnist_nn.network import Network
from mnist_nn.weights.files import load_weights

NETWORK = Network(load_weights())
SEVEN = load_test_set(flatten=False)[0][17, 0]


def test_a_clear_digit_is_read_alike_in_all_variations() -> None:
    """Fifteen votes, and more than 99 % confidence."""
    view = opinion(NETWORK, SEVEN)
    assert view.digit == 7
    assert view.votes[7] == sum(view.votes) == 15
    assert view.confidence > 0.99


def test_probabilities_are_a_distribution_in_the_order_of_the_mean() -> None:
    """A temperature changes no order."""
    view = opinion(NETWORK, SEVEN)
    mean = NETWORK.predict(variants(SEVEN)).mean(axis=0)
    assert view.probabilities.sum() == pytest.approx(1)
    assert np.argsort(view.probabilities).tolist() == np.argsort(mean).tolist()


def test_a_temperature_below_one_makes_surer() -> None:
    """Than the mean of the network's own probabilities: variations make less sure than is right."""
    blurred = (SEVEN + np.roll(SEVEN, 5, axis=1)) / 2
    mean = NETWORK.predict(variants(blurred)).mean(axis=0)
    assert opinion(NETWORK, blurred).confidence > mean.max()


def test_a_network_of_other_images_is_refused() -> None:
    """By name."""
    other = Network({"W1": np.zeros((4, 10)), "b1": np.zeros(10)})
    with pytest.raises(ValueError, match="784"):
        opinion(other, SEVEN)
