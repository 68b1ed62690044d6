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
from mnist_nn.digits.idx import read_idx

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
) -> tuple[Digits, Digits]:
    """Return `(x_train, t_train), (x_test, t_test)`: 60,000 digits to learn from, 10,000 to test.

    The training set is read from the folder `data_dir`, or else from the folder named by the
    environment variable MNIST_NN_DATA, or else it is fetched, verified and kept in the user's cache
    folder.

    Args:
        normalize: images are float32 in [0, 1], pixel / 255; otherwise uint8 in [0, 255].
        flatten: images are (N, 784); otherwise (N, 1, 28, 28).
        one_hot_label: labels are float64 (N, 10), 1 at the digit; otherwise uint8 (N,), 0 to 9.
        data_dir: a folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, each packed
            (.gz) or not.

    Raises:
        FileNotFoundError: the folder lacks a file of the training set.
        ValueError: a file is damaged or holds something else, or the files do not go together.
        OSError: the training set could not be fetched; the message says how else to get it.

    """
    images = _training_file("train-images-idx3-ubyte", data_dir)
    labels = _training_file("train-labels-idx1-ubyte", data_dir)
    train = _prepare(*_read(images, labels), normalize, flatten, one_hot_label)
    return train, load_test_set(normalize, flatten, one_hot_label)


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
    images = _TEST_SET / "t10k-images-idx3-ubyte.gz"
    labels = _TEST_SET / "t10k-labels-idx1-ubyte.gz"
    return _prepare(*_read(images, labels), normalize, flatten, one_hot_label)


def _training_file(name: str, data_dir: str | os.PathLike[str] | None) -> Path:
    if data_dir is not None:
        return _find(name, Path(data_dir), "data_dir")
    if folder := os.environ.get(_VARIABLE):
        return _find(name, Path(folder), f"the variable {_VARIABLE}")
    return fetch(name)


def _find(name: str, folder: Path, origin: str) -> Path:
    """Return the path of the packed or unpacked file `name` in the folder that `origin` gave."""
    for path in (folder / f"{name}.gz", folder / name):
        if path.is_file():
            return path
    raise FileNotFoundError(
        f"expected {name}.gz or {name} in the folder {folder}, given by {origin}: found neither"
    )


def _read(images: Path, labels: Path) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Read images and labels, and check that they go together."""
    pixels, digits = read_idx(images, (28, 28)), read_idx(labels)
    if len(pixels) != len(digits):
        raise ValueError(
            f"{images} holds {len(pixels):,} images, but {labels} holds {len(digits):,} labels:"
            " expected one label for each image"
        )
    if wrong := set(np.unique(digits).tolist()) - set(range(10)):
        raise ValueError(f"{labels}: expected labels 0 to 9, found {sorted(wrong)}")
    return pixels, digits


def _prepare(
    pixels: NDArray[np.uint8],
    digits: NDArray[np.uint8],
    normalize: bool,
    flatten: bool,
    one_hot_label: bool,
) -> Digits:
    images = pixels.reshape(len(pixels), *((784,) if flatten else (1, 28, 28)))
    return (
        images / np.float32(255) if normalize else images,
        np.eye(10)[digits] if one_hot_label else digits,
    )
