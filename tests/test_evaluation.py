"""An evaluation counts every image once, and never takes nothing for success."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn import Network, accuracy, evaluate

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

COPIES_ITS_INPUT = Network({"W1": np.eye(3), "b1": np.zeros(3)})
IMAGES = np.eye(3)[[0, 1, 2, 2]]


def test_accuracy_is_the_share_of_the_images_read_as_labelled() -> None:
    """Three of four."""
    assert accuracy(COPIES_ITS_INPUT, IMAGES, [0, 1, 2, 0]) == 0.75


def test_confusion_counts_true_classes_in_rows_and_readings_in_columns() -> None:
    """The image labelled 0 and read as 2 is counted in row 0, column 2."""
    confusion = evaluate(COPIES_ITS_INPUT, IMAGES, [0, 1, 2, 0]).confusion
    assert confusion.tolist() == [[1, 0, 1], [0, 1, 0], [0, 0, 1]]
    assert confusion.dtype == np.intp


def test_the_classes_are_those_of_the_last_layer() -> None:
    """However wide the images and the hidden layers are."""
    network = Network({"W1": np.eye(3, 4), "b1": np.zeros(4), "W2": np.eye(4, 2), "b2": [0, 0]})
    assert evaluate(network, IMAGES, [0, 1, 0, 0]).confusion.tolist() == [[3, 0], [0, 1]]
    with pytest.raises(ValueError, match="labels must be classes from 0 to 1, got"):
        evaluate(network, IMAGES, [0, 1, 2, 0])


@pytest.mark.parametrize("labels", [[0, 1, 2], [[0, 1, 2, 2]], [[1, 0, 0]] * 4])
def test_anything_but_one_label_for_each_image_is_refused(labels: ArrayLike) -> None:
    """One-hot labels, or too few, are an error instead of a broadcast comparison."""
    with pytest.raises(
        ValueError, match=r"one label is needed for each image.* got images \(4, 3\)"
    ):
        evaluate(COPIES_ITS_INPUT, IMAGES, labels)


def test_no_images_have_no_accuracy() -> None:
    """An empty test set is an error, not a perfect score."""
    with pytest.raises(ValueError, match="at least one image"):
        accuracy(COPIES_ITS_INPUT, np.zeros((0, 3)), [])


@pytest.mark.parametrize("label", [-1, 3])
def test_a_label_that_is_no_class_is_refused(label: int) -> None:
    """The network tells three classes apart: 0, 1 and 2."""
    with pytest.raises(ValueError, match="labels must be classes from 0 to 2, got"):
        evaluate(COPIES_ITS_INPUT, IMAGES, [0, 1, 2, label])
