"""What a file holds, told by its first bytes: digits in one of the forms that are read, or else."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from mnist_nn.digits.files.labelled import PIXELS
from mnist_nn.digits.files.unpacked import unpacked

if TYPE_CHECKING:
    from pathlib import Path

Form: TypeAlias = Literal["images", "labels", "rows", "npz", "parquet", ""]
"""IDX images, IDX labels, rows of text, arrays, Parquet, or none that is read."""

_START = 16 * (1 + PIXELS)  # bytes: the first row of text is told by all of its columns
_ROW = 100  # columns that text of something else does not have

_OTHERS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89HDF": "HDF5 data",
    b"MATLAB": "data of MATLAB",
    b"%PDF": "a PDF document",
    b"\x80": "a pickle",
    b"BZh": "data packed by bzip2: unpack it",
    b"\xfd7zXZ": "data packed by xz: unpack it",
    b"7z\xbc\xaf": "a 7z archive: unpack it",
    b"version https://git-lfs": "a pointer of Git LFS, not the file that it stands for",
    b"<": "a page of HTML or XML: the answer to a download that failed?",
}


@dataclass(frozen=True)
class Contents:
    """What a file holds.

    Attributes:
        form: how its digits are written, or nothing where it holds none.
        words: what there is, for a reader.
        items: how many images or labels an IDX file announces.

    """

    form: Form
    words: str
    items: int = 0


def contents_of(path: Path) -> Contents:
    """Return what a file holds, without reading all of it; never an error.

    >>> from importlib.resources import files
    >>> contents_of(files("mnist_nn") / "data" / "t10k-labels-idx1-ubyte.gz").words
    '10,000 labels'

    """
    try:
        with unpacked(path) as stream:
            start = stream.read(_START)
    except ValueError:
        return Contents("", "damaged gzip data")
    except OSError as error:
        return Contents("", f"what cannot be read: {error.strerror}")
    if start.startswith(b"\0\0\x08"):
        return _idx(start)
    if start.startswith(b"PK\3\4"):
        return _zip(path)
    if start.startswith(b"PAR1"):
        return Contents("parquet", "a Parquet file")
    return _text(start) or Contents("", _other(start))


def _idx(start: bytes) -> Contents:
    """Return what an IDX file of unsigned bytes announces."""
    axes = start[3:4]
    if axes == b"\1" and len(start) >= 8:
        (items,) = struct.unpack(">I", start[4:8])
        return Contents("labels", f"{items:,} labels", items)
    if axes == b"\3" and len(start) >= 16:
        items, height, width = struct.unpack(">3I", start[4:16])
        return Contents("images", f"{items:,} images of {height}x{width} pixels", items)
    return Contents("", "an IDX file that is neither images nor labels")


def _zip(path: Path) -> Contents:
    """Return what an archive holds: arrays, or files that must be unpacked first."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):  # what zipfile raises
        return Contents("", "a damaged zip archive")
    listed = ascii(", ".join(sorted(names)[:4]))[1:-1]
    if names and all(name.endswith(".npy") for name in names):
        return Contents("npz", f"arrays: {listed:.80}")
    return Contents("", f"a zip archive of {listed:.80}: unpack it")


def _text(start: bytes) -> Contents | None:
    """Return what rows of text hold, if it is that."""
    columns = start.partition(b"\n")[0].count(b",") + 1
    if columns < _ROW:
        return None
    if columns == PIXELS:
        return Contents("", f"rows of {PIXELS} columns: pixels without labels")
    if columns != 1 + PIXELS:
        return Contents("", f"rows of {columns} columns, not a label and {PIXELS} pixels")
    return Contents("rows", "rows of a label and 784 pixels")


def _other(start: bytes) -> str:
    """Return what else a file is."""
    if not start:
        return "nothing: it is empty"
    if start[257:262] == b"ustar":
        return "a tar archive: unpack it"
    for magic, words in _OTHERS.items():
        if start.lstrip().startswith(magic):
            return words
    try:
        text = start[:60].decode("ascii")
    except UnicodeDecodeError:
        return f"unknown data that begin with {start[:4].hex(' ')}"
    return f"text that begins with {text.split(chr(10))[0]!r}"
