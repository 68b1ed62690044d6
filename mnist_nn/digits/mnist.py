# ruff: noqa: FBT001, FBT002 -- the flags, their order and their defaults are the lesson's
"""MNIST: 70,000 handwritten digits, 28 pixels high and wide. Y. LeCun and C. Cortes.

The test set is in the package. The training set is read from a folder, or fetched when asked for.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.digits.download import fetch
from mnist_nn.digits.files.idx import read_pair
from mnist_nn.digits.files.labelled import PARTS
from mnist_nn.digits.files.reading import read_digits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.digits.files.labelled import Labelled

    Digits: TypeAlias = tuple[NDArray[Any], NDArray[Any]]
    """Images and their labels."""

_TEST_SET = Path(__file__).parent.parent / "data"
_VARIABLE = "MNIST_NN_DATA"


def load_mnist(
    normalize: bool = True,
    flatten: bool = True,
    one_hot_label: bool = False,
    *,
    data_dir: str | os.PathLike[str] | None = None,
    only_mnist: bool = True,
) -> tuple[Digits, Digits]:
    """Return `(x_train, t_train), (x_test, t_test)`: 60,000 digits to learn from, 10,000 to test.

    The training set is read from `data_dir`, or else from the folder named by the environment
    variable MNIST_NN_DATA, or else it is fetched, verified and kept in the user's cache folder. The
    test set is that of the package.

    Args:
        normalize: images are float32 in [0, 1], pixel / 255; otherwise uint8 in [0, 255].
        flatten: images are (N, 784); otherwise (N, 1, 28, 28).
        one_hot_label: labels are float64 (N, 10), 1 at the digit; otherwise uint8 (N,), 0 to 9.
        data_dir: a folder with the training set, or its file, in a form that
            `mnist_nn/digits/files/README.md` lists: IDX, `mnist.npz`, CSV, Parquet.
        only_mnist: refuse digits that are not MNIST's, by the SHA-256 of images and labels. False
            takes others of the same form, such as Fashion-MNIST; then both sets are read from
            `data_dir` or the variable's folder.

    Raises:
        FileNotFoundError: the folder lacks a set; the message says what is there.
        ImportError: it has a Parquet file, and the library pyarrow is not installed.
        ValueError: a file is damaged or holds something else, or the files do not go together, or
            other digits are asked for and nothing says where they are.
        OSError: the training set could not be fetched; the message says how else to get it.

    """
    form = normalize, flatten, one_hot_label
    folder = data_dir if data_dir is not None else os.environ.get(_VARIABLE)
    if only_mnist:
        train = read_digits(folder) if folder else _fetched()
        return _prepare(train, *form), load_test_set(*form)
    if not folder:
        raise ValueError(f"other digits than MNIST's: name their folder as data_dir or {_VARIABLE}")
    train, test = (read_digits(folder, part, only_mnist=False) for part in PARTS)
    return _prepare(train, *form), _prepare(test, *form)


def load_test_set(
    normalize: bool = True, flatten: bool = True, one_hot_label: bool = False
) -> Digits:
    """Return `(x_test, t_test)`: the 10,000 digits of the test set, which is in the package.

    Args:
        normalize: images are float32 in [0, 1], pixel / 255; otherwise uint8 in [0, 255].
        flatten: images are (N, 784); otherwise (N, 1, 28, 28).
        one_hot_label: labels are float64 (N, 10), 1 at the digit; otherwise uint8 (N,), 0 to 9.

    >>> x_test, t_test = load_test_set()
    >>> x_test.shape, x_test.dtype, x_test.max()
    ((10000, 784), dtype('float32'), np.float32(1.0))
    >>> t_test[:5]
    array([7, 2, 1, 0, 4], dtype=uint8)

    """
    return _prepare(_test_set(), normalize, flatten, one_hot_label)


def _test_set() -> Labelled:
    """Return the test set, which is in the package."""
    return read_pair(
        _TEST_SET / "t10k-images-idx3-ubyte.gz", _TEST_SET / "t10k-labels-idx1-ubyte.gz"
    )


def _fetched() -> Labelled:
    """Return the training set, which is fetched if it was not before, and verified."""
    return read_pair(fetch("train-images-idx3-ubyte"), fetch("train-labels-idx1-ubyte"))


def _prepare(digits: Labelled, normalize: bool, flatten: bool, one_hot_label: bool) -> Digits:
    """Return images and labels in the form that is asked for."""
    pixels, labels = digits
    images = pixels.reshape(len(pixels), *((784,) if flatten else (1, 28, 28)))
    return (
        images / np.float32(255) if normalize else images,
        np.eye(10)[labels] if one_hot_label else labels,
    )
