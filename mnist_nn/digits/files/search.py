"""Finds the digits in a folder: what a file holds decides, and its name only which set it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from mnist_nn.digits.files.contents import Contents, Form, contents_of
from mnist_nn.digits.files.csv_rows import read_csv
from mnist_nn.digits.files.idx import read_pair
from mnist_nn.digits.files.keras_npz import read_keras
from mnist_nn.digits.files.parquet_rows import read_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mnist_nn.digits.files.labelled import Labelled, Part

_FILES = 1000  # to look into, so deep in a folder
_DEPTHS = "*", "*/*", "*/*/*", "*/*/*/*"
_TEST_IMAGES = 10_000  # by which the test set is told where no name tells it
_IDX_NAME = re.compile(r"idx\d-ubyte")
_IDX_WORDS = re.compile(r"images|labels|idx\d")


@dataclass(frozen=True)
class Source:
    """A set of digits that was found.

    Attributes:
        path: its file, or that of its images.
        read: returns it, or raises a ValueError that says what is wrong with it.

    """

    path: Path
    read: Callable[[], Labelled]


def found_in(path: Path) -> dict[Path, Contents]:
    """Return what each file holds: this one, or those in a folder.

    Folders in it are searched, three deep, as long as there are no digits. Files whose names begin
    with a dot are left out.

    Raises:
        ValueError: there are more than a thousand to look into.

    """
    if path.is_file():
        return {path: contents_of(path)}
    found: dict[Path, Contents] = {}
    for pattern in _DEPTHS:
        names = (p for p in path.glob(pattern) if not p.name.startswith("."))
        some = [p for p in names if p.is_file()]
        if len(some) > _FILES:
            raise ValueError(f"{path}: more than {_FILES:,} files are there: name MNIST's folder")
        found |= {p: contents_of(p) for p in sorted(some)}
        if any(contents.form for contents in found.values()):
            break
    return found


def sources(found: dict[Path, Contents], part: Part) -> list[Source]:
    """Return the sets of digits among files that are, by their names, the part asked for.

    Images and labels of IDX belong together where they lie in one folder, and their names differ in
    no more than that or there are no others. Of a file that is there twice, packed and unpacked,
    the first is taken.
    """
    mine = {p: c for p, c in found.items() if c.form == "npz" or _part_of(p, c) == part}
    return [*_pairs(mine), *_whole(mine, part)]


def _pairs(files: dict[Path, Contents]) -> Iterator[Source]:
    """Yield the images that have labels, with them."""
    for home in dict.fromkeys(map(_home, files)):
        here = {p: c for p, c in files.items() if _home(p) == home}
        images, labels = _by_stem(here, "images"), _by_stem(here, "labels")
        if len(images) == len(labels) == 1:
            labels = dict.fromkeys(images, *labels.values())
        for stem in sorted(images.keys() & labels.keys()):
            yield Source(images[stem], partial(read_pair, images[stem], labels[stem]))


def _by_stem(files: dict[Path, Contents], form: Form) -> dict[str, Path]:
    """Return the first of the files of a form that are called alike."""
    return {_stem(p): p for p, c in reversed(files.items()) if c.form == form}


def _stem(path: Path) -> str:
    """Return the name that the images and the labels of a set have in common, however packed."""
    return _IDX_WORDS.sub("", path.name.lower().removesuffix(".gz").replace(".", "-"))


def _whole(files: dict[Path, Contents], part: Part) -> Iterator[Source]:
    """Yield the files that hold images and labels."""
    readers: dict[str, Callable[[Path], Labelled]] = {
        "npz": partial(read_keras, part=part),
        "rows": read_csv,
        "parquet": read_parquet,
    }
    for path, contents in files.items():
        if contents.form in readers:
            yield Source(path, partial(readers[contents.form], path))


def _part_of(path: Path, contents: Contents) -> Part:
    """Return which set a file holds: by its name or, where that does not tell, by its size."""
    name = path.name.lower()
    if "train" in name:
        return "train"
    if "test" in name or "t10k" in name:
        return "test"
    return "test" if contents.items == _TEST_IMAGES else "train"


def _home(path: Path) -> Path:
    """Return the folder of a file; Kaggle's archive has one of its own for each."""
    folder = path.parent
    return folder.parent if _IDX_NAME.search(folder.name) else folder


def listed(found: dict[Path, Contents], folder: Path) -> str:
    """Return what was found, in words."""
    some = [f"{_shown(p, folder)} holds {c.words}" for p, c in islice(found.items(), 8)]
    more = [f"and {len(found) - len(some)} more files"] if len(found) > len(some) else []
    return "; ".join([*some, *more]) or "there are no files"


def _shown(path: Path, folder: Path) -> str:
    """Return the name of a file, as from the folder."""
    return path.name if path == folder else str(path.relative_to(folder))
