"""The IDX format, in which MNIST is published: a header, then an array of unsigned bytes.

The header is a sequence of big-endian 32-bit numbers: the magic number (0x0800, the mark of
unsigned bytes, plus the number of axes), then the length of each axis. The array follows, the last
axis running fastest.
"""

from __future__ import annotations

import math
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.digits.files.labelled import MOST, labelled
from mnist_nn.digits.files.unpacked import unpacked

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray

    from mnist_nn.digits.files.labelled import Labelled
    from mnist_nn.digits.files.unpacked import Stream

_UNSIGNED_BYTES = 0x0800
_CHUNK = 1 << 20


def read_idx(path: str | os.PathLike[str], item_shape: tuple[int, ...] = ()) -> NDArray[np.uint8]:
    """Read an IDX file of unsigned bytes, packed by gzip or not, whatever its name is.

    Nothing in the file is taken on trust: the header must announce what is expected, and exactly
    as much data as it announces must follow: of a million items or so at most (`MOST`). Memory is
    taken as data arrive, never as announced.

    Args:
        path: the file.
        item_shape: the shape of one item: () for labels, (28, 28) for the images of MNIST.

    Returns:
        uint8 array, (items, *item_shape), which the caller may change.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is damaged, or holds something else.

    >>> from importlib.resources import files
    >>> read_idx(files("mnist_nn") / "data" / "t10k-labels-idx1-ubyte.gz")[:5]
    array([7, 2, 1, 0, 4], dtype=uint8)

    """
    path = Path(path)
    with unpacked(path) as stream:
        shape = _read_header(stream, path, item_shape)
        return np.frombuffer(_read_data(stream, path, shape), np.uint8).reshape(shape)


def read_pair(images: Path, labels: Path) -> Labelled:
    """Return the digits in two IDX files: images (N, 28, 28), and their labels (N,).

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a file is damaged, holds something else, or they do not go together.

    """
    return labelled(read_idx(images, (28, 28)), read_idx(labels), images, labels)


def _read_header(stream: Stream, path: Path, item_shape: tuple[int, ...]) -> tuple[int, ...]:
    """Read the magic number and the shape of the array, which must be (items, *item_shape)."""
    axes = 1 + len(item_shape)
    header = stream.read(4 + 4 * axes)
    if len(header) < 4 + 4 * axes:
        raise ValueError(
            f"{path}: the file ends after {len(header)} bytes,"
            f" expected a header of {4 + 4 * axes} bytes"
        )
    magic, *shape = struct.unpack(f">{1 + axes}I", header)
    if magic != _UNSIGNED_BYTES + axes:
        raise ValueError(
            f"{path}: the magic number is {magic:#x}, expected {_UNSIGNED_BYTES + axes:#x}"
            f" (unsigned bytes, number of axes: {axes})"
        )
    if tuple(shape[1:]) != item_shape:
        raise ValueError(
            f"{path}: the items are of shape {tuple(shape[1:])}, expected {item_shape}"
        )
    if shape[0] > MOST:
        raise ValueError(f"{path}: {shape[0]:,} items announced, expected {MOST:,} at most")
    return tuple(shape)


def _read_data(stream: Stream, path: Path, shape: tuple[int, ...]) -> bytearray:
    """Read an array of `shape`, and check that nothing follows it.

    The chunk read beyond the array's end is what makes gzip compare its checksum.
    """
    size = math.prod(shape)
    data = bytearray()
    while len(data) <= size and (chunk := stream.read(_CHUNK)):
        data += chunk
    if len(data) != size:
        follow = "more" if len(data) > size else f"only {len(data):,}"
        raise ValueError(
            f"{path}: {shape[0]:,} items announced, expected {size:,} bytes of data,"
            f" but {follow} follow"
        )
    return data
