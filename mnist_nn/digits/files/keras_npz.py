"""Keras' `mnist.npz`: four arrays, x_train, y_train, x_test, y_test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.digits.files.labelled import MOST, PIXELS, Labelled, labelled
from mnist_nn.weights.npz import read_npz

if TYPE_CHECKING:
    from pathlib import Path

    from mnist_nn.digits.files.labelled import Part

_LARGEST = MOST * (PIXELS + 8)  # bytes: labels may be integers of 64 bits


def read_keras(path: Path, part: Part) -> Labelled:
    """Return a set of digits in a .npz file. Nothing is unpickled; 830 MB at most.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is damaged, or holds something else.

    """
    if path.stat().st_size > _LARGEST:
        raise ValueError(f"{path}: expected {MOST:,} digits at most, but the file is larger")
    try:
        arrays = read_npz(path.read_bytes(), _LARGEST)
    except ValueError as error:
        raise ValueError(f"{path}: not a readable .npz file: {error}") from error
    names = f"x_{part}", f"y_{part}"
    if not arrays.keys() >= {*names}:
        found = ", ".join(ascii(name)[1:-1] for name in sorted(arrays)) or "none"
        raise ValueError(f"{path}: expected the arrays {' and '.join(names)}, found {found:.200}")
    images, labels = (arrays[name] for name in names)
    return labelled(images, labels, path, path)
