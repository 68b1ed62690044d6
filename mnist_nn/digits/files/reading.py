"""Reads a set of digits from a file or a folder, in whichever form it is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mnist_nn.digits.files.known import NAMES, objection
from mnist_nn.digits.files.search import found_in, listed, sources

if TYPE_CHECKING:
    import os

    from mnist_nn.digits.files.labelled import Labelled, Part
    from mnist_nn.digits.files.search import Source


def read_digits(
    path: str | os.PathLike[str], part: Part = "train", *, only_mnist: bool = True
) -> Labelled:
    """Return the training set or the test set that is in a file or a folder.

    IDX files packed or not, under any names, Keras' `mnist.npz`, rows of text (CSV) and Parquet:
    `mnist_nn/digits/files/README.md` says more of each.

    Args:
        path: the file or the folder; where it has no digits, the folders in it, three deep.
        part: `train` or `test`.
        only_mnist: take nothing but MNIST, which is known by the SHA-256 of its contents;
            otherwise other digits too, such as Fashion-MNIST.

    Returns:
        Images, uint8 (N, 28, 28), and labels, uint8 (N,).

    Raises:
        FileNotFoundError: there is no such file or folder, or no such set in it: the message says
            what is there.
        ImportError: it is a Parquet file, and the library pyarrow is not installed.
        ValueError: a file is damaged, or holds something else; or it is not known which of several
            is meant.

    >>> from importlib.resources import files
    >>> images, labels = read_digits(files("mnist_nn") / "data", "test")
    >>> images.shape, labels[:5]
    ((10000, 28, 28), array([7, 2, 1, 0, 4], dtype=uint8))

    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"{path}: there is no such file or folder")
    found = found_in(path)
    candidates = sources(found, part)
    if not candidates:
        raise FileNotFoundError(f"{path}: expected a {NAMES[part]}, but {listed(found, path)}")
    return _only_mnist(candidates, part) if only_mnist else _the_only_one(candidates, path, part)


def _only_mnist(candidates: list[Source], part: Part) -> Labelled:
    """Return the first of several sets of digits that is MNIST."""
    objections = []
    for source in candidates:
        digits = source.read()
        if not (reason := objection(digits, part)):
            return digits
        objections.append(f"{source.path}: {reason}")
    raise ValueError("\n".join(objections))


def _the_only_one(candidates: list[Source], path: Path, part: Part) -> Labelled:
    """Return the only set of digits: one of several would be taken by chance."""
    if len(candidates) > 1:
        several = ", ".join(sorted(str(source.path) for source in candidates))
        raise ValueError(
            f"{path}: expected one {NAMES[part]}, but there are several, each of which needs a "
            f"folder of its own: {several}"
        )
    return candidates[0].read()
