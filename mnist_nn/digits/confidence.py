"""How sure the network may be of a digit: as sure as it was right, on pictures like it.

The network's own probabilities are those of one picture, and too sure where pictures are not like
MNIST. So the mean over small variations of the picture is taken, which is a little less sure than
it is right: its logarithms are divided by a temperature (C. Guo et al., On Calibration of Modern
Neural Networks, 2017), which was chosen on the styles for development. See README.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mnist_nn.digits.variants import variants
from mnist_nn.functions import softmax

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.network import Network

TEMPERATURE = 0.9
"""What makes confidence and accuracy agree."""


class Opinion(NamedTuple):
    """What a network makes of a picture.

    Attributes:
        probabilities: of each digit, (10,), calibrated.
        votes: how many of the variations of the picture are read as each digit, (10,).

    """

    probabilities: FloatArray
    votes: tuple[int, ...]

    @property
    def digit(self) -> int:
        """The most probable digit."""
        return int(self.probabilities.argmax())

    @property
    def confidence(self) -> float:
        """Its probability."""
        return float(self.probabilities.max())


def opinion(network: Network, image: FloatArray) -> Opinion:
    """Return what a network makes of a digit (28, 28) and of its small variations.

    Raises:
        ValueError: the network does not read images of 784 pixels.

    """
    each = network.predict(variants(image))
    mean = np.log(each.mean(axis=0))
    votes = np.bincount(each.argmax(axis=1), minlength=each.shape[1])
    return Opinion(softmax(mean / TEMPERATURE), tuple(votes.tolist()))
