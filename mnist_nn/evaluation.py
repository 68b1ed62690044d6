"""The accuracy of a network on labelled images, and its confusions of one class with another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.pixels import warn_of_raw_pixels

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.network import Network


@dataclass(frozen=True)
class Evaluation:
    """The classes that a network read on labelled images, counted against the labels.

    Attributes:
        confusion: how many images of each true class (rows) were read as each class (columns).

    """

    confusion: NDArray[np.intp]

    @property
    def correct(self) -> int:
        """How many images were read as labelled."""
        return int(np.trace(self.confusion))

    @property
    def total(self) -> int:
        """How many images there were."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """The share of the images that were read as labelled."""
        return self.correct / self.total


def evaluate(network: Network, images: ArrayLike, labels: ArrayLike) -> Evaluation:
    """Classify labelled images, and count how each class was read.

    Args:
        network: the network to judge.
        images: (batch, pixels), pixels from 0 to 1.
        labels: the true class of each image, (batch,).

    Raises:
        ValueError: there are no images, not one label for each, or a label is no class.

    """
    labels, predicted = np.asarray(labels), network.classify(images)
    if predicted.shape != labels.shape or labels.size == 0:
        raise ValueError(
            f"one label is needed for each image, and at least one image: "
            f"got images {np.shape(images)} and labels {labels.shape}"
        )
    classes = network.widths[-1]
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"labels must be classes from 0 to {classes - 1}, got {labels.min()} to {labels.max()}"
        )
    confusion = np.zeros((classes, classes), dtype=np.intp)
    np.add.at(confusion, (labels, predicted), 1)
    return Evaluation(confusion)


def accuracy(network: Network, images: ArrayLike, labels: ArrayLike) -> float:
    """Return the share of the images (batch, pixels) that are classified as labelled (batch,).

    Warns:
        RawPixelsWarning: the images hold levels from 0 to 255, not pixels from 0 to 1.

    Raises:
        ValueError: as `evaluate` does.

    """
    evaluation = evaluate(network, images, labels)
    warn_of_raw_pixels(images)
    return evaluation.accuracy
