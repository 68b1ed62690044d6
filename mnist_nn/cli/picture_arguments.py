"""Pictures that are named on the command line: files and folders, each file read by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mnist_nn.network import Network
from mnist_nn.report.classification import Entry
from mnist_nn.weights.files import load_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def reader_of_digits(weights: Path) -> Network:
    """Return the network of the weights in a file.

    Raises:
        OSError: there is no such file.
        ValueError: they are no weights, or not of a network from 784 pixels to 10 digits.

    """
    network = Network(load_weights(weights))
    if (network.widths[0], network.widths[-1]) != (784, 10):
        raise ValueError(f"{weights}: {network!r} reads no digits, expected 784 inputs, 10 outputs")
    return network


def entries_of(paths: Iterable[Path], network: Network) -> Iterator[Entry]:
    """Yield what is read from each file, and tell at once what is wrong with one."""
    from mnist_nn.digits.reading import read_digit

    for path in _files(paths):
        try:
            yield Entry(path, read_digit(path, network))
        except (OSError, ValueError) as error:
            typer.echo(f"mnist-nn: {_in_words(path, error)}", err=True)
            yield Entry(path, _in_words(path, error))


def save_sights(entries: Iterable[Entry], folder: Path) -> Iterator[Entry]:
    """Yield entries, after the 28 x 28 that was read of each is saved in a folder as PNG."""
    from mnist_nn.digits.pictures import show_image

    folder.mkdir(parents=True, exist_ok=True)
    for number, entry in enumerate(entries):
        if not isinstance(entry.reading, str) and entry.reading.sight:
            name = f"{number}-{entry.picture.stem}-28x28.png"
            show_image(entry.reading.sight.image, folder / name)
        yield entry


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, and of a folder and the folders in it those that are named as pictures are."""
    from PIL import Image

    suffixes = Image.registered_extensions()
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in suffixes)
            yield from found or [path]
        else:
            yield path


def _in_words(path: Path, error: OSError | ValueError) -> str:
    """Return what is wrong with a file."""
    if isinstance(error, FileNotFoundError):
        return f"{path}: there is no such file"
    if isinstance(error, PermissionError):
        return f"{path}: you may not read this file"
    if isinstance(error, OSError):
        return f"{path}: it cannot be read: {error.strerror or error}"
    return str(error)
