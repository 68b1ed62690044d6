"""Test images are shown: in a window, in the terminal, or saved as files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import typer

from mnist_nn.digits.blocks import as_blocks
from mnist_nn.digits.mnist import load_test_set
from mnist_nn.network import Network
from mnist_nn.weights.files import load_weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray


class Numbered(NamedTuple):
    """An image of the test set.

    Attributes:
        number: its place in the test set.
        pixels: (784,), 0 to 255.
        what: what it is, in words.

    """

    number: int
    pixels: NDArray[np.uint8]
    what: str


def blocks_of(image: FloatArray | NDArray[np.uint8]) -> str:
    """Return a digit as blocks, of characters that the standard output has."""
    from mnist_nn.digits.pictures import as_levels

    return as_blocks(as_levels(image), sys.stdout.encoding)


def chosen(indices: Sequence[int], misread_by: Path | None) -> list[Numbered]:
    """Return the test images of some indices, or those that weights in a file misread.

    Raises:
        ValueError: neither is asked for, or both.

    """
    if bool(indices) == bool(misread_by):
        raise ValueError("show: say which test images: an INDEX from 0 to 9999, or --wrong")
    pixels, labels = load_test_set(normalize=False)
    if misread_by is None:
        return [Numbered(i, pixels[i], f"a {labels[i]}") for i in indices]
    read = Network(load_weights(misread_by)).classify(load_test_set()[0])
    wrong = np.flatnonzero(read != labels).tolist()
    return [Numbered(i, pixels[i], f"a {labels[i]}, read as {read[i]}") for i in wrong]


def show_test_images(images: Sequence[Numbered], save: Path | None) -> None:
    """Show images, one in a window if there is a screen, several in the terminal; or save them."""
    from mnist_nn.digits.pictures import show_image

    several = len(images) != 1
    if save and several:
        save.mkdir(parents=True, exist_ok=True)
    for index, pixels, what in images:
        path = save / f"test-image-{index}.png" if save and several else save
        saved = show_image(pixels, path) if path else None
        typer.echo(f"test image {index}: {what}" + (f", saved as {saved}" if saved else ""))
        if several and not path:
            typer.echo(blocks_of(pixels))
        elif not path:
            sys.stdout.flush()
            show_image(pixels)
