"""The .npz format: a zip archive of .npy files, of one array each. NumPy's own, and its default.

NumPy reads it too, but takes what the file says of an array's size on trust, and fails in more ways
than its documentation lists. Here a file is read exactly, or refused by a ValueError.
"""

from __future__ import annotations

import ast
import io
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.weights._raw_arrays import RawArray, number_dtype

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_VERSION_1 = b"\x93NUMPY\x01\x00"  # the later ones are for dtypes with many or odd field names
_LONGEST_HEADER = 10_000  # NumPy's limit, too: a long text could exhaust Python's parser
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # those that NumPy uses
_UNIX = 3


def read_npz(data: bytes, largest: int = sys.maxsize) -> dict[str, NDArray[Any]]:
    """Return the arrays in `data`, a .npz file, by name. Nothing is unpickled.

    Booleans, integers and floats of up to 64 bits. The arrays are new and writeable, in C order
    and native byte order. Nothing is unpacked further than the file announces.

    Args:
        data: the bytes of the file.
        largest: how many bytes the file may announce that it holds when it is unpacked.

    Raises:
        ValueError: `data` is not such a file, or a larger one.

    >>> read_npz(write_npz({"b1": np.array([0.5, 2.0])}))
    {'b1': array([0.5, 2. ])}

    """
    arrays: dict[str, NDArray[Any]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, largest)
            for entry in archive.infolist():
                name = _array_name(entry)
                if name in arrays:
                    raise ValueError(f"it has two arrays of the name {name!a:.60}")
                _check_end(entry, len(data))
                arrays[name] = _read_npy(_content(archive, entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise ValueError(str(error) or "it ends before an entry does") from error
    return arrays


def write_npz(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return a .npz file of the arrays, by name: the same bytes at any time, on any system.

    Raises:
        ValueError: an array is of a dtype that such a file cannot hold.

    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in arrays.items():
            _check_dtype(name, array.dtype)
            entry = zipfile.ZipInfo(f"{name}.npy")  # the date is 1980, whatever the clock says
            entry.create_system = _UNIX
            content = io.BytesIO()
            np.lib.format.write_array(content, array, allow_pickle=False)
            archive.writestr(entry, content.getvalue())
    return file.getvalue()


def _check_dtype(name: str, dtype: np.dtype[Any]) -> None:
    """Refuse a dtype that NumPy would write as bytes without a meaning, such as bfloat16."""
    if dtype.kind == "V":
        raise ValueError(
            f"{name} has dtype {dtype}, which a .npz file cannot hold: write a .safetensors file,"
            " or convert it to float32"
        )


def _array_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of the array that is in an entry of the archive."""
    name, suffix = entry.filename[:-4], entry.filename[-4:]
    if suffix != ".npy" or entry.compress_type not in _METHODS:
        raise ValueError(f"its entry {entry.filename!a:.60} is not a .npy file as NumPy packs it")
    return name


def _check_end(entry: zipfile.ZipInfo, size: int) -> None:
    """Refuse an entry that goes on beyond the end: some releases of Python call it an overlap."""
    if entry.header_offset + entry.compress_size > size:
        raise EOFError


def _check_size(archive: zipfile.ZipFile, largest: int) -> None:
    """Refuse a file that announces more than somebody wants to unpack."""
    size = sum(entry.file_size for entry in archive.infolist())
    if size > largest:
        raise ValueError(f"it announces {size:,} bytes, expected {largest:,} at most")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return an entry, unpacked; asked for all that there is, zipfile unpacks more at a time."""
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _read_npy(data: bytes) -> NDArray[Any]:
    """Return the array in `data`, a .npy file: its version, the header's length, it, the bytes."""
    start = len(_VERSION_1) + 2
    end = start + int.from_bytes(data[len(_VERSION_1) : start], "little")
    if not data.startswith(_VERSION_1) or end > _LONGEST_HEADER:
        raise ValueError("it has an entry that is not an array of plain numbers")
    match _literal(data[start:end]):
        case {"descr": str(descr), "fortran_order": bool(fortran), "shape": tuple(shape)}:
            dtype = number_dtype(descr[1:], descr[:1])
            return RawArray(shape, dtype, data[end:], fortran).make()
    raise ValueError("it has an array without a header as NumPy writes it")


def _literal(text: bytes) -> object:
    """Return the value of a Python literal."""
    try:
        return ast.literal_eval(text.decode("latin-1"))
    except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError(f"it has an array of unreadable header: {error}") from error
